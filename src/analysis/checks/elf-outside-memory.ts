// Bytes of the image are to be programmed, or variables to be kept, where the part has no memory at all.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import {
  evidenceOf,
  namesText,
  scriptRegionAt,
  scriptSectionOf,
  sectionLimit,
} from '../image-evidence';
import type { ImageFacts } from '../image-evidence';
import { canJudge, isAllZero, judge, occupiedBy } from '../image-layout';
import type { Piece } from '../image-layout';
import { hasApplicationCore, placeOf, runNear } from '../../devices/memory-runs';
import { severityOf } from '../programmed';
import {
  bytesText,
  noloadFix,
  regionEvidence,
  scriptLocation,
  shortPlace,
} from '../../script-checks/script-words';

/** Pieces closer than this are one mistake: a region at a wrong address holds several sections. */
const neighbourBytes = 0x10000;

/** Where FMC, QSPI, OCTOSPI and XSPI windows are on parts that have them (architectural external RAM and device). */
const windows = { start: 0x60000000, end: 0xe0000000 };

export const elfOutsideMemory = defineCheck({
  id: 'elf-outside-memory',
  title: 'Every section is at an address where the part has memory',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const outside: Piece[] = [];
    const bootAliases = new Set<Piece>();
    for (const { piece, verdict } of judge(facts.elf.value, device)) {
      if (verdict.kind !== 'outside') continue;
      // QEMU lets GDB write the flash through its second address.
      if (verdict.isBootAlias && args.servertype === 'qemu') continue;
      if (verdict.isBootAlias) bootAliases.add(piece);
      outside.push(piece);
    }
    const loaded = groups(outside)
      .slice(0, sectionLimit)
      .map((pieces): Problem => {
        const [first] = pieces;
        const isAlias = bootAliases.has(first);
        const script = scriptSectionOf(facts, first.name);
        const region = scriptRegionAt(facts, first.start);
        const isRegionOutside =
          region?.origin !== undefined && placeOf(device, region.origin) === undefined;
        // A region at a wrong address is the place to correct, and not each of its sections.
        const place = isRegionOutside
          ? (region.originPlace ?? region.namePlace)
          : script?.namePlace;
        const inScript = script === undefined ? '' : ` (${shortPlace(script.namePlace)})`;
        return {
          // Some servers know the flash by that address too.
          severity: severityOf(args, isAlias ? 'warning' : 'error'),
          message: `${subject(pieces, inScript)} at ${hex32(first.start)}, where ${device.name} has no memory${isAlias ? ' to program' : ''}${hint(first)}.`,
          address: first.start,
          evidence: [
            ...evidenceOf(pieces, facts),
            ...(region !== undefined && script === undefined ? [regionEvidence(region)] : []),
            {
              what: `memories of ${device.name}: ${memoriesText(device)}`,
              where: facts.device.source,
            },
          ],
          fixes: fixesFor(pieces, facts),
          ...(place === undefined ? {} : { location: scriptLocation(place) }),
        };
      });
    return [...loaded, ...variablesOutside(facts, device, outside, args)];
  },
});

/** Where RAM can be: not below, where the core sees boot memory, and not among the peripherals. */
const ramAddresses = [
  { start: 0x10000000, end: 0x40000000 },
  { start: 0x60000000, end: 0xe0000000 },
];

/**
 * Sections that run where nothing is, though their bytes, if any, are stored in flash: `.bss` of an image for another
 * part. One finding, since the first access already faults.
 */
