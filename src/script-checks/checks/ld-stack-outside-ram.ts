// The first stack pointer that the script sets is no RAM of the part: the first call or interrupt faults.

import { hex32 } from '../../base/hex';
import {
  classOf,
  hasApplicationCore,
  hasMemoryMap,
  largestEnd,
  partName,
  placeOf,
  runNear,
} from '../../devices/memory-runs';
import type { MemoryRun } from '../../devices/memory-runs';
import type { Device } from '../../devices/device';
import type { Fix } from '../../findings/finding';
import type { LinkerScript, ScriptSymbol } from '../../linker/script-model';
import { sizedRegions } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import {
  bytesText,
  lengthFix,
  otherPartFix,
  partEvidence,
  runText,
  scriptEvidence,
  scriptLocation,
} from '../script-words';
import { regionEndFix, stackRegion, stackTops } from '../stack-symbols';
import type { StackTop } from '../stack-symbols';

export const ldStackOutsideRam = defineScriptCheck({
  id: 'ld-stack-outside-ram',
  title: 'The stack begins in a RAM of the part',
  severity: 'error',
  needs: ['part'],
  coveredBy: ['vector-table-bad-stack'],
  run({ script, part }) {
    const { device } = part;
    if (!hasMemoryMap(device) || hasApplicationCore(device)) return [];
    return stackTops(script).flatMap((top): ScriptFinding[] => {
      const { symbol, value } = top;
      const run = runNear(device, 'ram', value - 4);
      const where = whereOf(device, value, run);
      if (where === undefined) return [];
      return [
        {
          severity: where.isSure && isTaken(script, device, symbol) ? 'error' : 'warning',
          message: `${symbol.name} is ${hex32(value)}, ${where.what}: the first use of the stack faults.`,
          evidence: [
            scriptEvidence(`${symbol.name} = ${hex32(value)}`, symbol.place),
            ...(run === undefined ? [] : [partEvidence(part, runText(run))]),
          ],
          fixes: [...fixesFor(script, device, top), otherPartFix],
          location: scriptLocation(symbol.place),
        },
      ];
    });
  },
});

/**
 * Whether the core surely starts with it. PROVIDE only offers a value to whoever asks, and a part without flash is started
 * by its boot ROM or a loader, which may bring a stack of their own.
 */
function isTaken(script: LinkerScript, { flash }: Device, { isProvided }: ScriptSymbol): boolean {
  return flash.length > 0 && !script.isPreprocessed && !isProvided;
}

/** Undefined where the stack can be there. An external RAM may be switched on by whoever starts the program. */
function whereOf(
  device: Device,
  value: number,
  run: MemoryRun | undefined,
): { readonly what: string; readonly isSure: boolean } | undefined {
  const memory = placeOf(device, value - 4)?.memory;
  const memoryClass = memory && classOf(memory.kind);
  if (memoryClass === 'ram' || memoryClass === 'external') return undefined;
  if (memory !== undefined) return { what: `which is in ${memory.name}`, isSure: false };
  if (run === undefined) return { what: `which is in no RAM of ${device.name}`, isSure: true };
  if (value <= largestEnd(run)) return undefined;
  const excess = bytesText(value - run.end);
  const what = `${excess} behind the end of the RAM of ${partName(device)} (${runText(run)})`;
  return { what, isSure: true };
}

/** The end of a region that is too long is mended at its length. */
function fixesFor(script: LinkerScript, device: Device, { symbol, value }: StackTop): Fix[] {
  const long = sizedRegions(script).find(({ end }) => end === value);
  const room = long && runNear(device, 'ram', long.origin);
  if (long !== undefined && room !== undefined && room.end > long.origin) {
    return [lengthFix(long.region, room.end - long.origin)];
  }
  const region = stackRegion(script);
  const end = (region?.origin ?? 0) + (region?.length ?? 0);
  const memory = end > 0 ? placeOf(device, end - 4)?.memory : undefined;
  const isRam = memory !== undefined && classOf(memory.kind) === 'ram';
  return region !== undefined && isRam
    ? [regionEndFix(symbol, region)]
    : [{ title: `Set ${symbol.name} to the end of a RAM of the part, a multiple of 8.` }];
}
