// Sectors of the flash are write-protected.

import { defineCause, generic, narrowing, rule } from '../cause';

export const flashWriteProtected = defineCause({
  id: 'flash-write-protected',
  message: 'Sectors that are to be programmed are write-protected (WRP or PCROP).',
  signs: [
    narrowing(6, 'flash-write-protected', (log) => !log.has('ocd-algorithm')),
    narrowing(1, 'flash-write-protected'),
    narrowing(3, 'su-write-protected'),
    narrowing(4, 'ocd-protected'),
    narrowing(3.5, 'util-rdp'),
    narrowing(2.2, 'erase-failed', (log) => !log.has('cube-loader')),
    generic(1.3, [
      'mass-erase-failed',
      'ocd-erase-sectors',
      'download-failed',
      'write-buffer-failed',
      'ocd-write-error',
    ]),
    generic(1, 'gdb-flash-failed'),
    narrowing(2, 'py-flash-failure'),
    rule('narrowing', 7, (log) =>
      log.matching(
        /\bWRP\w*\b.{0,60}(?:0x|protect|sector|error)|PCROP|write.?protect(?:ed|ion) (?:error|sector)/i,
      ),
    ),
  ],
  moments: ['load', 'run'],
  findings: { 'flash-write-protected': 10, 'flash-read-protected': -2 },
  fix: () =>
    'Read the option bytes (STM32_Programmer_CLI -c port=SWD -ob displ), clear the write protection (WRP) of the sectors, launch the option bytes and switch the supply off and on. PCROP goes away only with RDP from level 1 to 0.',
  experiment: {
    text: 'Erase one sector that the option bytes do not protect: if that works, it is the protection.',
  },
});
