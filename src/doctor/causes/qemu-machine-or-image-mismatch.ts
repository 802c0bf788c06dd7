// QEMU has no such machine, or the image is not linked for it.

import { decisive, defineCause, narrowing, rule } from '../cause';

export const qemuMachineOrImageMismatch = defineCause({
  id: 'qemu-machine-or-image-mismatch',
  message: 'QEMU does not have this machine, or the image is not linked for the machine.',
  signs: [
    decisive(['qemu-machine', 'qemu-cpu', 'qemu-overlap']),
    narrowing(8, ['qemu-lockup', 'qemu-outside']),
    narrowing(2, 'qemu-assertion'),
    rule('narrowing', 6, (log) =>
      log.matching(/qemu.{0,80}(?:hardware error|unassigned|fatal: )/i),
    ),
  ],
  moments: ['load', 'run'],
  findings: { 'vector-table-misplaced': 2, 'elf-outside-memory': 2 },
  fix: () =>
    'Choose a machine that this QEMU has (qemu-system-arm -M help; for STM32: netduino2, netduinoplus2, stm32vldiscovery, olimex-stm32-h405, b-l475e-iot01a), and link the image to its memory, with initialised data in flash (> RAM AT> FLASH).',
  experiment: {
    text: 'Run the machine with an image that is known to work on it: if that runs, the image is not linked for the machine.',
  },
});
