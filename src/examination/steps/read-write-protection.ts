// Which ranges of the flash are write protected.

import { writeProtectionOf } from '../../devices/write-protection/write-protection';
import { describeStatus } from '../../probe/stlink/status';
import type { Unfinished } from '../draft';
import type { ProtectionState } from '../examination';
import type { Session } from '../session';
import { isAsleepNow } from './read-core';

const what = 'write protection';

/** Registers this close together are read as one block, which takes two commands. */
const blockBytes = 64;

export async function readWriteProtection(
  session: Session,
  state: Unfinished<ProtectionState>,
): Promise<void> {
  const { chip } = session.draft;
  if (chip?.die === undefined) return;
  if (chip.flashKib === undefined) {
    state.unread.push({ what, why: 'the size of the flash is not known' });
    return;
  }
  const protection = writeProtectionOf(chip.die, chip.flashKib);
  if (protection === undefined) {
    state.unread.push({ what, why: 'not known for this family' });
    return;
  }
  const values = await readRegisters(session, protection.registers);
  if (typeof values === 'string') {
    state.unread.push({ what, why: values });
    return;
  }
  const ranges = protection.ranges((register) => values.get(register) ?? 0);
  const isSuspect = ranges !== undefined && ranges.length > 0 && [...values.values()].includes(0);
  if (isSuspect && (await isAsleepNow(session)))
    state.unread.push({ what, why: 'the core is asleep, and its registers read 0' });
  else if (ranges === undefined)
    state.unread.push({ what, why: 'its bits stand for something else with these option bytes' });
  else state.writeProtected = ranges;
}

/** @returns why not, as a sentence */
async function readRegisters(
  { memory }: Session,
  registers: readonly number[],
): Promise<ReadonlyMap<number, number> | string> {
  const values = new Map<number, number>();
  const [first = 0, last = 0] = [registers[0], registers.at(-1)];
  if (registers.length > 3 && last - first < blockBytes && memory.accessPort === 0) {
    const block = await memory.block(first, last + 4 - first);
    if (block.ok) {
      const view = new DataView(block.value.buffer, block.value.byteOffset, block.value.length);
      for (const register of registers)
        values.set(register, view.getUint32(register - first, true));
      return values;
    }
  }
  for (const register of registers) {
    const answer = await memory.rememberedWord(register);
    if (!answer.ok) return describeStatus(answer);
    values.set(register, answer.value);
  }
  return values;
}
