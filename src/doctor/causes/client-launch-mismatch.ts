// The commands of the launch belong to another server than the one that runs.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';

export const clientLaunchMismatch = defineCause({
  id: 'client-launch-mismatch',
  message: 'The GDB commands of the launch do not fit the server that is running.',
  signs: [
    decisive('stlink-server-foreign-client'),
    rule('decisive', 12, (log) =>
      log.heard('rcmd-error').some(({ text }) => /Unknown reset option/i.test(text))
        ? log.heard('rcmd-error')
        : [],
    ),
    // OpenOCD answers so to a command of its own that failed, too.
    narrowing(8, 'rcmd-error', (log) => !log.tools.has('openocd')),
    narrowing(3, 'rcmd-error', (log) => log.tools.has('openocd')),
    narrowing(9, 'monitor-unsupported'),
    narrowing(
      9,
      'st-not-genuine',
      (log) => log.tools.has('openocd') || log.tools.has('stlink-tools') || log.tools.has('jlink'),
    ),
    generic(1, 'su-client-gone'),
  ],
  fix: () =>
    'Use the monitor commands of the running server, after target remote: "monitor reset halt" is OpenOCD\'s; ST-LINK_gdbserver knows "monitor reset", "monitor halt" and "monitor flash mass_erase" ("monitor help" lists them).',
  experiment: { text: 'Send "monitor help" to the server: it lists the commands that it knows.' },
});
