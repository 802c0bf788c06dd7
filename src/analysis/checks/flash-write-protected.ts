// Write-protected sectors that the image touches; without an image, those where every image begins.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { ProtectedRange } from '../../examination/examination';
import type { Evidence, Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, KnownFact, LoadedFile } from '../facts';
import { sectorsOf, sectorsTouched } from '../flash-sectors';
import { placeOf } from '../../devices/memory-runs';
import { programsFiles } from '../programmed';
import { rangeText } from '../../script-checks/script-words';

/** Where the vector table of an ordinary image is. */
const flashStart = 0x08000000;
/** Ranges that a finding names; the rest is counted. */
const namedRanges = 4;

export const flashWriteProtected = defineCheck({
  id: 'flash-write-protected',
  title: 'No sector that is programmed is write-protected',
  severity: 'error',
  needs: ['protection'],
  uses: ['loadedFiles', 'device'],
  run({ protection, loadedFiles, device }, { args }): readonly Problem[] {
    const ranges = joined(protection.value.writeProtected ?? []);
    if (ranges.length === 0) return [];
    const listed = {
      what: `write-protected: ${rangesText(ranges)}`,
      where: protection.source,
    };
    if (!loadedFiles.ok || !programsFiles(args)) return [withoutImage(ranges, listed)];
    const hit = firstHit(ranges, loadedFiles, device);
    if (hit === undefined) return [];
    return [
      {
        message: `The image has bytes at ${hex32(hit.address)}, in flash that is write-protected (${rangesText(hit.ranges)}): it cannot be erased or programmed.`,
        address: hit.address,
        evidence: [listed, hit.evidence],
        fixes: [
          ...fixes,
          { title: 'Or link the image to sectors that are not protected (a boot loader may be).' },
        ],
      },
    ];
  },
});

const fixes: readonly Fix[] = [
  {
    title:
      'Clear the write protection of these sectors in the option bytes with STM32CubeProgrammer (nothing is erased by that), if they hold no boot loader that is to stay.',
  },
];

/** Neighbouring sectors as one range. */
function joined(ranges: readonly ProtectedRange[]): readonly ProtectedRange[] {
  const sorted = [...ranges].filter(({ start, end }) => end > start);
  sorted.sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** Where nothing is known of the image, only the start of the flash is sure to be programmed. */
function withoutImage(ranges: readonly ProtectedRange[], evidence: Evidence): Problem {
  const isAtStart = ranges.some(({ start, end }) => start <= flashStart && end > flashStart);
  const rest = isAtStart
    ? 'an image that begins at the start of the flash cannot be programmed'
    : 'an image with bytes there cannot be programmed';
  return {
    severity: isAtStart ? 'warning' : 'information',
    message: `Flash is write-protected at ${rangesText(ranges)}: ${rest}.`,
    evidence: [evidence],
    fixes,
  };
}

interface Hit {
  readonly address: number;
  readonly ranges: readonly ProtectedRange[];
  readonly evidence: Evidence;
}

/** A protected sector is hit by any byte in it, since all of it is erased. */
function firstHit(
  ranges: readonly ProtectedRange[],
  { value: files }: KnownFact<readonly LoadedFile[]>,
  device: Fact<Device>,
): Hit | undefined {
  for (const { path, ranges: written } of files) {
    for (const range of written) {
      const start = ordinaryAddress(range.start, device);
      const erased = erasedAround(start, start + (range.end - range.start), device);
      const hits = ranges.filter((each) => each.start < erased.end && each.end > erased.start);
      if (hits.length === 0) continue;
      const what = `${range.label}: ${rangeText(range.start, range.end)}`;
      return { address: range.start, ranges: hits, evidence: { what, where: path } };
    }
  }
  return undefined;
}

/** As far as the sectors reach in the factory's layout; without a layout the bytes themselves. */
function erasedAround(start: number, end: number, device: Fact<Device>): ProtectedRange {
  const layout = device.ok ? device.value.flash[0] : undefined;
  const touched =
    layout === undefined ? [] : [...sectorsTouched(sectorsOf(layout), [{ start, end }])];
  return {
    start: Math.min(start, ...touched.slice(0, 1).map((sector) => sector.start)),
    end: Math.max(end, ...touched.slice(-1).map((sector) => sector.start + sector.sizeBytes)),
  };
}

function ordinaryAddress(address: number, device: Fact<Device>): number {
  const place = device.ok ? placeOf(device.value, address) : undefined;
  return place?.memory.kind === 'flash' ? place.address : address;
}

function rangesText(ranges: readonly ProtectedRange[]): string {
  const listed = ranges.slice(0, namedRanges).map(({ start, end }) => rangeText(start, end));
  const rest = ranges.length - listed.length;
  return rest > 0 ? `${listed.join(', ')} and ${rest} more` : listed.join(', ');
}
