// Not a cause: said of a log with lines that look like errors, in which nothing failed.

import { defineCause } from '../cause';

/** Said by diagnose.ts of a log, never of a launch that failed; so it has no signs of its own. */
export const noneBenignNoise = defineCause({
  id: 'none-benign-noise',
  message:
    'Nothing in this log is a failure; its lines that look like errors are printed by sessions that work, too.',
  signs: [],
  fix: () =>
    'Nothing has to be repaired. If the launch failed all the same, its reason is not in this log: take the log of the GDB server and of GDB from the start of the launch.',
  experiment: {
    text: 'Launch once more and look whether the program stops at main: then these lines can be ignored.',
  },
});
