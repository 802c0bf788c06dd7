// pyOCD has no support for the part.

import { decisive, defineCause, narrowing } from '../cause';
import type { ReadLog } from '../log';
import { eraseFailed, flashFailed, nobodyAnswers } from '../symptoms';

function programmingFailed(log: ReadLog): boolean {
  return log.has(
    ...flashFailed,
    ...eraseFailed,
    ...(['memory-fault', 'py-no-region', 'py-flash-failure', 'download-failed'] as const),
  );
}

export const targetSupportNotInstalled = defineCause({
  id: 'target-support-not-installed',
  message:
    'The server has no support for this part installed (a device pack, or its full name, is missing).',
  signs: [
    decisive('py-target-unknown'),
    // All but programming works without the part's name.
    narrowing(9, 'py-generic-target', programmingFailed),
    narrowing(2, 'py-generic-target', (log) => !log.has(...nobodyAnswers)),
    narrowing(1.5, 'py-no-region'),
  ],
  fix: () =>
    'Install the device pack (pyocd pack install stm32f405rg) or name one with "cmsisPack" (--pack), and give the whole name of the part ("targetId", -t); pyocd list --targets shows what there is.',
  experiment: {
    text: 'Run pyocd list --targets and look for the part: if it is not in the list, its pack is missing.',
  },
});
