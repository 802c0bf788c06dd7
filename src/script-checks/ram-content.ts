// What a section in RAM surely brings to the file, judged by its input patterns: functions, constants, first values;
// or bytes only if the program puts some there.

import type { ScriptSection } from '../linker/script-model';
import { canHoldBytes, contentOf, patternsOf } from './section-content';

/** `.fasttext`, `.itcm_code`, `.ram_functions`: names of a project's own that say code. */
const ownCode = /(?:^\.?|[._]|fast|ram|tcm|quick|hot)(?:text|code|func(?:tion)?s?)(?=$|[._*\d])/i;

/** Names for what begins as zero or as it was; who calls a section so sees to it in the sources, or clears it. */
const ofNoBytes = /bss|no_?init|un_?init|heap|stack|zero|no_?load|persist|retain|reserve/i;

/** Ordinary code and constants, which no start-up code copies. */
const ordinaryCode =
  /^\.(?:text|rodata|init|fini|(?:preinit_|init_|fini_)array|ARM\.ex(?:tab|idx))(?=$|[.*])/;

export type RamContent = 'code' | 'data' | 'possible' | 'none';

/** `code` and `data`: there are bytes in every program that uses what the patterns are for. */
export function ramContentOf(section: ScriptSection): RamContent {
  const patterns = patternsOf(section);
  if (patterns.some((pattern) => contentOf(pattern) === 'data')) return 'data';
  if (!canHoldBytes(section) || ofNoBytes.test(section.name)) return 'none';
  if (patterns.some(isCode)) return 'code';
  const named = patterns.filter((pattern) => contentOf(pattern) !== 'zero');
  return named.length > 0 && named.every((pattern) => ofNoBytes.test(pattern))
    ? 'none'
    : 'possible';
}

/** Whether the section takes nothing but what runs well from flash, from every file. */
export function isOrdinaryCode({ inputs }: ScriptSection): boolean {
  return inputs.every(
    ({ file, patterns }) => file === '*' && patterns.every((each) => ordinaryCode.test(each)),
  );
}

function isCode(pattern: string): boolean {
  // The program fills a vector table in RAM from the one in flash.
  if (ofNoBytes.test(pattern) || /vec/i.test(pattern)) return false;
  return contentOf(pattern) === 'code' || /^\.preinit_array/.test(pattern) || ownCode.test(pattern);
}
