// BOOT0 or its option bits start something else than the flash.

import { defineCause, generic, narrowing, rule } from '../cause';
import { nobodyAnswers } from '../symptoms';
import { knownOf } from '../launch-facts';

export const bootPinWrong = defineCause({
  id: 'boot-pin-wrong',
  message:
    'The chip starts its boot loader or RAM instead of the flash: BOOT0, or the option bits that replace it, say so.',
  isOutlasting: true,
  signs: [
    narrowing(4, 'break-in-system-memory'),
    generic(0.3, nobodyAnswers),
    rule('narrowing', 2, (log) => log.matching(/pc:? ?(?:=|is)? ?0x1ff[0-9a-f]{5}/i)),
  ],
  moments: ['run'],
  findings: { 'boot-source': 9 },
  facts(launch) {
    const core = knownOf(launch, 'coreState');
    const from = core?.value.bootedFrom;
    return core === undefined || (from !== 'system' && from !== 'ram')
      ? []
      : [
          {
            strength: 'narrowing',
            points: 5,
            evidence: {
              what: `the core had started from ${from === 'ram' ? 'RAM' : 'system memory'}`,
              where: core.source,
            },
          },
        ];
  },
  fix: () =>
    'Measure BOOT0 at the pin while the chip starts and pull it low (10 kΩ to GND); on parts with nSWBOOT0 and nBOOT0, set these option bits for the main flash. Then switch the supply off and on.',
  experiment: {
    text: 'Switch the supply off and on, then read PC after a reset: still in 0x1FFFxxxx means BOOT0 or its option bits; cured means that the choice was latched while the flash was empty.',
    action: 'replug-and-relaunch',
  },
});
