// Bytes of the image are for option bytes, one-time programmable memory or ST's boot loader.

import { hex32 } from '../../base/hex';
import type { MemoryKind } from '../../devices/device';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { evidenceOf, scriptSectionOf, sectionLimit, subjectOf } from '../image-evidence';
import { judge } from '../image-layout';
import { severityOf } from '../programmed';
import { bytesText, rangeText, scriptLocation } from '../../script-checks/script-words';

export const elfInProtectedArea = defineCheck({
  id: 'elf-in-protected-area',
  title: 'No bytes are for option bytes, OTP or system memory',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const judged = judge(facts.elf.value, device);
    const inside = judged.filter(({ verdict }) => verdict.kind === 'protected');
    return inside.slice(0, sectionLimit).flatMap(({ piece, verdict }): Problem[] => {
      if (verdict.kind !== 'protected') return [];
      const { memory } = verdict.place;
      const { what, harm } = areaOf(memory.kind);
      const script = scriptSectionOf(facts, piece.name);
      return [
        {
          severity: severityOf(args),
          message: `${subjectOf(piece)} puts ${bytesText(piece.sizeBytes)} at ${hex32(piece.start)}, in the ${what} of ${device.name}: ${harm}.`,
          address: piece.start,
          evidence: [
            ...evidenceOf([piece], facts),
            {
              what: `${memory.name} of ${device.name}: ${rangeText(memory.start, memory.start + memory.sizeBytes)}`,
              where: facts.device.source,
            },
          ],
          fixes: [
            {
              title:
                'Take the section out of the image that is debugged, or mark it (NOLOAD); write such bytes on purpose, with STM32CubeProgrammer.',
            },
          ],
          ...(script === undefined ? {} : { location: scriptLocation(script.namePlace) }),
        },
      ];
    });
  },
});

function areaOf(kind: MemoryKind): { readonly what: string; readonly harm: string } {
  if (kind === 'option') {
    return {
      what: 'option bytes',
      harm: 'a wrong value there can lock the chip for good, and a debugger does not program them as flash',
    };
  }
  if (kind === 'otp') {
    return { what: 'one-time programmable memory', harm: 'what is written there once stays' };
  }
  return {
    what: 'system memory',
    harm: "it holds ST's boot loader and cannot be programmed, so the load stops there",
  };
}
