// The core sleeps, or its debug domain is off with it: in Stop and Standby the debug port loses the core unless
// DBGMCU_CR keeps its clock.

import type { Connection, CoreState, OpenedProbe } from '../../examination/examination';
import type { Evidence, Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';
import type { Fact, KnownFact } from '../facts';
import { connectHint } from '../connect-attributes';
import { attemptEvidence } from '../probe-words';

export const coreLowPower = defineCheck({
  id: 'core-low-power',
  title: 'The core is awake, or the debug port stays with it when it sleeps',
  severity: 'warning',
  needs: ['connection'],
  uses: ['coreState', 'probe'],
  run({ connection, coreState, probe }, { args, driver }): readonly Problem[] {
    // Every idle loop sleeps: no word of it each time a launch is about to reset the core anyway.
    const isLaunch = driver !== undefined && args.request === 'launch';
    return [
      ...poweredDown(connection, coreState, probe, driver),
      ...(isLaunch ? [] : asleep(coreState)),
    ];
  },
});

const keepAwake: Fix = {
  title:
    'While debugging, set DBG_SLEEP, DBG_STOP and DBG_STANDBY in DBGMCU_CR at the start of the program (HAL_DBGMCU_EnableDBGStopMode and the like).',
};

/** The port answers and its request for power is not: the domain that it asks for stands still. */
function poweredDown(
  { value: { attempts, succeeded, mayReset } }: KnownFact<Connection>,
  coreState: Fact<CoreState>,
  probe: Fact<OpenedProbe>,
  driver: CheckContext['driver'],
): readonly Problem[] {
  const failed = attempts.filter(
    ({ underReset, result }) => !underReset && !result.ok && result.status === 'power-error',
  );
  const isOrdinary = succeeded !== undefined && !succeeded.underReset;
  if (failed.length === 0 || isOrdinary) return [];
  const then =
    succeeded !== undefined
      ? 'under reset it connects'
      : mayReset
        ? 'it does not come up under reset either'
        : 'connecting under reset was not tried';
  return [
    {
      confidence: 'likely',
      message: `The debug port answers, but the core's debug power does not come up: likely the firmware is in Stop or Standby mode, where the debug clock is off; ${then}.`,
      evidence: [...attemptEvidence(attempts, probe), ...lowPowerEvidence(coreState)],
      fixes: [
        {
          title: `Connect under reset: the core is caught before it sleeps.${connectHint({ underReset: true }, driver)}`,
        },
        keepAwake,
      ],
      connect: { underReset: true },
    },
  ];
}

/** Waiting for an interrupt is what every idle loop does; worth a word because Stop looks the same from outside. */
function asleep(coreState: Fact<CoreState>): readonly Problem[] {
  if (!coreState.ok || !coreState.value.isAsleep || coreState.value.isHalted) return [];
  const { debugInLowPower } = coreState.value;
  const isKept = debugInLowPower?.stop === true && debugInLowPower.standby !== false;
  if (isKept) return [];
  return [
    {
      severity: 'information',
      message:
        'The core was asleep (WFI or WFE) when it was looked at, and DBGMCU_CR does not keep the debug clock in Stop mode: if the program enters Stop, the connection is lost.',
      evidence: [
        { what: 'DHCSR: S_SLEEP is set', where: coreState.source },
        ...lowPowerEvidence(coreState),
      ],
      fixes: [
        keepAwake,
        { title: 'If the connection is lost while it sleeps, connect under reset.' },
      ],
    },
  ];
}

function lowPowerEvidence(coreState: Fact<CoreState>): Evidence[] {
  const bits = coreState.ok ? coreState.value.debugInLowPower : undefined;
  if (!coreState.ok || bits === undefined) return [];
  const text = Object.entries(bits).flatMap(([mode, isKept]) =>
    isKept === undefined ? [] : [`DBG_${mode.toUpperCase()} ${isKept ? 1 : 0}`],
  );
  return text.length === 0
    ? []
    : [{ what: `DBGMCU_CR: ${text.join(', ')}`, where: coreState.source }];
}
