// Bytes of the image are to be programmed where the part has no memory at all.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import {
  bytesText,
  evidenceOf,
  namesText,
  noloadFix,
  regionEvidence,
  scriptRegionAt,
  scriptSectionOf,
  sectionLimit,
} from '../image-evidence';
import type { ImageFacts } from '../image-evidence';
import { isAllZero, judge } from '../image-layout';
import type { Piece } from '../image-layout';
import { placeOf } from '../part-memory';
import { scriptLocation, shortPlace } from '../places';
import { severityOf } from '../programmed';

/** Pieces closer than this are one mistake: a region at a wrong address holds several sections. */
const neighbourBytes = 0x10000;

/** Where FMC, QSPI, OCTOSPI and XSPI windows are on parts that have them (architectural external RAM and device). */
const windows = { start: 0x60000000, end: 0xe0000000 };

export const elfOutsideMemory = defineCheck({
  id: 'elf-outside-memory',
  title: 'Every byte to program is at an address where the part has memory',
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
    return groups(outside)
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
  },
});

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
