// A defect of this version of the server or programmer.

import { defineCause, generic, narrowing, rule } from '../cause';
import { identified, isFlashAddress, isOlder, linesOf } from '../symptoms';

export const serverVersionBug = defineCause({
  id: 'server-version-bug',
  message:
    'This version of the server or programmer has a defect that another version does not have.',
  signs: [
    narrowing(5, 'qemu-assertion'),
    narrowing(3, 'su-program-failed'),
    rule('narrowing', 5, (log) =>
      log
        .heard('tool-exception')
        .filter(
          ({ text }) =>
            !/STLink error|ProbeError|TransferError|USB|time(?:d )?out|fault|exception: \d+$/i.test(
              text,
            ),
        ),
    ),
    narrowing(4, 'su-loader-run'),
    narrowing(3, 'su-loader-run', (log) => isOlder(log.tools.get('stlink-tools'), [1, 7, 0])),
    narrowing(3, 'su-loader-write'),
    narrowing(5, 'su-non-erased'),
    narrowing(3, 'su-write-protected', (log) => log.tools.has('stlink-tools')),
    rule('narrowing', 3, (log) =>
      log.tools.has('stlink-tools') ? log.matching(/write_half_pages failed/i) : [],
    ),
    narrowing(3, 'su-verify'),
    narrowing(2.5, 'ocd-debug-reason'),
    // A subcommand that another version of the same tool has.
    rule('narrowing', 7, (log) =>
      log.heard('ocd-invalid-command').filter(({ text }) => /subcommand/i.test(text)),
    ),
    generic(1.5, 'ocd-invalid-command'),
    narrowing(2, 'option-bytes-failed'),
    // Bytes that differ in the flash proper and are no erased ones: written wrong by the tool.
    rule('narrowing', 4, (log) =>
      linesOf(
        log.values.mismatches,
        ({ address, found }) => isFlashAddress(address) && found !== 0xff,
      ),
    ),
    rule('narrowing', 1.5, (log) =>
      linesOf(
        log.values.mismatches,
        ({ address, found }) => isFlashAddress(address) && found === 0xff,
      ),
    ),
    // The border at which STM32CubeIDE 1.8.0 fails every second download.
    rule('narrowing', 4, (log) =>
      linesOf(log.values.mismatches, ({ address }) => address === 0x08010000),
    ),
    generic(1.2, 'st-not-genuine'),
    generic(1, ['erase-failed', 'download-failed'], (log) => identified(log)),
    generic(1.5, 'gdb-flash-failed'),
    generic(0.8, 'gdb-flash-failed', (log) => log.has('gdb-loading')),
    // st-util's default port, and its GDB dialogue: its own flash drivers are the suspect.
    rule('narrowing', 3, (log) =>
      log.has('gdb-flash-failed') ? log.matching(/(?:extended-)?remote \S{0,40}:4242/) : [],
    ),
    rule('narrowing', 3, (log) =>
      log.matching(/segmentation fault|core dumped|access violation|stack trace|double free/i),
    ),
  ],
  fix: () =>
    'Update the server (or take the version before it), and cross-check with another one: the same file through STM32_Programmer_CLI -c port=SWD mode=UR -w app.elf -v.',
  experiment: {
    text: 'Program the same file with another tool or version over the same wires: if that works, it is the version.',
  },
});
