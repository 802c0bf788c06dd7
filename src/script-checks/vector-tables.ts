// Where a linker script puts the vector table, by the names that start-up files give its section.

import type { Device } from '../devices/device';
import type {
  LinkerScript,
  ScriptInput,
  ScriptRegion,
  ScriptSection,
} from '../linker/script-model';
import { regionNamed } from '../linker/script-model';
import { isDiscard } from './input-patterns';

/**
 * ST's start-up files, CMSIS and mbed, Zephyr, Rust's cortex-m-rt, TI's and IAR's habit, CodeSourcery. Wildcards and
 * what follows a dot may stand behind.
 */
const sectionName =
  /^\.?(?:cs3\.)?(?:isr_?vectors?|isr_vector_table|intvecs?|vectors?|vectors?_table|exc_vector_table|interrupt_vectors?|startup_vectors)(?=$|[.*])/i;

/** A table may have none of these names: everything that hints at one. */
const hint = /vect|isr|interrupt|irq|reset|startup|crt0|boot|\bivt\b/i;

/** The start of the flash of every STM32 with a Cortex-M, and its secure alias. */
const usualFlashStarts = [0x08000000, 0x0c000000];

export interface VectorInput {
  readonly section: ScriptSection;
  readonly input: ScriptInput;
  /** The name as the pattern has it, without wildcards. */
  readonly name: string;
}

export function isVectorName(name: string): boolean {
  return sectionName.test(name);
}

/** Every input description that takes a vector table, in the order of the script; those of `/DISCARD/` are none. */
export function vectorInputs(script: LinkerScript): readonly VectorInput[] {
  return script.sections.flatMap((section) =>
    isDiscard(section)
      ? []
      : section.inputs.flatMap((input) => {
          const pattern = input.patterns.find(isVectorName);
          return pattern === undefined
            ? []
            : [{ section, input, name: pattern.replace(/[.*?[\]]+$/, '') }];
        }),
  );
}

/** Whether anything in the section looks like a vector table, data written in the script included. */
export function hintsAtVectors({ name, items }: ScriptSection): boolean {
  return (
    hint.test(name) ||
    items.some((item) => {
      if (item.kind === 'input') return hint.test(item.input.text);
      return item.kind === 'symbol' ? hint.test(item.symbol.name) : item.kind === 'data';
    })
  );
}

/** The region that a section's bytes are programmed to. */
export function loadRegionOf(
  script: LinkerScript,
  { region, lmaRegion }: ScriptSection,
): ScriptRegion | undefined {
  const name = lmaRegion ?? region;
  return name === undefined ? undefined : regionNamed(script, name);
}

/** Whether a core starts with the first words of the region after a reset, unless option bytes say otherwise. */
export function isBootRegion({ origin }: ScriptRegion, device: Device | undefined): boolean {
  if (origin === undefined) return false;
  const start = device?.flash[0]?.banks[0]?.start;
  return start === undefined ? usualFlashStarts.includes(origin) : origin === start;
}
