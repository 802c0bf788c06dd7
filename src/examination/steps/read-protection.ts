// Read-out protection, TrustZone, and whether the flash can be read at all.

import { hex32 } from '../../base/hex';
import { protectionLevel, protectionOf, fieldOf } from '../../devices/protection';
import type { Protection } from '../../devices/protection';
import { describeStatus } from '../../probe/stlink/status';
import type { Unfinished } from '../draft';
import type { ProtectionState } from '../examination';
import { isMemoryFault } from '../noise';
import type { Session } from '../session';
import { flashStarts } from './flash-start';
import { readWriteProtection } from './read-write-protection';

export async function readProtection(session: Session): Promise<void> {
  const { draft } = session;
  const die = draft.chip?.die;
  if (die === undefined) {
    draft.whys.protection ??= 'the chip could not be identified';
    return;
  }
  const state: Unfinished<ProtectionState> = {
    ...{ level: undefined, field: undefined, isFlashReadable: undefined, isFlashErased: undefined },
    ...{ isTrustZoneOn: undefined, writeProtected: undefined, unread: [] },
  };
  draft.protection = state;
  const protection = protectionOf(die.rdp);
  if (protection === undefined)
    state.unread.push({ what: 'protection level', why: 'this chip has no such register' });
  else {
    await readLevel(session, state, protection);
    await readTrustZone(session, state, protection);
  }
  await readFirstWord(session, state);
  if (protection === undefined || state.field !== undefined)
    await readWriteProtection(session, state);
  else state.unread.push({ what: 'write protection', why: 'the option bytes could not be read' });
}

async function readLevel(
  { memory }: Session,
  state: Unfinished<ProtectionState>,
  protection: Protection,
): Promise<void> {
  const { register } = protection.field;
  const answer = await memory.word(register);
  if (!answer.ok) {
    state.unread.push({ what: protection.fieldName, why: describeStatus(answer) });
    return;
  }
  if (isNothing(answer.value)) {
    const why = `its register reads ${hex32(answer.value)}, as one without a clock does`;
    state.unread.push({ what: protection.fieldName, why });
    return;
  }
  state.field = { name: protection.fieldName, register, value: answer.value };
  state.level = protectionLevel(protection, answer.value);
}

async function readTrustZone(
  { memory }: Session,
  state: Unfinished<ProtectionState>,
  { trustZone }: Protection,
): Promise<void> {
  if (trustZone === undefined) return;
  const answer = await memory.rememberedWord(trustZone.register);
  if (answer.ok && isNothing(answer.value)) return;
  if (answer.ok) state.isTrustZoneOn = fieldOf(trustZone, answer.value) === trustZone.on;
  else state.unread.push({ what: 'TrustZone', why: describeStatus(answer) });
}

/**
 * All bits alike. No chip has its option bytes so: it is what a bus without a clock gives (halt.ts), and taken at its word it
 * would be level 1 with every sector write-protected.
 */
function isNothing(value: number): boolean {
  return value === 0 || value === 0xffff_ffff;
}

async function readFirstWord(session: Session, state: Unfinished<ProtectionState>): Promise<void> {
  for (const address of flashStarts(session)) {
    const answer = await session.memory.word(address);
    if (answer.ok) {
      state.isFlashReadable = true;
      // A stack pointer of 0 is as little a start as none.
      state.isFlashErased = isNothing(answer.value);
      return;
    }
    if (isMemoryFault(answer)) state.isFlashReadable = false;
    else state.unread.push({ what: 'first word of the flash', why: describeStatus(answer) });
  }
}
