// Initialised data is stored in RAM although the program is in flash: after a reset it is gone.

import { hex32 } from '../../base/hex';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import {
  evidenceOf,
  scriptRegionAt,
  scriptSectionOf,
  sectionLimit,
  subjectOf,
} from '../image-evidence';
import type { ImageFacts } from '../image-evidence';
import { isAllZero, isRamImage, judge } from '../image-layout';
import type { JudgedPiece, Piece } from '../image-layout';
import { hasApplicationCore } from '../../devices/memory-runs';
import { severityOf } from '../programmed';
import {
  bytesText,
  loadRegionFix,
  noloadFix,
  scriptLocation,
  shortPlace,
} from '../../script-checks/script-words';

export const elfDataLoadsToRam = defineCheck({
  id: 'elf-data-loads-to-ram',
  title: 'Initialised data is stored in flash',
  severity: 'warning',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    if (args.ramImage) return [];
    const device = facts.device.value;
    const judged = judge(facts.elf.value, device);
    if (hasApplicationCore(device)) return [];
    const inRam = judged.filter(isInRam);
    const [first] = inRam;
    if (first === undefined) return [];
    if (isRamImage(judged)) {
      // A part without flash of its own runs nothing but such images.
      return device.flashBytes === 0 ? [] : [ramImage(first.piece, facts)];
    }
    return inRam.slice(0, sectionLimit).map(({ piece }): Problem => {
      const problem = isAllZero(piece.content)
        ? zeros(piece, facts)
        : data(piece, facts, regionOfCode(judged, facts));
      return { ...problem, severity: severityOf(args, problem.severity ?? 'warning') };
    });
  },
});

function isInRam({ verdict, piece }: JudgedPiece): boolean {
  if (verdict.kind === 'ram') return true;
  // Zeros in backup SRAM are elf-zeros-in-external-memory's.
  return verdict.kind === 'backup' && !isAllZero(piece.content);
}

/** The region in which the script stores code: where the data would have to be stored too. */
function regionOfCode(judged: readonly JudgedPiece[], facts: ImageFacts): string | undefined {
  const code = judged.find(
    ({ piece, verdict }) => verdict.kind === 'programmable' && piece.isExecutable,
  );
  const flash = code ?? judged.find(({ verdict }) => verdict.kind === 'programmable');
  if (flash === undefined) return undefined;
  const section = scriptSectionOf(facts, flash.piece.name);
  return section?.lmaRegion ?? section?.region ?? scriptRegionAt(facts, flash.piece.start)?.name;
}

function data(piece: Piece, facts: ImageFacts, flash: string | undefined): Problem {
  const script = scriptSectionOf(facts, piece.name);
  const inScript =
    script === undefined ? '' : ` in ${shortPlace(script.regionPlace ?? script.namePlace)}`;
  const fix =
    script !== undefined && flash !== undefined
      ? loadRegionFix(script, flash)
      : {
          title: `Give ${piece.hasName ? `section ${piece.name}` : 'these bytes'} a load address in flash: "> RAM AT> FLASH" in the linker script.`,
        };
  return {
    message: `${subjectOf(piece)} stores ${bytesText(piece.sizeBytes)} in RAM at ${hex32(piece.start)}: the debugger writes them once, and after a power-off they are gone, because AT> is missing${inScript}.`,
    address: piece.start,
    evidence: evidenceOf([piece], facts),
    fixes: [fix, { title: 'If the whole image is meant to run from RAM, set "ramImage": true.' }],
    ...(script === undefined
      ? {}
      : { location: scriptLocation(script.regionPlace ?? script.namePlace) }),
  };
}

function zeros(piece: Piece, facts: ImageFacts): Problem {
  const script = scriptSectionOf(facts, piece.name);
  return {
    severity: 'information',
    message: `${subjectOf(piece)} puts ${bytesText(piece.sizeBytes)}, all zero, into RAM at ${hex32(piece.start)}: they make the file larger, and only the debugger writes them; perhaps (NOLOAD) is missing.`,
    address: piece.start,
    evidence: evidenceOf([piece], facts),
    fixes: [
      script === undefined
        ? {
            title: `Mark ${piece.hasName ? `section ${piece.name}` : 'their section'} (NOLOAD) in the linker script.`,
          }
        : noloadFix(script),
    ],
    ...(script === undefined ? {} : { location: scriptLocation(script.namePlace) }),
  };
}

function ramImage(first: Piece, facts: ImageFacts): Problem {
  return {
    severity: 'information',
    message: `${facts.elf.source} is linked to run from RAM at ${hex32(first.start)}; after a reset the chip starts from flash, unless "ramImage": true says that it is meant so.`,
    address: first.start,
    evidence: evidenceOf([first], facts),
    fixes: [{ title: 'Set "ramImage": true in the launch configuration.' }],
    attribute: 'ramImage',
  };
}
