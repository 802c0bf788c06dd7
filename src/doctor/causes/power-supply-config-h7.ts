// The firmware set a supply (SMPS, LDO) that the board is not wired for.

import { defineCause, generic, rule } from '../cause';
import { isFamily, linkLost, nobodyAnswers } from '../symptoms';
import { afterDownload } from '../timeline';

export const powerSupplyConfigH7 = defineCause({
  id: 'power-supply-config-h7',
  message:
    'The firmware configures a core supply (SMPS or LDO) that the board is not wired for, so the chip dies at every start.',
  isOutlasting: true,
  signs: [
    generic(1.5, [...nobodyAnswers, ...linkLost], (log) => isFamily(log, 'H7', 'H7RS', 'U5')),
    rule('narrowing', 8, (log) => (isFamily(log, 'H7', 'U5', 'H7RS') ? afterDownload(log) : [])),
    generic(0.4, nobodyAnswers),
    rule('narrowing', 6, (log) =>
      log.matching(/PWR_(?:LDO|SMPS|DIRECT_SMPS)\w*|SMPS.{0,40}(?:supply|config)/),
    ),
  ],
  findings: { 'ioc-h7-supply': 9 },
  fix: () =>
    'Hold BOOT0 high while powering up, so that the firmware does not run; connect and erase the chip. Then set the supply that the schematic shows (PWR_LDO_SUPPLY, PWR_DIRECT_SMPS_SUPPLY, …) in main.c and in the .ioc.',
  experiment: {
    text: 'Connect with BOOT0 pulled high: if the target answers only then, its own firmware shuts it off.',
  },
});
