// Fault: the VTref pin is not connected; the target answers all the same.

import type { Fault } from '../setup';

export const vtrefNotWired: Fault = {
  id: 'vtref-not-wired',
  what: 'The VTref pin is not connected; the target answers all the same.',
  change: {
    target: { isVtrefWired: false },
  },
  expect: { findings: ['vtref-not-wired'] },
};
