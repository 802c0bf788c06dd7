// The firmware of the probe is too old, or too new, for the tool.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import { linesOf, nobodyAnswers } from '../symptoms';

export const probeFirmwareMismatch = defineCause({
  id: 'probe-firmware-mismatch',
  message:
    'The firmware of the probe does not fit the tool: it is too old for it, or newer than it knows.',
  signs: [
    { ...decisive(['st-firmware-required', 'ocd-deprecated-hla', 'py-old-firmware']), points: 13 },
    rule('narrowing', 7, (log) =>
      log.tools.has('pyocd') || log.matching(/\[usb\]|\[stlink\]/).length > 0
        ? log.heard('py-probe-version-4')
        : [],
    ),
    narrowing(3, 'py-no-cores'),
    generic(2.2, 'st-dll-error', (log) => !log.has('st-enumeration-failed')),
    generic(1, ['st-enumeration-failed']),
    generic(2.2, 'rs-open'),
    generic(1, 'tool-exception', (log) => log.tools.has('pyocd')),
    // The debug port answers, and with old firmware of the probe no core is found behind it.
    rule('narrowing', 4, (log) =>
      log.has('tool-exception') && log.matching(/CPU core|Cortex-M\d/).length === 0
        ? log.matching(/DP IDR = 0x/)
        : [],
    ),
    // Below V2J24 there is no direct access to the debug port.
    rule('narrowing', 3, (log) =>
      log.has(...nobodyAnswers, 'py-no-cores')
        ? linesOf(log.values.firmware, (text) => /^V2J(?:1?\d|2[0-3])\D/.test(`${text} `))
        : [],
    ),
  ],
  findings: { 'probe-firmware-old': 7 },
  fix: () =>
    'Upgrade the firmware of the probe (STM32CubeProgrammer > Firmware upgrade, or STLinkUpgrade) and plug it in again. Where the probe is newer than the tool, update the tool; OpenOCD drives old firmware with interface/stlink-hla.cfg.',
  experiment: {
    text: 'Read the version of the probe (st-info --version, or the list of STM32CubeProgrammer), upgrade it, and launch again.',
    action: 'examine-probe',
  },
});
