// The first stack pointer is no multiple of 8: the last address of a RAM instead of the first one behind it.

import { hex32 } from '../../base/hex';
import type { LinkerScript } from '../../linker/script-model';
import { sizedRegions } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { scriptEvidence, scriptLocation } from '../script-words';
import { addressFix, regionEndFix, stackTops } from '../stack-symbols';
import type { StackTop } from '../stack-symbols';

/** Arm's procedure call standard (IHI 0042, 6.2.1.2): the stack is 8-aligned at every public interface. */
const alignment = 8;

export const ldStackUnaligned = defineScriptCheck({
  id: 'ld-stack-unaligned',
  title: 'The stack begins at a multiple of 8',
  severity: 'warning',
  needs: [],
  coveredBy: ['vector-table-bad-stack'],
  run({ script }) {
    return stackTops(script)
      .filter(({ value }) => value % alignment !== 0)
      .map((top): ScriptFinding => {
        const { symbol, value } = top;
        const isLast = value % alignment === alignment - 1;
        const rest = isLast
          ? 'the last byte of a RAM; the stack begins behind it'
          : 'which is no multiple of 8';
        return {
          // The processor clears the two lowest bits, and most programs never notice the four bytes.
          severity: isLast ? 'information' : 'warning',
          message: `${symbol.name} is ${hex32(value)}, ${rest}: code relies on a stack aligned to 8, such as printf of 64-bit values.`,
          evidence: [scriptEvidence(`${symbol.name} = ${hex32(value)}`, symbol.place)],
          fixes: [fixFor(script, top)],
          location: scriptLocation(symbol.place),
        };
      });
  },
});

function fixFor(script: LinkerScript, { symbol, value }: StackTop): ScriptFinding['fixes'][number] {
  const region = sizedRegions(script).find(
    ({ end }) => end > value && end - value <= alignment && end % alignment === 0,
  );
  if (region !== undefined) return regionEndFix(symbol, region.region);
  const isLast = value % alignment === alignment - 1;
  return addressFix(symbol, isLast ? value + 1 : value - (value % alignment));
}
