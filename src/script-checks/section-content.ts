// What an input pattern of a script brings: code, variables with a value, variables that begin as zero. From the names
// that compilers give (gcc/varasm.c, default_section_type_flags).

import type { ScriptSection } from '../linker/script-model';
import { matchesPattern } from './input-patterns';

export type ContentKind = 'code' | 'data' | 'zero' | 'other';

/** No bytes of the file; the linker cannot be asked for them. */
const zeroForm =
  /^(?:COMMON|\.s?bss[.*]?.*|\.tbss[.*]?.*|\.noinit\*?|\.dynbss|\.gnu\.linkonce\.s?b\..*)$/;

const codeForm =
  /^(?:\.text|\.isr_vector|\.intvecs?|\.vectors?|\.vector_table|\.rodata|\.init$|\.init_array|\.fini|\.glue_7|\.ARM\.ex|\.constdata)/;

const dataForm = /^(?:\.s?data(?![a-z0-9_])|\.gnu\.linkonce\.s?d\.|\.ramfunc)/i;

export function contentOf(pattern: string): ContentKind {
  if (zeroForm.test(pattern)) return 'zero';
  if (dataForm.test(pattern)) return 'data';
  return codeForm.test(pattern) ? 'code' : 'other';
}

/** The section patterns of everything that goes into an output section. */
export function patternsOf({ inputs }: ScriptSection): readonly string[] {
  return inputs.flatMap(({ patterns }) => (patterns.length === 0 ? ['*'] : patterns));
}

export function holds(section: ScriptSection, kind: ContentKind): boolean {
  return patternsOf(section).some((pattern) => contentOf(pattern) === kind);
}

/** Whether input sections with bytes can go into it, or it makes bytes itself. */
export function canHoldBytes(section: ScriptSection): boolean {
  const hasData = section.items.some((item) => item.kind === 'data' && item.keyword !== 'FILL');
  return hasData || patternsOf(section).some((pattern) => contentOf(pattern) !== 'zero');
}

/** Whether a pattern of the section takes input sections of that name. */
export function takesInput(section: ScriptSection, name: string): boolean {
  return patternsOf(section).some((pattern) => matchesPattern(pattern, name));
}
