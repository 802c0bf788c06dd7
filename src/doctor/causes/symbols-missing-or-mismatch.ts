// The ELF has no debug information, or is not the program in the flash.

import { defineCause, narrowing } from '../cause';

export const symbolsMissingOrMismatch = defineCause({
  id: 'symbols-missing-or-mismatch',
  message: 'The ELF file has no debug information, or it is not the program that runs on the chip.',
  isOutlasting: true,
  signs: [narrowing(5, 'no-symbols')],
  moments: ['run'],
  findings: { 'elf-no-debug-info': 7, 'elf-older-than-sources': 3 },
  fix: () =>
    'Build with -g (and -O0 or -Og) and without strip, name that file in "executable", and program it so that file and flash are the same.',
  experiment: {
    text: 'Compare the program with the flash (compare-sections in GDB): a difference means that another program is on the chip.',
  },
});
