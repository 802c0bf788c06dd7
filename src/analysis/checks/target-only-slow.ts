// The target answers at a slow clock and at no faster one. Where it answers and only some reads fail, it is link-marginal.

import { defineCheck } from '../check';
import { connectHint } from '../connect-attributes';
import { attemptEvidence, clockList } from '../probe-words';
import { failedAttempts, marginalSamples } from '../target-link';

export const targetOnlySlow = defineCheck({
  id: 'target-only-slow',
  title: 'The target answers at the usual clock',
  // It can be reached, and the launch is told how.
  severity: 'warning',
  needs: ['connection'],
  uses: ['probe', 'link', 'coreState'],
  run({ connection, probe, link, coreState }, { driver }) {
    const { attempts, succeeded } = connection.value;
    const speedKhz = succeeded?.speedKhz;
    if (succeeded === undefined || speedKhz === undefined || succeeded.underReset) return [];
    const faster = failedAttempts(connection.value).filter(
      (attempt) => !attempt.underReset && (attempt.speedKhz ?? 0) > speedKhz,
    );
    if (faster.length === 0) return [];
    if (link.ok && marginalSamples(link.value, connection).length > 0) return [];
    const tries = faster.length === 1 ? '1 attempt' : `${faster.length} attempts`;
    // A core that sleeps now and then may have been awake by chance.
    const isAsleep = coreState.ok && coreState.value.isAsleep;
    return [
      {
        confidence: isAsleep ? 'possible' : 'likely',
        message: `The target answers at ${speedKhz} kHz and not faster (${tries} at ${clockList(faster)} failed), so the SWD wires are likely too long, too thin or loaded.`,
        evidence: attemptEvidence(attempts, probe),
        fixes: [
          { title: `Connect at ${speedKhz} kHz or less.${connectHint({ speedKhz }, driver)}` },
          {
            title:
              'Shorten the wires, run a ground wire beside SWCLK, cut stubs to a second connector, take filters and capacitors off SWDIO and SWCLK.',
          },
          { title: 'To decide: try the same cable on a board that is known to work.' },
        ],
        connect: { speedKhz },
      },
    ];
  },
});
