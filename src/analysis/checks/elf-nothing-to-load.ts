// A file to program has no bytes to program: what runs then is whatever was in the chip before.

import { hex32 } from '../../base/hex';
import type { ElfImage } from '../../elf/elf-image';
import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';

/** Program headers that are listed. */
const listLimit = 8;

export const elfNothingToLoad = defineCheck({
  id: 'elf-nothing-to-load',
  title: 'The files to program have bytes to program',
  severity: 'error',
  needs: ['loadedFiles'],
  uses: ['elf'],
  run({ loadedFiles: { value: files }, elf }) {
    return files.flatMap(({ path, ranges }) => {
      const image = elf.ok && elf.source === path ? elf.value : undefined;
      if (ranges.length > 0 || (image !== undefined && isReportedElsewhere(image))) return [];
      return [
        {
          message: `${path} holds no bytes to program: the target would run what it was programmed with before.`,
          evidence: image === undefined ? [noData(path)] : headersOf(image, path),
          fixes: [
            {
              title:
                'Name the ELF file that the linker wrote. A file with the debug information alone (objcopy --only-keep-debug) belongs in symbolFiles.',
            },
            {
              title:
                'If the linker wrote it: look in the map file for the section .isr_vector, and in the linker script for KEEP around it.',
            },
          ],
        },
      ];
    });
  },
});

/** By elf-not-arm and elf-not-linked. */
function isReportedElsewhere({ isArm, class: bits, endianness, type }: ElfImage): boolean {
  return !isArm || bits !== 32 || endianness !== 'little' || type === 'rel' || type === 'core';
}

function noData(where: string): Evidence {
  return { what: 'no data records, or no segment with bytes', where };
}

function headersOf({ segments }: ElfImage, where: string): readonly Evidence[] {
  if (segments.length === 0) return [{ what: 'no program headers', where }];
  const lines = segments.slice(0, listLimit).map(({ type, paddr, fileSize, memSize }, index) => ({
    what: `program header ${index}: type ${type}, ${fileSize} bytes in the file, ${memSize} bytes in memory at ${hex32(paddr)}`,
    where,
  }));
  const rest = segments.length - lines.length;
  return rest === 0 ? lines : [...lines, { what: `and ${rest} more`, where }];
}
