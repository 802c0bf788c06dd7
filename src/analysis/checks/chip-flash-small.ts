// The flash size register against what the image needs, and against what the part's name promises.

import { hex32 } from '../../base/hex';
import type { Device, FlashLayout } from '../../devices/device';
import type { Chip } from '../../examination/examination';
import type { Evidence, Severity } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { devicesFor, flashBytesOf } from '../chip-words';
import type { Fact, KnownFact, LoadedFile } from '../facts';
import { placeOf } from '../../devices/memory-runs';
import { programsFiles } from '../programmed';
import { bytesText } from '../../script-checks/script-words';

/** Where flash begins on every part but WB0 and WL3, whose size register is another. */
const flashStart = 0x08000000;
/** No part has more: addresses behind it are external memory or nothing. */
const flashReach = 0x01000000;

export const chipFlashSmall = defineCheck({
  id: 'chip-flash-small',
  title: 'The chip has as much flash as the image and the part need',
  severity: 'error',
  needs: ['chip'],
  uses: ['loadedFiles', 'device'],
  run({ chip, loadedFiles, device }, { args }): readonly Problem[] {
    const bytes = flashBytesOf(chip.value);
    if (bytes === undefined) return [];
    const register = registerEvidence(chip, bytes);
    const need = beyond(chip.value, bytes, loadedFiles, device);
    if (need !== undefined) {
      const isSold = isUntestedHalf(chip.value, bytes, need.end);
      const severity: Severity = isSold || !programsFiles(args) ? 'warning' : 'error';
      const rest = isSold
        ? 'most such chips have 131072 bytes that work, but programs go by the register'
        : 'what is behind cannot be programmed';
      return [
        {
          severity,
          message: `The image needs flash up to ${hex32(need.end - 1)}, ${bytesText(need.end - flashStart)}, but the chip says that it has ${bytesText(bytes)}: ${rest}.`,
          address: need.start,
          evidence: [register, need.evidence],
          fixes: [
            { title: `Make the image smaller, or fit a chip with more flash.` },
            { title: 'Or plug in the board that the image is for.' },
          ],
          attribute: 'executable',
        },
      ];
    }
    return device.ok ? againstName(chip.value, device, bytes, register) : [];
  },
});

interface Beyond {
  readonly start: number;
  readonly end: number;
  readonly evidence: Evidence;
}

/** The highest bytes of the image in flash that the chip does not have; undefined when all fit. */
function beyond(
  chip: Chip,
  bytes: number,
  files: Fact<readonly LoadedFile[]>,
  device: Fact<Device>,
): Beyond | undefined {
  if (!files.ok) return undefined;
  const runs = runsFor(chip, bytes);
  let worst: Beyond | undefined;
  for (const { path, ranges } of files.value) {
    for (const range of ranges) {
      const start = ordinaryAddress(range.start, device);
      const end = start + (range.end - range.start);
      if (start < flashStart || start >= flashStart + flashReach) continue;
      const isInside = runs.some((run) => start >= run.start && end <= run.end);
      if (isInside || (worst !== undefined && worst.end >= end)) continue;
      const what = `${range.label}: ${bytesText(end - start)} at ${hex32(range.start)}`;
      worst = { start, end, evidence: { what, where: path } };
    }
  }
  return worst;
}

/** Flash is seen at a second, secure address on parts with TrustZone. */
function ordinaryAddress(address: number, device: Fact<Device>): number {
  const place = device.ok ? placeOf(device.value, address) : undefined;
  return place?.memory.kind === 'flash' ? place.address : address;
}

/** Parts of this die and size may have a gap between their banks; all that one of them has counts as there. */
function runsFor(
  { devId }: Chip,
  bytes: number,
): readonly { readonly start: number; readonly end: number }[] {
  const layouts = devicesFor(devId)
    .filter(({ flashBytes }) => flashBytes === bytes)
    .flatMap(({ flash }): readonly FlashLayout[] => flash)
    .filter(({ hasGap }) => hasGap);
  const banks = layouts.flatMap((layout) =>
    layout.banks.map(({ start, sizeBytes }) => ({ start, end: start + sizeBytes })),
  );
  return [{ start: flashStart, end: flashStart + bytes }, ...banks];
}

/** F101x8, F103x8: 64 KiB by the register, and nearly all dies have 128 KiB, which ST does not test. */
function isUntestedHalf({ devId }: Chip, bytes: number, end: number): boolean {
  return devId === 0x410 && bytes === 0x10000 && end <= flashStart + 0x20000;
}

/** Another die has another size in any case; that it is another is chip-mismatch's word. */
function againstName(
  { die }: Chip,
  { value: device, source }: KnownFact<Device>,
  bytes: number,
  register: Evidence,
): readonly Problem[] {
  if (device.match !== 'part' || device.flashBytes === 0 || device.flashBytes === bytes) return [];
  if (die !== undefined && die.devId !== device.die?.devId) return [];
  const isLess = bytes < device.flashBytes;
  return [
    {
      severity: isLess ? 'warning' : 'information',
      message: isLess
        ? `The chip says that it has ${bytesText(bytes)} of flash, but ${device.name} has ${bytesText(device.flashBytes)}: it is another part of the line, or no genuine one.`
        : `The chip says that it has ${bytesText(bytes)} of flash, more than the ${bytesText(device.flashBytes)} of ${device.name}.`,
      evidence: [
        register,
        { what: `${device.name} has ${bytesText(device.flashBytes)} of flash`, where: source },
      ],
      fixes: [
        { title: 'Compare device with what is printed on the chip, and correct it if it differs.' },
      ],
      attribute: 'device',
    },
  ];
}

function registerEvidence({ value: { die }, source }: KnownFact<Chip>, bytes: number): Evidence {
  const at = die?.flashSizeRegister;
  const place = at === undefined ? '' : ` at ${hex32(at)}`;
  return { what: `flash size register${place}: ${bytes / 1024} KiB`, where: source };
}
