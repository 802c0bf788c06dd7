// The target answers while NRST is held low and not otherwise: what runs on it takes the SWD pins, or sleeps.

import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Fact, IocInUse } from '../facts';
import { swdLossIn } from '../ioc-swd-loss';
import { connectHint } from '../connect-attributes';
import { iocLocation } from '../places';
import { attemptEvidence, clockList } from '../probe-words';
import { serialWireFix } from '../swd-evidence';
import { answersWithoutReset, failedAttempts, isAsleep } from '../target-link';

export const targetOnlyUnderReset = defineCheck({
  id: 'target-only-under-reset',
  title: 'The target answers without reset',
  // It can be reached, and the launch is told how.
  severity: 'warning',
  needs: ['connection'],
  uses: ['probe', 'ioc'],
  run({ connection: { value: connection }, probe, ioc }, { driver }) {
    const { succeeded, attempts } = connection;
    const failed = failedAttempts(connection);
    const without = failed.filter(({ underReset }) => !underReset);
    if (succeeded?.underReset !== true || without.length === 0) return [];
    // A part in stop mode is told by core-low-power.
    if (answersWithoutReset(connection) || isAsleep(connection)) return [];
    const clocks = clockList(without);
    const isTooFast = failed.some(
      ({ underReset, speedKhz }) =>
        underReset && (speedKhz ?? 0) > (succeeded.speedKhz ?? Infinity),
    );
    const connect = {
      underReset: true,
      ...(isTooFast && succeeded.speedKhz !== undefined ? { speedKhz: succeeded.speedKhz } : {}),
    } as const;
    const evidenceOfIoc = iocEvidence(ioc);
    const isKnown = evidenceOfIoc.length > 0;
    return [
      {
        confidence: isKnown ? 'likely' : 'possible',
        message: `The target answers only while NRST is held low (${without.length === 1 ? '1 attempt' : `${without.length} attempts`} without${clocks === '' ? '' : ` at ${clocks}`} failed), so the firmware on it ${isKnown ? 'likely' : 'possibly'} takes the SWD pins or sleeps${
          isKnown ? '; the .ioc of this project switches SWD off as well' : ''
        }.`,
        evidence: [...attemptEvidence(attempts, probe), ...evidenceOfIoc],
        fixes: [
          {
            title: `Connect under reset, and program firmware that leaves PA13 and PA14 to SWD${
              isKnown ? '' : ' (STM32CubeMX: System Core, SYS, Debug: Serial Wire)'
            }.${connectHint(connect, driver)}`,
          },
          ...(isKnown && ioc.ok ? [serialWireFix(ioc.value)] : []),
          {
            title:
              'To decide: erase the chip under reset. If it then answers without reset, it was the firmware; else NRST low quiets something that disturbs the wires.',
          },
        ],
        connect,
      },
    ];
  },
});

function iocEvidence(ioc: Fact<IocInUse>): readonly Evidence[] {
  if (!ioc.ok) return [];
  const { file, project } = ioc.value;
  const loss = swdLossIn(project);
  if (loss === undefined) return [];
  return [
    {
      what: loss.entry,
      where: `${file}:${loss.place.line}`,
      location: iocLocation(file, loss.place),
    },
  ];
}
