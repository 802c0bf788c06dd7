// Read-out protection, TrustZone, and whether the flash can be read at all.

import { protectionLevel, protectionOf, fieldOf } from '../../devices/protection';
import type { Protection } from '../../devices/protection';
import { describeStatus } from '../../probe/stlink/status';
import type { Unfinished } from '../draft';
import type { ProtectionState } from '../examination';
import { isFault } from '../noise';
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
    ...{ level: undefined, field: undefined, isFlashReadable: undefined },
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
  await readWriteProtection(session, state);
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
  if (answer.ok) state.isTrustZoneOn = fieldOf(trustZone, answer.value) === trustZone.on;
  else state.unread.push({ what: 'TrustZone', why: describeStatus(answer) });
}

async function readFirstWord(session: Session, state: Unfinished<ProtectionState>): Promise<void> {
  for (const address of flashStarts(session)) {
    const answer = await session.memory.word(address);
    if (answer.ok) {
      state.isFlashReadable = true;
      return;
    }
    if (isFault(answer) || answer.status === 'unknown-error') state.isFlashReadable = false;
    else state.unread.push({ what: 'first word of the flash', why: describeStatus(answer) });
  }
}
