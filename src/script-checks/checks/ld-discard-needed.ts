// /DISCARD/ takes sections that the program cannot do without.

import { isDiscard, takerOf } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeText } from '../whole-program';

/** What the sections hold; tables for unwinding may well be thrown away. */
const needed: ReadonlyMap<string, string> = new Map([
  ['.isr_vector', 'the vector table'],
  ['.vectors', 'the vector table'],
  ['.text', 'the functions'],
  ['.text.main', 'the functions'],
  ['.rodata', 'the constants'],
  ['.rodata.table', 'the constants'],
  ['.data', 'the initial values of variables'],
  ['.data.value', 'the initial values of variables'],
  ['.bss', 'the variables'],
  ['.bss.value', 'the variables'],
  ['.init_array', 'the constructors of static objects'],
  ['.init_array.00100', 'the constructors of static objects'],
]);

export const ldDiscardNeeded = defineScriptCheck({
  id: 'ld-discard-needed',
  title: '/DISCARD/ takes nothing that the program needs',
  severity: 'warning',
  needs: [],
  run({ script }) {
    if (!isWholeText(script)) return [];
    const told = new Set<string>();
    return [...needed].flatMap(([name, what]): ScriptFinding[] => {
      const taker = takerOf(script, name);
      if (taker === undefined || !isDiscard(taker.section) || told.has(what)) return [];
      const { input, pattern } = taker;
      // Whoever throws all the rest away means it.
      if (pattern.pattern === '*') return [];
      const isArray = name.startsWith('.init_array');
      told.add(what);
      return [
        {
          severity: isArray ? 'information' : 'warning',
          message: `/DISCARD/ throws ${what} away: ${input.text} takes ${name} before any other section does.`,
          evidence: [scriptEvidence(`${input.text} in /DISCARD/`, input.place)],
          fixes: [
            {
              title: `Take ${pattern.pattern} out of /DISCARD/ in ${shortPlace(pattern.place)}, or put a section that takes it in front.`,
            },
          ],
          location: scriptLocation(pattern.place),
        },
      ];
    });
  },
});
