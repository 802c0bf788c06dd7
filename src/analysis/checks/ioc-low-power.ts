// The firmware enters STOP or STANDBY without keeping the debug clock: the connection is lost there.

import { defineCheck } from '../check';
import { linkedStatements } from '../linked-statements';
import { statementEvidence, statementLocation } from '../swd-evidence';
import { shortPlace } from '../../script-checks/script-words';

const modes = [
  { kind: 'stop-mode', name: 'STOP', mode: 'stop', call: 'HAL_DBGMCU_EnableDBGStopMode()' },
  {
    kind: 'standby-mode',
    name: 'STANDBY',
    mode: 'standby',
    call: 'HAL_DBGMCU_EnableDBGStandbyMode()',
  },
] as const;

export const iocLowPower = defineCheck({
  id: 'ioc-low-power',
  title: 'The debug connection survives low-power modes',
  severity: 'warning',
  needs: ['sources'],
  uses: ['elf'],
  run({ sources: { value: sources }, elf }) {
    const kept = linkedStatements(sources, ['debug-in-low-power'], elf);
    return modes.flatMap(({ kind, name, mode, call }) => {
      const [entry] = linkedStatements(sources, [kind], elf);
      const isKept = kept.some(({ argument = '' }) => argument.split('+').includes(mode));
      if (entry === undefined || isKept) return [];
      return [
        {
          message: `The firmware enters ${name} mode (${shortPlace(entry)}), and nothing keeps the debug clock on there: the connection is lost then, unless the debug server sets the DBGMCU bit.`,
          location: statementLocation(entry),
          evidence: [statementEvidence(entry)],
          fixes: [
            {
              title: `Call ${call} at the start of main while you debug; the current in ${name} mode is higher then. To get in again, connect under reset.`,
            },
          ],
        },
      ];
    });
  },
});
