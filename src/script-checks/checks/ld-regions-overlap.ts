// Two regions are the same memory, and sections are placed in both: the linker counts each for itself. By addresses
// it would notice sections on top of each other; by a second address of the same memory it does not.

import { hex32 } from '../../base/hex';
import type { Device, Memory } from '../../devices/device';
import { classOf, placeOf } from '../../devices/memory-runs';
import type { LinkerScript } from '../../linker/script-model';
import { placedRegions, takesMemory } from '../region-place';
import type { PlacedRegion } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import {
  bytesText,
  lengthFix,
  partEvidence,
  rangeText,
  regionEvidence,
  scriptLocation,
} from '../script-words';

/** Regions beyond this are no memories of a chip, and each is held against each. */
const mostRegions = 32;

export const ldRegionsOverlap = defineScriptCheck({
  id: 'ld-regions-overlap',
  title: 'Regions that hold sections do not share memory',
  severity: 'information',
  needs: ['part'],
  run({ script, part }) {
    if (script.isPreprocessed) return [];
    const filled = filledRegions(script);
    const tied = tiedRegions(script);
    const used = placedRegions(script, part.device)
      .filter(({ region }) => filled.has(region.name))
      .slice(0, mostRegions);
    const pieces = used.map((placed) => piecesOf(part.device, placed));
    return used.flatMap((second, index) =>
      used.slice(0, index).flatMap((first, before): ScriptFinding[] => {
        const shared = sharedPiece(pieces[before] ?? [], pieces[index] ?? []);
        if (shared === undefined || isTied(tied, first, second)) return [];
        const size = bytesText(shared.end - shared.start);
        const where = `${shared.memory.name}, ${rangeText(shared.start, shared.end)}`;
        const rest = shared.isAlias
          ? `the linker sees two addresses (${shared.names.map(hex32).join(' and ')}) and will not notice when sections collide`
          : collisionText(shared.memory);
        return [
          {
            severity: shared.isAlias ? 'warning' : 'information',
            message: `Regions ${first.region.name} and ${second.region.name} share ${size} of ${part.device.name} (${where}): ${rest}.`,
            evidence: [
              regionEvidence(first.region),
              regionEvidence(second.region),
              partEvidence(part, where),
            ],
            fixes: separatingFixes(first, second, shared),
            location: scriptLocation(second.region.namePlace),
          },
        ];
      }),
    );
  },
});

/** What sections at the same addresses lead to; what grows at run time is in RAM alone. */
function collisionText({ kind }: Memory): string {
  return classOf(kind) === 'ram'
    ? 'a stack or heap at the end of one runs into the sections of the other'
    : 'once the sections of both reach it, the linker stops at the overlap';
}

/** Those in which sections run. */
function filledRegions({ sections }: LinkerScript): ReadonlySet<string | undefined> {
  return new Set(sections.filter(takesMemory).map(({ region }) => region));
}

/** Pairs of which a section runs in one and is stored in the other. */
function tiedRegions({ sections }: LinkerScript): ReadonlySet<string> {
  return new Set(sections.map(({ region = '', lmaRegion = '' }) => `${region} ${lmaRegion}`));
}

/** Sections that run by one address and load by the other are meant to be the same bytes. */
function isTied(pairs: ReadonlySet<string>, first: PlacedRegion, second: PlacedRegion): boolean {
  const [a, b] = [first.region.name, second.region.name];
  return pairs.has(`${a} ${b}`) || pairs.has(`${b} ${a}`);
}

/** A part of a region within one memory. */
interface RegionPiece {
  readonly memory: Memory;
  /** In the memory's own addresses. */
  readonly start: number;
  readonly end: number;
  /** As the script writes it. */
  readonly written: number;
}

function piecesOf(device: Device, { origin, end, place, length }: PlacedRegion): RegionPiece[] {
  const pieces = device.memories.flatMap((memory): RegionPiece[] => {
    const written = Math.max(origin, memory.start);
    const size = Math.min(end, memory.start + memory.sizeBytes) - written;
    const real = size > 0 ? placeOf(device, written) : undefined;
    if (real === undefined) return [];
    return [{ memory: real.memory, start: real.address, end: real.address + size, written }];
  });
  if (pieces.length > 0) return pieces;
  // A secure alias that the table does not list.
  const { memory, address } = place;
  return [{ memory, start: address, end: address + length, written: origin }];
}

interface SharedPiece extends Omit<RegionPiece, 'written'> {
  /** Its first byte as either region calls it. */
  readonly names: readonly [first: number, second: number];
  readonly isAlias: boolean;
}

/** The first that both have. */
function sharedPiece(
  first: readonly RegionPiece[],
  second: readonly RegionPiece[],
): SharedPiece | undefined {
  for (const a of first) {
    for (const b of second) {
      const start = Math.max(a.start, b.start);
      const end = Math.min(a.end, b.end);
      if (start >= end) continue;
      const names = [a.written + start - a.start, b.written + start - b.start] as const;
      return { memory: a.memory, start, end, names, isAlias: names[0] !== names[1] };
    }
  }
  return undefined;
}

/** Ends the one that begins before the shared memory where that begins. */
function separatingFixes(
  first: PlacedRegion,
  second: PlacedRegion,
  { isAlias }: SharedPiece,
): ScriptFinding['fixes'] {
  const title = 'Give each region a part of the memory of its own.';
  const [low, high] = first.origin <= second.origin ? [first, second] : [second, first];
  const room = high.origin - low.origin;
  return isAlias || room <= 0 ? [{ title }] : [lengthFix(low.region, room), { title }];
}
