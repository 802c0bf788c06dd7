// Whether the target holds the program whose symbols are read, for a launch or an attach that did not write it; and where
// program memory is read from accordingly.
//
// Memory is read and nothing is changed: a server's checksums would be quicker, but OpenOCD computes them with code that it
// leaves in the target's RAM (verify.ts).

import { Failure } from '../base/failure';
import { imageComparedEvent } from '../protocol/debug-events';
import type { ImageCompared } from '../protocol/debug-events';
import type { Context, Target } from './context';
import { comparedLog, comparedWarning } from './flash-check-words';
import { readImageSections } from './flash-image';
import type { ImageSection } from './flash-image';
import { spread } from './flash-samples';
import { isBlank, readWhole } from './verify';
import type { FlashSource } from './target-memory';

/** Where program memory is read from while this image runs; see the attribute `flashReads`. */
export async function chooseFlashSource(
  context: Context,
  target: Target,
  isProgrammed: boolean,
  signal: AbortSignal,
): Promise<FlashSource> {
  const isChip = target.args.flashReads === 'chip';
  if (isProgrammed) return isChip ? 'chip' : 'elf';
  const compared = await compareImages(context, target, signal);
  if (isChip) return 'chip';
  const isSame = compared.length > 0 && compared.every(({ outcome }) => outcome === 'same');
  return isSame && compared.every(({ isSampled }) => !isSampled) ? 'elf' : 'cache';
}

/** Compares each image whose symbols are read, and tells what differs. */
async function compareImages(
  { host, client }: Context,
  target: Target,
  signal: AbortSignal,
): Promise<readonly ImageCompared[]> {
  const all: ImageCompared[] = [];
  for (const file of target.plan.symbols) {
    const sections = (await readImageSections(host, file))?.filter(({ isReadOnly }) => isReadOnly);
    if (sections === undefined || sections.length === 0) continue;
    const compared = await compareImage(target, file, sections, signal);
    if (compared === undefined) {
      client.log('debug', 'adapter', `The target could not be compared with ${file}.`);
      continue;
    }
    const warning = comparedWarning(compared);
    if (warning === undefined) client.log('info', 'adapter', comparedLog(compared));
    else client.output('stderr', `${warning}\n`);
    client.ownEvent(imageComparedEvent, compared);
    all.push(compared);
  }
  return all;
}

/** Undefined where the target's memory cannot be read: it runs, or is protected. */
async function compareImage(
  { gdb, memory }: Target,
  file: string,
  sections: readonly ImageSection[],
  signal: AbortSignal,
): Promise<ImageCompared | undefined> {
  const { samples, isWhole } = spread(sections);
  try {
    const found = await memory.reading(() =>
      Promise.all(
        samples.map(({ address, bytes }) => readWhole(gdb, address, bytes.length, signal)),
      ),
    );
    const names = samples.flatMap(({ name, bytes }, at) =>
      Buffer.from(bytes).equals(found[at] ?? new Uint8Array()) ? [] : [name],
    );
    const outcome =
      names.length === 0 ? 'same' : found.every(isBlank) ? 'erased' : ('different' as const);
    const readBytes = samples.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return { file, outcome, isSampled: !isWhole, sections: [...new Set(names)], readBytes };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'gdb-error') throw error;
    return undefined;
  }
}
