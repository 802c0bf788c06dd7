// Two sections of one file have the same load addresses: the one that is programmed last destroys the other.

import { hex32 } from '../../base/hex';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { evidenceOf, scriptSectionOf } from '../image-evidence';
import { piecesOf } from '../image-layout';
import type { Piece } from '../image-layout';
import { severityOf } from '../programmed';
import { bytesText, scriptLocation } from '../../script-checks/script-words';

/** More pairs than this say nothing new. */
const pairLimit = 8;

export const elfOverlappingLoad = defineCheck({
  id: 'elf-overlapping-load',
  title: 'No two sections have the same load address',
  severity: 'error',
  needs: ['elf'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const image = facts.elf.value;
    if (!image.isArm || image.type === 'rel') return [];
    return overlaps(piecesOf(image)).map(([first, second]): Problem => {
      const end = Math.min(first.start + first.sizeBytes, second.start + second.sizeBytes);
      const script = scriptSectionOf(facts, second.name);
      return {
        severity: severityOf(args),
        message: `${first.name} and ${second.name} are both stored at ${hex32(second.start)}: ${bytesText(end - second.start)} overlap, and only one of them can be there.`,
        address: second.start,
        evidence: evidenceOf([first, second], facts),
        fixes: [
          {
            title:
              'Correct the load addresses, AT(…) or AT>, in the linker script, so that each section is behind the other.',
          },
        ],
        ...(script === undefined ? {} : { location: scriptLocation(script.namePlace) }),
      };
    });
  },
});

/** Neighbours in the order of their addresses that overlap; the one that reaches farthest is compared. */
function overlaps(pieces: readonly Piece[]): readonly (readonly [Piece, Piece])[] {
  const pairs: (readonly [Piece, Piece])[] = [];
  let reach: Piece | undefined;
  for (const piece of pieces) {
    if (reach !== undefined && piece.start < reach.start + reach.sizeBytes)
      pairs.push([reach, piece]);
    const end = reach === undefined ? 0 : reach.start + reach.sizeBytes;
    if (piece.start + piece.sizeBytes > end) reach = piece;
    if (pairs.length >= pairLimit) break;
  }
  return pairs;
}
