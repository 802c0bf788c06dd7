// Several files are programmed, and one destroys another: they share a flash sector or even bytes.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { LoadRange } from '../../elf/load-file';
import type { Severity } from '../../findings/finding';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { LoadedFile } from '../facts';
import { sectorsOf, sectorsTouched } from '../flash-sectors';
import type { Sector } from '../flash-sectors';
import { placeOf } from '../../devices/memory-runs';
import { programsFiles } from '../programmed';
import { bytesText, rangeText } from '../../script-checks/script-words';

/** Servers whose flash drivers erase whole sectors before GDB's data is written (GDB's flash_discard). */
const erasing: ReadonlySet<string> = new Set(['openocd', 'stlink']);

export const flashWriteConflict = defineCheck({
  id: 'flash-write-conflict',
  title: 'Files that are programmed together do not destroy each other',
  severity: 'error',
  needs: ['loadedFiles', 'device'],
  run(facts, { args }) {
    const device = facts.device.value;
    const files = facts.loadedFiles.value.map((file) => inFlash(file, device));
    const problems = unaligned(files, device);
    for (const [index, first] of files.entries()) {
      for (const second of files.slice(index + 1)) {
        const problem = overlap(first, second) ?? sharedSector(first, second, device, args);
        if (problem !== undefined) problems.push(problem);
      }
    }
    // What loads by commands of its own may write the files in another way.
    const isSoft = ({ severity }: Problem): boolean => severity === 'error' && !programsFiles(args);
    return problems.map((problem) =>
      isSoft(problem) ? { ...problem, severity: 'warning' } : problem,
    );
  },
});

/** Ranges in the flash's own addresses, by address; others cannot conflict. */
function inFlash({ path, ranges }: LoadedFile, device: Device): LoadedFile {
  const moved = ranges.flatMap(({ start, end, label }): LoadRange[] => {
    const place = placeOf(device, start);
    if (place?.memory.kind !== 'flash') return [];
    return [{ start: place.address, end: place.address + (end - start), label }];
  });
  return { path, ranges: moved.sort((a, b) => a.start - b.start) };
}

function overlap(first: LoadedFile, second: LoadedFile): Problem | undefined {
  let at = 0;
  for (const range of second.ranges) {
    while ((first.ranges[at]?.end ?? Infinity) <= range.start) at++;
    const other = first.ranges[at];
    if (other === undefined) return undefined;
    if (other.start >= range.end) continue;
    const from = Math.max(other.start, range.start);
    const to = Math.min(other.end, range.end);
    return {
      severity: 'error',
      message: `${second.path} overwrites ${first.path}: both have bytes at ${rangeText(from, to)}.`,
      address: from,
      evidence: [rangeEvidence(first, other), rangeEvidence(second, range)],
      fixes: [{ title: 'Link one of them to other addresses, or take it out of loadFiles.' }],
      attribute: 'loadFiles',
    };
  }
  return undefined;
}

function sharedSector(
  first: LoadedFile,
  second: LoadedFile,
  device: Device,
  args: LaunchArgs,
): Problem | undefined {
  const shared = device.flash.map((layout) => sharedOf(first, second, sectorsOf(layout)));
  const [sector] = shared.flatMap((found) => found ?? []);
  if (sector === undefined) return undefined;
  const isCertain = shared.every((found) => found !== undefined);
  const end = sector.start + sector.sizeBytes;
  const mode = isCertain ? '' : ', depending on the bank option of the flash';
  const isInSector = ({ start, end: to }: LoadRange): boolean => start < end && to > sector.start;
  return {
    severity: isCertain ? severityBy(args) : 'warning',
    message: `${second.path} and ${first.path} share the flash sector at ${rangeText(sector.start, end)}${mode}: ${args.servertype === 'qemu' ? 'on a chip, ' : ''}programming the second erases what the first put there.`,
    address: sector.start,
    evidence: [first, second].flatMap((file) => {
      const range = file.ranges.find(isInSector);
      return range === undefined ? [] : [rangeEvidence(file, range)];
    }),
    fixes: [
      { title: `Link the upper one to the next sector, at ${hex32(end)} or above.` },
      { title: 'Or join both into one file before programming.' },
    ],
    attribute: 'loadFiles',
    ...(isCertain ? {} : { confidence: 'possible' as const }),
  };
}

function sharedOf(
  first: LoadedFile,
  second: LoadedFile,
  sectors: readonly Sector[],
): Sector | undefined {
  const touched = sectorsTouched(sectors, first.ranges);
  return [...sectorsTouched(sectors, second.ranges)].find((sector) => touched.has(sector));
}

/** QEMU has no sectors; J-Link and others keep the rest of a sector. */
function severityBy({ servertype }: LaunchArgs): Severity {
  if (servertype === 'qemu') return 'information';
  return servertype !== undefined && erasing.has(servertype) ? 'error' : 'warning';
}

function unaligned(files: readonly LoadedFile[], device: Device): Problem[] {
  const unit = device.die?.writeUnitBytes ?? 0;
  if (unit <= 1) return [];
  return files.flatMap((file): Problem[] => {
    const range = file.ranges.find(({ start }, index) => {
      const before = file.ranges[index - 1];
      return start % unit !== 0 && before?.end !== start;
    });
    // One file alone is filled up by whoever programs it.
    if (range === undefined || files.length < 2) return [];
    return [
      {
        severity: 'information',
        message: `${file.path} begins at ${hex32(range.start)}, which is no multiple of the ${bytesText(unit)} that ${device.name} programs at once; if another file fills the rest of that unit, it cannot be programmed again.`,
        address: range.start,
        evidence: [rangeEvidence(file, range)],
        fixes: [{ title: `Align the section to ${unit} in the linker script.` }],
        attribute: 'loadFiles',
      },
    ];
  });
}

function rangeEvidence(
  { path }: LoadedFile,
  { start, end, label }: LoadRange,
): Problem['evidence'][0] {
  return { what: `${label}: ${rangeText(start, end)}`, where: path };
}
