// The second word of the vector table, the reset vector, does not lead to Thumb code of the image.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { ElfImage } from '../../elf/elf-image';
import type { Severity } from '../../findings/finding';
import { defineCheck } from '../check';
import { piecesOf } from '../image-layout';
import { placeOf } from '../../devices/memory-runs';
import { findVectorTable } from '../vector-table';
import { severityOf } from '../programmed';
import { bytesText } from '../../script-checks/script-words';

export const vectorTableBadReset = defineCheck({
  id: 'vector-table-bad-reset',
  title: 'The reset vector leads to Thumb code of the image',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['loadedFiles'],
  run(facts, { args }) {
    const device = facts.device.value;
    const image = facts.elf.value;
    const table = findVectorTable(image, device);
    if (table === undefined) return [];
    const { resetVector } = table;
    const others = facts.loadedFiles.ok ? facts.loadedFiles.value : [];
    const isElsewhere = others.some(({ path, ranges }) => {
      const isIn = ({ start, end }: { start: number; end: number }): boolean =>
        resetVector >= start && resetVector < end;
      return path !== facts.elf.source && ranges.some(isIn);
    });
    const problem = judgeReset(image, device, resetVector, isElsewhere);
    if (problem === undefined) return [];
    const symbol = image.symbols.at(resetVector - (resetVector % 2));
    const code = piecesOf(image).filter(({ isExecutable }) => isExecutable);
    return [
      {
        severity: severityOf(args, table.isCertain ? problem.severity : 'warning'),
        message: `The reset vector of ${facts.elf.source} is ${hex32(resetVector)}, ${problem.what}.`,
        address: table.start,
        evidence: [
          {
            what: `${table.what} at ${hex32(table.start)}: second word ${hex32(resetVector)}`,
            where: facts.elf.source,
          },
          ...(symbol === undefined
            ? []
            : [
                {
                  what: `symbol ${symbol.name} at ${hex32(symbol.address)}`,
                  where: facts.elf.source,
                },
              ]),
          ...code.slice(0, 3).map(({ name, runsAt, sizeBytes }) => ({
            what: `code in ${name}: ${bytesText(sizeBytes)} at ${hex32(runsAt)}`,
            where: facts.elf.source,
          })),
        ],
        fixes: [{ title: problem.fix }],
      },
    ];
  },
});

interface ResetProblem {
  readonly severity: Severity;
  readonly what: string;
  readonly fix: string;
}

function judgeReset(
  image: ElfImage,
  device: Device,
  reset: number,
  isElsewhere: boolean,
): ResetProblem | undefined {
  if (reset === 0 || reset === 0xffffffff) {
    return {
      severity: 'error',
      what: 'which is no address: the core would stop in a fault with its first instruction',
      fix: 'Link the start-up file with the Reset_Handler; KEEP its section in the linker script.',
    };
  }
  const address = reset - (reset % 2);
  const inImage = piecesOf(image).filter(({ runsAt, start, sizeBytes }) => {
    const isAt = (from: number): boolean => address >= from && address < from + sizeBytes;
    return isAt(runsAt) || isAt(start);
  });
  if (reset % 2 === 0 && (inImage.length > 0 || !isElsewhere)) {
    return {
      severity: 'error',
      what: 'whose bit 0 is not set: a Cortex-M runs only Thumb code and faults at once',
      fix: 'Declare the handler as a function of Thumb code: ".thumb_func" and ".type Reset_Handler, %function" in assembler.',
    };
  }
  if (inImage.length > 0 || isElsewhere) return undefined;
  const fix =
    'Link the reset handler into this image, or name the file that holds it in loadFiles.';
  return placeOf(device, address) === undefined
    ? { severity: 'error', what: `where ${device.name} has no memory`, fix }
    : { severity: 'warning', what: 'which is outside of the code of this image', fix };
}
