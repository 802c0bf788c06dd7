// A pattern that is a letter away from a section that compilers make, while nothing takes that section.

import type { FileEdit } from '../../findings/finding';
import { misspeltPatterns, stemOf } from '../misspelt-patterns';
import type { Misspelling } from '../misspelt-patterns';
import type { Taker } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { replacePlace } from '../script-edits';
import { distinct, scriptEvidence, scriptLocation, shortPlace } from '../script-words';

export const ldPatternMisspelt = defineScriptCheck({
  id: 'ld-pattern-misspelt',
  title: 'Input patterns have the names that compilers give',
  severity: 'warning',
  needs: [],
  run: ({ script, build }) => misspeltPatterns(script, build).map(findingOf),
});

function findingOf({ meant, takers }: Misspelling): ScriptFinding {
  const [{ pattern, section }] = takers;
  const written = [...new Set(takers.map((each) => each.pattern.pattern))];
  const what = written.length > 1 ? 'are possibly misspellings' : 'is possibly a misspelling';
  const edits = takers.flatMap((taker) => editsFor(taker, meant));
  return {
    // Variables without a section of their own are rare since GCC 10.
    severity: meant === 'COMMON' ? 'information' : 'warning',
    message: `Nothing in the script takes ${meant}; ${written.join(', ')} in section ${section.name} ${what} of it. The linker then chooses a place for ${meant} itself, and symbols of the script are not around it.`,
    evidence: distinct(
      takers.map((taker) =>
        scriptEvidence(`${taker.input.text} in section ${taker.section.name}`, taker.pattern.place),
      ),
    ),
    fixes: [
      {
        title: `Write ${meant} instead of ${stemOf(pattern.pattern)} in ${shortPlace(pattern.place)}.`,
        ...(edits.length === takers.length ? { edits } : {}),
      },
    ],
    location: scriptLocation(pattern.place),
  };
}

/** None where SORT(…) or quotes stand around it. */
function editsFor({ pattern: { pattern, place } }: Taker, meant: string): readonly FileEdit[] {
  if (place.end - place.start !== pattern.length) return [];
  return [replacePlace(place, meant + pattern.slice(stemOf(pattern).length))];
}
