// How full the regions of a script were when the program was last built.

import { regionAt, regionNamed } from '../linker/script-model';
import type { LinkerScript, ScriptRegion } from '../linker/script-model';
import type { BuildSeen, OutputSectionSeen } from '../script-checks/script-check';

/** What an output section takes of a region. */
export interface RegionPart {
  readonly section: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** It is stored there and runs elsewhere: .data in flash. */
  readonly isLoadOnly: boolean;
}

export interface RegionUsage {
  readonly region: string;
  /** From the region's start to the end of what lies last in it, gaps included: as `ld --print-memory-usage` counts. */
  readonly usedBytes: number;
  readonly lengthBytes: number;
  /** By address. */
  readonly parts: readonly RegionPart[];
}

/** Regions by name; those whose place in memory is not known are left out. */
export function regionUsage(
  script: LinkerScript,
  build: BuildSeen,
): ReadonlyMap<string, RegionUsage> {
  const parts = new Map<string, RegionPart[]>();
  const add = (region: ScriptRegion | undefined, part: RegionPart): void => {
    if (region === undefined) return;
    parts.set(region.name, [...(parts.get(region.name) ?? []), part]);
  };
  const locate = locator(script);
  for (const output of build.outputs.values()) {
    if (output.sizeBytes === 0) continue;
    const { name: section, address, loadAddress, sizeBytes } = output;
    const runs = locate(output, address, 'region');
    add(runs, { section, address, sizeBytes, isLoadOnly: false });
    const loads = isStored(output) ? locate(output, loadAddress, 'lmaRegion') : undefined;
    if (loads !== runs) add(loads, { section, address: loadAddress, sizeBytes, isLoadOnly: true });
  }
  return new Map(
    script.regions.flatMap((region) => {
      const usage = usageOf(region, parts.get(region.name) ?? []);
      return usage === undefined ? [] : [[region.name, usage] as const];
    }),
  );
}

function isStored({ isNobits, address, loadAddress }: OutputSectionSeen): boolean {
  return !isNobits && address !== loadAddress;
}

/**
 * Regions may share addresses (a boot loader's and an application's), so the one that the script names counts where it
 * holds the address. The script may have changed since the build; then only the address says it.
 */
function locator(
  script: LinkerScript,
): (
  output: OutputSectionSeen,
  address: number,
  which: 'region' | 'lmaRegion',
) => ScriptRegion | undefined {
  const sections = new Map(script.sections.map((section) => [section.name, section]));
  return ({ name }, address, which) => {
    const section = sections.get(name);
    const named = section?.[which];
    const region = named === undefined ? undefined : regionNamed(script, named);
    return region !== undefined && holds(region, address) ? region : regionAt(script, address);
  };
}

function holds({ origin, length }: ScriptRegion, address: number): boolean {
  return (
    origin !== undefined && length !== undefined && address >= origin && address < origin + length
  );
}

function usageOf(
  { name, origin, length }: ScriptRegion,
  parts: readonly RegionPart[],
): RegionUsage | undefined {
  if (origin === undefined || length === undefined) return undefined;
  const end = parts.reduce((most, part) => Math.max(most, part.address + part.sizeBytes), origin);
  return {
    region: name,
    usedBytes: end - origin,
    lengthBytes: length,
    parts: [...parts].sort((a, b) => a.address - b.address),
  };
}
