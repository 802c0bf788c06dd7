// A watchdog resets the chip while it is programmed.

import { defineCause, generic, narrowing, rule } from '../cause';
import { knownOf } from '../launch-facts';
import { sentence, underReset } from '../remedies';

export const watchdogReset = defineCause({
  id: 'watchdog-reset',
  message: 'A watchdog resets the chip, or interrupts it, while it is erased or programmed.',
  isOutlasting: true,
  signs: [
    narrowing(6, 'ocd-algorithm'),
    rule('narrowing', 3, (log) =>
      log.has('ocd-algorithm', 'jl-ramcode', 'py-algorithm')
        ? log.matching(/HardFault|WWDG|IWDG|watchdog/i)
        : [],
    ),
    narrowing(3, ['cube-not-halted']),
    narrowing(2.5, ['jl-ramcode', 'py-algorithm', 'py-flash-failure']),
    narrowing(2, 'su-loader-run'),
    generic(0.8, ['ocd-not-halted', 'ocd-polling', 'st-not-responding']),
    rule('narrowing', 5, (log) =>
      log.matching(
        /\b(?:IWDG|WWDG|watchdog)\w*.{0,40}reset|IWDGRSTF|WWDGRSTF|external reset detected/i,
      ),
    ),
  ],
  moments: ['load', 'run'],
  findings: { 'core-reset-loop': 8, 'ioc-watchdog': 3 },
  facts(launch) {
    const core = knownOf(launch, 'coreState');
    const flags = core?.value.resetFlags?.names.filter((name) => /WDG/.test(name)) ?? [];
    return core === undefined || flags.length === 0
      ? []
      : [
          {
            strength: 'narrowing',
            points: 4,
            evidence: {
              what: `the last reset came from a watchdog (${flags.join(', ')})`,
              where: core.source,
            },
          },
        ];
  },
  fix: (context) =>
    `${sentence(underReset(context))}, so that the watchdog is not running yet, and stop it while the core is halted (DBG_IWDG_STOP and DBG_WWDG_STOP in DBGMCU; sessions of this extension set them unless "freezeWatchdogs" is false). If the option bytes start it in hardware (IWDG_SW = 0), set them to software.`,
  experiment: {
    text: 'Launch again with a connection under reset, which stops the watchdog before it counts: if it works, that was it. The reset flags (RCC_CSR) with IWDGRSTF or WWDGRSTF set confirm it.',
    action: 'connect-under-reset',
  },
});
