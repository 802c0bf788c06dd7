// What (NOLOAD) drops: input that has bytes in every program, in a section that stores none.

import type { Device } from '../devices/device';
import type { LinkerScript, ScriptSection } from '../linker/script-model';
import { isDiscard } from './input-patterns';
import { classAt, runRegionOf } from './region-place';
import { isVectorName } from './vector-tables';

/** Everything of a kind; `.data.kept` and other names of their own may be left out of the file on purpose. */
const ofFlash =
  /^\.(?:text|rodata|constdata|glue_7t?|init|fini|(?:preinit_|init_|fini_)array|ARM\.ex(?:tab|idx))(?:\.?\*)?$/;
const ofRam = /^\.(?:s?data|ramfunc)(?:\.?\*)?$/i;

/**
 * The pattern whose input a (NOLOAD) section loses; undefined where it has another type or takes nothing of that kind.
 * A vector table in RAM is filled by the program, and in memory outside the chip nothing is known.
 */
export function droppedBy(
  script: LinkerScript,
  section: ScriptSection,
  device: Device | undefined,
): string | undefined {
  const origin = runRegionOf(script, section)?.origin;
  if (section.type !== 'NOLOAD' || origin === undefined || isDiscard(section)) return undefined;
  const memory = classAt(device, origin);
  if (memory !== 'flash' && memory !== 'ram') return undefined;
  const isDropped = (pattern: string): boolean =>
    ofFlash.test(pattern) || (memory === 'flash' ? isVectorName(pattern) : ofRam.test(pattern));
  return section.inputs
    .filter(({ file }) => file === '*')
    .flatMap(({ patterns }) => patterns)
    .find(isDropped);
}