function variablesOutside(
  facts: ImageFacts & { readonly device: { readonly source: string } },
  device: Device,
  outside: readonly Piece[],
  args: LaunchArgs,
): readonly Problem[] {
  const image = facts.elf.value;
  if (!canJudge(image, device) || hasApplicationCore(device)) return [];
  const nowhere = occupiedBy(image).filter(({ name, start }) => {
    const canBeRam = ramAddresses.some((range) => start >= range.start && start < range.end);
    const isTold = outside.some((piece) => piece.name === name && piece.runsAt === start);
    // Right behind the RAM it is ram-overflow's.
    const isNearRam = runNear(device, 'ram', start) !== undefined;
    return canBeRam && !isTold && !isNearRam && placeOf(device, start) === undefined;
  });
  const [first] = nowhere;
  if (first === undefined) return [];
  // The start-up code fills these; others may belong to a variant of the board and never be used.
  const isFilled = nowhere.some(({ name, hasContent }) => hasContent || name === '.bss');
  const total = nowhere.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const region = scriptRegionAt(facts, first.start);
  const script = scriptSectionOf(facts, first.name);
  const place = region?.originPlace ?? region?.namePlace ?? script?.namePlace;
  const names = namesText(nowhere.map(({ name }) => name));
  const who = nowhere.length > 1 ? `Sections ${names} take` : `Section ${names} takes`;
  const harm = isFilled ? 'the start-up code faults there' : 'the first access to it faults';
  return [
    {
      severity: severityOf(args, isFilled ? 'error' : 'warning'),
      message: `${who} ${bytesText(total)} at ${hex32(first.start)} at run time, where ${device.name} has no memory: ${harm}.`,
      address: first.start,
      evidence: [
        ...evidenceOf(
          nowhere.map(({ name, sizeBytes, start }) => ({ name, sizeBytes, runsAt: start })),
          facts,
        ),
        {
          what: `memories of ${device.name}: ${memoriesText(device)}`,
          where: facts.device.source,
        },
      ],
      fixes: [
        { title: 'Link the variables into a region that is a RAM of this part.' },
        { title: 'If the board has another part, set device in the launch configuration.' },
      ],
      ...(place === undefined ? {} : { location: scriptLocation(place) }),
    },
  ];
}

type Pieces = readonly [Piece, ...Piece[]];

function groups(pieces: readonly Piece[]): readonly Pieces[] {
  const result: [Piece, ...Piece[]][] = [];
  let end = 0;
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last === undefined || piece.start - end > neighbourBytes) result.push([piece]);
    else last.push(piece);
    end = piece.start + piece.sizeBytes;
  }
  return result;
}

function subject(pieces: Pieces, inScript: string): string {
  const total = pieces.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const names = namesText(pieces.map(({ name }) => name));
  const [{ hasName }] = pieces;
  if (pieces.length > 1) return `Sections ${names}${inScript} put ${bytesText(total)}`;
  return `${hasName ? `Section ${names}` : `The ELF file's ${names}`}${inScript} puts ${bytesText(total)}`;
}

/** Near 0, where a reset shows the flash or the boot loader. */
function isAtBoot({ start }: Pick<Piece, 'start'>): boolean {
  return start < 0x01000000;
}

function hint({ start, content }: Piece): string {
  if (isAtBoot({ start })) {
    return ': after a reset the flash can be seen at 0x00000000 on many parts, but it is programmed at its own address';
  }
  if (start < windows.start || start >= windows.end) return '';
  const zeros = isAllZero(content)
    ? '; the bytes are all zero, so perhaps (NOLOAD) is missing too'
    : '';
  return `: this part has no external memory interface with a window there${zeros}`;
}

function memoriesText({ memories }: Device): string {
  return memories
    .filter(({ kind }) => kind !== 'alias' && kind !== 'external')
    .map(({ name, start }) => `${name} ${hex32(start)}`)
    .join(', ');
}

function fixesFor(pieces: Pieces, facts: ImageFacts): Problem['fixes'] {
  const zeros = pieces.filter(({ start, content, isWritable }) => {
    return start >= windows.start && isWritable && isAllZero(content);
  });
  const noload = zeros.flatMap(({ name }) => {
    const section = scriptSectionOf(facts, name);
    return section === undefined ? [] : [noloadFix(section)];
  });
  return [
    ...noload,
    { title: 'Link the section into a region that is a memory of this part.' },
    { title: 'If the board has another part, set device in the launch configuration.' },
  ];
}
