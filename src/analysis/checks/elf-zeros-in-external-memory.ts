// A section of variables in memory outside the chip is not marked NOLOAD: the file holds zeros for it, and the
// debugger cannot program them.

import { hex32 } from '../../base/hex';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { evidenceOf, scriptSectionOf, sectionLimit, subjectOf } from '../image-evidence';
import { canUseLoader, hasLoader } from '../external-loader';
import { isAllZero, judge } from '../image-layout';
import type { JudgedPiece } from '../image-layout';
import { hasApplicationCore } from '../../devices/memory-runs';
import { severityOf } from '../programmed';
import { bytesText, noloadFix, scriptLocation, shortPlace } from '../../script-checks/script-words';

export const elfZerosInExternalMemory = defineCheck({
  id: 'elf-zeros-in-external-memory',
  title: 'Variables in memory outside the chip are not in the file',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const judged = judge(facts.elf.value, device);
    const external = hasLoader(args) ? [] : judged.filter(isExternalZeros);
    const backup = hasApplicationCore(device) ? [] : judged.filter(isBackupZeros);
    return [...external, ...backup].slice(0, sectionLimit).map(({ piece, verdict }): Problem => {
      const script = scriptSectionOf(facts, piece.name);
      const line = script === undefined ? '' : ` in ${shortPlace(script.namePlace)}`;
      const noload =
        script === undefined
          ? {
              title: `Mark ${piece.hasName ? `section ${piece.name}` : 'their section'} (NOLOAD) in the linker script.`,
            }
          : noloadFix(script);
      const isExternal = verdict.kind === 'external-zeros';
      const memory = 'place' in verdict ? verdict.place.memory.name : '';
      const where = isExternal
        ? `${memory} window, memory outside the chip`
        : `${memory}, whose clock is off after a reset`;
      return {
        severity: severityOf(args, isExternal ? 'error' : 'warning'),
        message: `${subjectOf(piece)} puts ${bytesText(piece.sizeBytes)}, all zero, at ${hex32(piece.start)} (${where}): GDB cannot program them. (NOLOAD) is missing${line}.`,
        address: piece.start,
        evidence: [
          ...evidenceOf([piece], facts),
          {
            what: `${hex32(piece.start)} is in ${memory} of ${device.name}`,
            where: facts.device.source,
          },
        ],
        fixes: [
          noload,
          ...(isExternal && canUseLoader(args)
            ? [
                {
                  title:
                    'Or, if this memory is programmed through an external loader, name the loader in externalLoaders.',
                },
              ]
            : []),
        ],
        ...(script === undefined ? {} : { location: scriptLocation(script.namePlace) }),
      };
    });
  },
});

function isExternalZeros({ verdict }: JudgedPiece): boolean {
  return verdict.kind === 'external-zeros';
}

function isBackupZeros({ verdict, piece }: JudgedPiece): boolean {
  return verdict.kind === 'backup' && isAllZero(piece.content);
}
