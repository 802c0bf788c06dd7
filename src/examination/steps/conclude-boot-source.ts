// What the core was started from: by where it runs, else by what is mapped at address 0.

import { memoryRemapOf, remappedMemory } from '../../devices/memory-remap';
import type { Session } from '../session';
import { deviceOfChip, placeAt } from './flash-start';

export async function concludeBootSource(session: Session): Promise<void> {
  const { coreState, chip } = session.draft;
  if (coreState === undefined) return;
  const device = deviceOfChip(session);
  const places = coreState.pcs.flatMap((pc) =>
    device === undefined ? [] : (placeAt(device, pc) ?? []),
  );
  coreState.bootedFrom = places[0] ?? (await remapped(session));
  if (coreState.bootedFrom !== undefined) return;
  const why =
    chip?.die === undefined
      ? 'the chip could not be identified'
      : 'neither the program counter nor the memory map tells';
  coreState.unread.push({ what: 'boot source', why });
}

async function remapped(session: Session): Promise<'system' | 'ram' | undefined> {
  const die = session.draft.chip?.die;
  const remap = die === undefined ? undefined : memoryRemapOf(die);
  if (remap === undefined) return undefined;
  const answer = await session.memory.word(remap.register);
  return answer.ok ? remappedMemory(remap, answer.value) : undefined;
}
