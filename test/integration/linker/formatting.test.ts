// A formatted script is the same one for the real arm-none-eabi-ld: it makes the same map of it, word for word.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, formatScript } from '../../../src/linker/format/format-script';
import { parseScript } from '../../../src/linker/parser';
import { generateScript, source } from './generate-script';
import { LinkFolder } from './linking';
import { taken } from './tried-scripts';

const numRuns = 60;

describe('formatted linker scripts', () => {
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble('parts.o', source);
  });
  after(() => {
    folder.dispose();
  });

  /** @returns whether there was something to format in a script that ld takes. */
  const check = (text: string): boolean => {
    const edits = formatScript(text, parseScript(text), { tabSize: 2, insertSpaces: true });
    if (edits.length === 0) return false;
    const options = ['--no-check-sections', '-e', '0'];
    const before = folder.link(text, [object], options);
    if (before.isRefused) return false;
    const formatted = applyEdits(text, edits);
    const after = folder.link(formatted, [object], options);
    assert.equal(after.isRefused, false, `${formatted}\n${after.output}`);
    assert.equal(after.mapText, before.mapText, formatted);
    return true;
  };

  it('link as before, for scripts with every construct of the language', () => {
    const count = taken.map(spread).filter(check).length;
    assert.ok(count > taken.length / 2, `only ${count} of ${taken.length} were formatted`);
  });

  it(`link as before, for ${numRuns} generated scripts`, () => {
    let count = 0;
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        // Without the blanks that no word needs.
        const text = generateScript(gen)
          .replace(/ +(?=[<>+*(]+ )/g, '')
          .replace(/^ +/gm, '\t');
        if (check(text)) count += 1;
      }),
      { seed: 6, numRuns, endOnFailure: true },
    );
    assert.ok(count > numRuns / 2, `only ${count} were formatted`);
  });
});

/** A word a line; a line's end means something in comments and strings alone. */
function spread(text: string): string {
  return /[#"]|\/\*/.test(text) ? text : text.replace(/ +/g, '\n   ');
}
