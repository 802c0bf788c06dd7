// There is no ELF file at the path, or the file is something else.

import { decisive, defineCause, narrowing } from '../cause';

export const elfMissingOrUnreadable = defineCause({
  id: 'elf-missing-or-unreadable',
  message: 'The program file does not exist at its path, or it is no ELF file.',
  signs: [
    decisive(['image-unreadable', 'executable-missing', 'file-format']),
    narrowing(4, 'file-missing'),
    narrowing(8, 'qemu-kernel'),
  ],
  findings: {
    'elf-missing': 9,
    'elf-not-elf': 9,
    'elf-unreadable': 9,
    'elf-truncated': 8,
    'elf-not-arm': 5,
  },
  fix: () =>
    'Build first; then set "executable" to the .elf (or .axf) file that the linker wrote, not to a .bin or .hex.',
  experiment: {
    text: 'Run arm-none-eabi-readelf -h on the path of the configuration: it must print an ELF header with the machine ARM.',
  },
});
