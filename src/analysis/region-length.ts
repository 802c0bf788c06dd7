// Regions of the linker script that promise more than the part has, before anything has grown so far.

import type { Fix } from '../findings/finding';
import type { ScriptRegion } from '../linker/script-model';
import type { Problem } from './check';
import type { PartFacts } from './image-evidence';
import {
  classOf,
  hasApplicationCore,
  largestEnd,
  partName,
  placeOf,
  runNear,
} from '../devices/memory-runs';
import type { MemoryRun } from '../devices/memory-runs';
import {
  bytesText,
  lengthFix,
  regionEvidence,
  runText,
  scriptLocation,
  shortPlace,
} from '../script-checks/script-words';

/** A region that begins in a memory of the part and ends behind it. */
export interface LongRegion {
  readonly region: ScriptRegion;
  readonly origin: number;
  readonly length: number;
  readonly run: MemoryRun;
}

/** Regions of the script that reach behind the part's flash or RAM; none where origin or length is not known. */
export function longRegions(
  { linkerScript, device: { value: device } }: PartFacts,
  wanted: 'flash' | 'ram',
): readonly LongRegion[] {
  if (!linkerScript.ok || hasApplicationCore(device)) return [];
  return linkerScript.value.script.regions.flatMap((region): LongRegion[] => {
    const { origin, length } = region;
    if (origin === undefined || length === undefined || length === 0) return [];
    const kind = placeOf(device, origin)?.memory.kind;
    if (kind === undefined || classOf(kind) !== wanted) return [];
    const run = runNear(device, wanted, origin);
    if (run === undefined || origin + length <= largestEnd(run)) return [];
    return [{ region, origin, length, run }];
  });
}

/** The finding about such a region in an image that still fits. */
export function longRegionProblem(
  { region, origin, length, run }: LongRegion,
  facts: PartFacts,
): Problem {
  const { value: device, source } = facts.device;
  const place = region.lengthPlace ?? region.namePlace;
  const excess = origin + length - run.end;
  return {
    severity: 'warning',
    message: `Region ${region.name} has LENGTH ${bytesText(length)} (${shortPlace(place)}), ${bytesText(excess)} more than ${partName(device)} has there (${runText(run)}); the image still fits, but the linker will not tell when it no longer does.`,
    address: run.end - 1,
    evidence: [
      regionEvidence(region),
      { what: `${device.name}: ${runText(run)}`, where: source },
      ...(facts.linkerScript.ok
        ? [
            {
              what: `this linker script was taken because ${facts.linkerScript.value.because}`,
              where: facts.linkerScript.value.file,
            },
          ]
        : []),
    ],
    fixes: [
      lengthFix(region, run.end - origin),
      { title: 'If the board has another part, set device in the launch configuration.' },
    ],
    location: scriptLocation(place),
  };
}

/** Lets a region end with the part's memory; undefined where it does not reach behind that. */
export function shorteningFix(region: ScriptRegion | undefined, run: MemoryRun): Fix | undefined {
  const { origin, length } = region ?? {};
  if (region === undefined || origin === undefined || length === undefined) return undefined;
  return origin + length > run.end ? lengthFix(region, run.end - origin) : undefined;
}
