// No target answers on SWD in any way that was tried. The wire does not tell why: wiring, supply, protection level 2 and
// pins that the firmware took all look the same. What has a name of its own (no voltage, a voltage that is too low, a
// wedged probe, its boot loader, a core in stop mode) is told by that instead.

import type { Connection } from '../../examination/examination';
import type { Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { FactsOf } from '../check';
import { attemptEvidence, clockList, probeAt, volts } from '../probe-words';
import {
  answersNonsense,
  isAsleep,
  isInBootloader,
  isSilent,
  severityOfSilence,
  triedUnderReset,
} from '../target-link';
import {
  idleVoltage,
  isAbsent,
  isConstant,
  isTooLow,
  leastVoltage,
  voltageEvidence,
} from '../target-supply';

type Read = FactsOf<'connection', 'probe' | 'supply' | 'device' | 'chip'>;

export const targetSilent = defineCheck({
  id: 'target-silent',
  title: 'A target answers on SWD',
  severity: 'error',
  needs: ['connection'],
  uses: ['probe', 'supply', 'device', 'chip'],
  run(facts, context) {
    const { probe, supply } = facts;
    const connection = facts.connection.value;
    if (!isSilent(connection) || hasNameOfItsOwn(facts)) return [];
    const underReset = triedUnderReset(connection);
    const clocks = clockList(connection.attempts);
    const voltage = supply.ok ? idleVoltage(supply.value) : undefined;
    const isMeasured = supply.ok && !isConstant(supply.value);
    const supplied =
      voltage === undefined || !isMeasured ? '' : `, although VTref reads ${volts(voltage)}`;
    const ways = [
      `${connection.attempts.length === 1 ? '1 attempt' : `${connection.attempts.length} attempts`}`,
      ...(clocks === '' ? [] : [`at ${clocks}`]),
    ].join(' ');
    return [
      {
        // Without a reset it is not the last word, and the firmware may be awake the next time.
        ...(underReset
          ? { severity: severityOfSilence(connection, context) }
          : { severity: 'warning' as const, confidence: 'possible' as const }),
        message: `No target answers the ${probeAt(probe).replace(/^the /, '')} on SWD (${ways}, ${
          underReset ? 'without and with NRST held low' : 'none under reset'
        })${supplied}${underReset ? '' : '; connecting under reset was not tried'}.`,
        evidence: [
          ...attemptEvidence(connection.attempts, probe),
          ...(supply.ok ? voltageEvidence(supply.value, probe) : []),
        ],
        fixes: [
          ...(underReset ? [] : [tryReset(connection)]),
          ...(isMeasured ? [wires, measure] : [measure, wires]),
          ...(underReset ? [withoutNrst] : []),
          levelTwo,
        ],
      },
    ];
  },
});

function hasNameOfItsOwn({ connection, probe, supply, device, chip }: Read): boolean {
  const voltage = supply.ok ? idleVoltage(supply.value) : undefined;
  return (
    answersNonsense(connection.value) ||
    isAsleep(connection.value) ||
    isInBootloader(probe, connection) ||
    (voltage !== undefined && (isAbsent(voltage) || isTooLow(voltage, leastVoltage(device, chip))))
  );
}

function tryReset({ mayReset }: Connection): Fix {
  return {
    title: mayReset
      ? 'Connect under reset, or start the chip with BOOT0 high: if it answers then, the firmware takes the SWD pins or sleeps.'
      : 'Connect under reset ("stm32-preflight probe --may-reset", or a launch instead of an attach), or start the chip with BOOT0 high: if it answers then, the firmware takes the SWD pins or sleeps.',
  };
}

// In the order in which the causes were found in reports of others.

const wires: Fix = {
  title:
    'Check SWDIO, SWCLK and GND, wire by wire, and that no second probe is connected to them (on a Nucleo: the jumpers of CN2); try a board that is known to work on the same cable.',
};

const measure: Fix = { title: 'Measure VDD at the chip.' };

const withoutNrst: Fix = {
  title:
    'If NRST is not wired, the chip was not held in reset: hold the reset button while connecting, or start it with BOOT0 high, so that firmware that takes the SWD pins does not run.',
};

const levelTwo: Fix = {
  title:
    'Read-out protection level 2 switches SWD off for ever and looks the same: try another chip.',
};
