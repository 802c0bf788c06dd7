// /DISCARD/ takes what nothing refers to and the program needs all the same: it is gone without a message.

import { isDiscard, takerOf } from '../input-patterns';
import type { Taker } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeProgram } from '../whole-program';

interface Needed {
  readonly what: string;
  readonly names: readonly string[];
  /** A program without static objects throws constructors away on purpose. */
  readonly isOptional: boolean;
}

/** References to functions and variables that are thrown away end with an error of the linker. */
const needed: readonly Needed[] = [
  { what: 'the vector table', names: ['.isr_vector', '.vectors'], isOptional: false },
  {
    what: 'the constructors of static objects',
    names: ['.init_array', '.init_array.00100'],
    isOptional: true,
  },
];

export const ldDiscardNeeded = defineScriptCheck({
  id: 'ld-discard-needed',
  title: '/DISCARD/ takes nothing that the program needs',
  severity: 'warning',
  needs: [],
  run({ script }) {
    if (!isWholeProgram(script)) return [];
    return needed.flatMap(({ what, names, isOptional }): ScriptFinding[] => {
      const taker = names.map((name) => takerOf(script, name)).find(isThrownAway);
      if (taker === undefined) return [];
      const { input, pattern } = taker;
      return [
        {
          severity: isOptional ? 'information' : 'warning',
          message: `/DISCARD/ throws ${what} away: ${input.text} takes ${pattern.pattern}, and no section in front of it does.`,
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

/** Whoever throws all the rest away means it. */
function isThrownAway(taker: Taker | undefined): boolean {
  return taker !== undefined && isDiscard(taker.section) && taker.pattern.pattern !== '*';
}
