// Read-out protection closes the flash to the debugger.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import { hasGoodVolts, identified, nobodyAnswers, triedUnderReset } from '../symptoms';
import { knownOf } from '../launch-facts';

export const readoutProtection = defineCause({
  id: 'readout-protection',
  message: 'Read-out protection is on: the debugger may not read or program the flash.',
  signs: [
    narrowing(8, 'util-rdp'),
    narrowing(6, 'ocd-protected'),
    narrowing(8, 'ocd-rdp-level'),
    narrowing(6, 'cube-flash-63'),
    narrowing(4.5, 'cube-flash-default'),
    narrowing(4.5, 'su-flash-zero'),
    narrowing(4, 'jl-protected'),
    narrowing(5, 'cube-read-failed'),
    narrowing(4, 'cube-rdp-or-reset'),
    // The flash itself cannot be read; elsewhere it is no memory at all.
    rule('narrowing', 6, (log) => log.matching(/Memory transfer fault.{0,30}@ 0x08/i)),
    narrowing(3, 'ocd-size-failed'),
    narrowing(2, ['cube-access-port', 'flash-write-protected', 'su-write-protected']),
    narrowing(2, 'mass-erase-failed'),
    narrowing(2.4, 'erase-failed', (log) => !log.has('cube-loader')),
    generic(1, 'erase-failed', identified),
    narrowing(2, 'ocd-erase-sectors'),
    generic(1, ['st-status-unread', 'st-breakpoint-type']),
    generic(1.8, 'gdb-flash-failed'),
    generic(1.1, nobodyAnswers),
    generic(0.8, nobodyAnswers, (log) => triedUnderReset(log) && hasGoodVolts(log)),
    generic(1.2, [
      'option-bytes-failed',
      'py-flash-failure',
      'cannot-identify',
      'ocd-gdb-refused',
      'py-transfer-fault',
      'ocd-mem2array',
      'cube-unknown-device',
    ]),
    decisive('option-bytes-rdp'),
  ],
  findings: { 'flash-read-protected': 10, 'chip-secured': 5 },
  facts(launch) {
    const protection = knownOf(launch, 'protection');
    const level = protection?.value.level;
    if (protection === undefined || level === undefined) return [];
    const evidence = { what: `the option bytes say level ${level}`, where: protection.source };
    if (level === 'L1' || level === 'L2') return [{ strength: 'narrowing', points: 9, evidence }];
    return level === 'L0' ? [{ strength: 'narrowing', points: -5, evidence }] : [];
  },
  fix: () =>
    'Read the option bytes in hot-plug mode (STM32_Programmer_CLI -c port=SWD mode=HOTPLUG -ob displ). From level 1, set RDP to 0xAA: that erases the whole flash; then switch the supply off and on. Level 2 is for ever, the chip has to be replaced.',
  experiment: {
    text: 'Examine the target without a reset: option bytes with an RDP other than 0xAA confirm it.',
    action: 'examine-probe',
  },
});
