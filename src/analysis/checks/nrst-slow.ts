// NRST rises too slowly after a reset: a capacitor far above the usual 100 nF.

import type { NrstPulse } from '../../examination/examination';
import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import { isHeldLow } from '../nrst-state';
import { connectHint } from '../connect-attributes';
import { probeAt } from '../probe-words';
import { answersWithoutReset } from '../target-link';

/** 100 nF (data sheets, "Recommended NRST pin protection") and the weakest pull-up, at the highest threshold: 6 ms. */
const expectedMs = 10;

/**
 * Told from here on. The time is this computer's, from letting go to the first look that finds the core out of reset: a
 * busy computer adds tens of milliseconds to it, and what is shorter troubles no server.
 */
const toldFromMs = 50;

/** What a server waits at least: OpenOCD's target files for STM32 set "adapter srst delay 100". */
const serverWaitsMs = 100;

/**
 * Internal pull-up in kΩ, and the part of R x C after which the pin counts as high: from half of VDD (ln 2) to 70 % of it
 * (1.2), typically after one time constant. Data sheets, "NRST pin characteristics": R_PU 30, 40, 50; V_IH at most 0.7 VDD.
 */
const pullUp = { least: 30, usual: 40, most: 50 };
const threshold = { least: Math.LN2, usual: 1, most: 1.2 };

export const nrstSlow = defineCheck({
  id: 'nrst-slow',
  title: 'NRST comes back quickly after a reset',
  severity: 'warning',
  needs: ['nrst'],
  uses: ['probe', 'connection', 'coreState'],
  run({ nrst: { value: nrst }, probe, connection, coreState }, { args, driver }) {
    const { pulse } = nrst;
    if (pulse?.reachedCore !== true || isHeldLow(nrst, coreState)) return [];
    const { recoveryMs } = pulse;
    // How long it surely was in reset: what is seen late may be this computer's own delay.
    const surelyMs = recoveryMs === undefined ? Infinity : (pulse.inResetForMs ?? recoveryMs);
    if (surelyMs < toldFromMs) return [];
    // A firmware that takes the SWD pins leaves nobody to ask: then nothing is known of NRST.
    const isReachable = connection.ok && answersWithoutReset(connection.value);
    if (recoveryMs === undefined && !isReachable) return [];
    const isTooLate = surelyMs > serverWaitsMs;
    const isNeeded = driver?.probeUse?.(args).usesNrst === true;
    return [
      {
        severity: !isTooLate ? 'information' : isNeeded ? 'error' : 'warning',
        message: `NRST rises too slowly: ${
          recoveryMs === undefined
            ? `the core was still in reset ${time(pulse.waitedMs)}`
            : `the core left reset ${time(recoveryMs)}`
        } after the probe let go of it (expected: under ${expectedMs} ms); with the internal pull-up of ${pullUp.usual} kΩ that is ${capacitor(pulse)}.`,
        evidence: evidenceOf(pulse, probeAt(probe)),
        fixes: [
          { title: 'Fit 100 nF from NRST to GND in place of a larger capacitor.' },
          {
            title:
              driver !== undefined && !isNeeded
                ? 'As far as its configuration shows, this launch does not pull NRST; whoever does must wait longer after it, or reset by software.'
                : `Until then, or with a supervisor: reset by software, without a pulse on NRST, or wait longer after it.${connectHint({ reset: 'software' }, driver)}`,
          },
        ],
        // Without a launch it is for whichever server is used then.
        ...(isNeeded || driver === undefined ? { connect: { reset: 'software' } } : {}),
      },
    ];
  },
});

function evidenceOf(
  { lowMs, recoveryMs, waitedMs }: NrstPulse,
  probe: string,
): readonly Evidence[] {
  const where = probe;
  const until =
    recoveryMs === undefined
      ? `DHCSR.S_RESET_ST was set for all of the ${Math.round(waitedMs)} ms that were waited`
      : `DHCSR.S_RESET_ST was set until ${time(recoveryMs)} after it`;
  return [
    { what: `NRST was low for ${Math.round(lowMs)} ms and reset the core; ${until}`, where },
    {
      what: `C = t / (k x R) with R = ${pullUp.least} to ${pullUp.most} kΩ and k = 0.7 to 1.2`,
      where: 'data sheets of STM32, "NRST pin characteristics"',
    },
  ];
}

/** `a capacitor of about 48 µF (32 µF to 91 µF)`. */
function capacitor({ recoveryMs, waitedMs }: NrstPulse): string {
  const ms = recoveryMs ?? waitedMs;
  const usual = microfarad(ms / (threshold.usual * pullUp.usual));
  if (recoveryMs === undefined) return `a capacitor of more than ${usual}, or a supervisor`;
  const low = microfarad(ms / (threshold.most * pullUp.most));
  const high = microfarad(ms / (threshold.least * pullUp.least));
  return `a capacitor of about ${usual} (${low} to ${high})${ms > longestSupervisorMs ? '' : ', or a reset supervisor with such a delay'}`;
}

/** Delays of reset supervisors (data sheets: MAX809 140 ms to 560 ms, TPS3823 200 ms, others up to 1.6 s). */
const longestSupervisorMs = 1700;

/** ms / kΩ is µF. */
function microfarad(value: number): string {
  const [size, unit] = value < 1 ? [1000 * value, 'nF'] : [value, 'µF'];
  return `${Number(size.toPrecision(2))} ${unit}`;
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
