// The other core is not running, or the configuration speaks to the wrong one.

import { defineCause, generic, narrowing, rule } from '../cause';
import { flashFailed, isFamily, nobodyAnswers, unknownReason } from '../symptoms';

export const multicoreConfig = defineCause({
  id: 'multicore-config',
  message:
    'The core that is to be debugged has no clock or power yet, or the configuration speaks to another access port.',
  signs: [
    narrowing(7, 'st-rom-table'),
    narrowing(7, 'pc-is-dhcsr-key'),
    narrowing(5, 'ocd-no-mem-ap'),
    narrowing(1.5, 'py-no-cores', (log) => isFamily(log, 'H7', 'WL', 'WB', 'MP1')),
    // A second session on a probe that another one drives, or one on a core other than the first.
    rule('narrowing', 4, (log) => {
      const isSecond =
        log.has('stlink-server-running') ||
        log.matching(/ST-LINK_gdbserver.{0,600} -m [1-9]\b/).length > 0;
      return isSecond ? log.heard('st-unknown-error') : [];
    }),
    narrowing(2, ['cube-access-port', 'ocd-ap-gone']),
    narrowing(2, 'ocd-gdb-refused', (log) => log.matching(/cpu1|cm4|M4\b/i).length > 0),
    generic(1, unknownReason),
    rule('narrowing', 5, (log) =>
      isFamily(log, 'H7', 'WL', 'WB', 'MP1')
        ? log.matching(/(?:cpu1|cm4|\bCM4\b|AP[ #]?[13]\b).{0,80}(?:fail|error|not|timed out)/i)
        : [],
    ),
    rule('generic', 2, (log) =>
      log.has(...unknownReason, ...nobodyAnswers, ...flashFailed)
        ? log.matching(/\b(?:CM4|CM7|dual.core|STM32H7[45][57]\w*)/)
        : [],
    ),
    narrowing(2, 'ocd-cpuid', (log) => isFamily(log, 'H7', 'WL', 'WB', 'MP1')),
  ],
  fix: () =>
    'Start the first core (CM7, CM4 on WL and WB) and let it release the other one (boot option bits, or its clock in D2/CPU2) before a session on the second core; name the right access port (-m, "targetProcessor"), and use the shared mode for two sessions on one probe.',
  experiment: {
    text: 'Debug the first core alone: if that works, only the second core is not there yet.',
  },
});
