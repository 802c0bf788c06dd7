// Memory outside of the chip is to be programmed, and its loader is missing or fails.

import { defineCause, generic, narrowing, rule } from '../cause';
import { eraseFailed, flashFailed, isExternalAddress, linesOf } from '../symptoms';

export const externalLoaderMissingOrFaulty = defineCause({
  id: 'external-loader-missing-or-faulty',
  message:
    'Memory outside the chip needs an external loader (.stldr), and it is missing, does not fit the board or fails.',
  isOutlasting: true,
  signs: [
    narrowing(10, 'st-external-init'),
    narrowing(6, 'ocd-qspi'),
    rule('narrowing', 5, (log) =>
      log.has('download-failed', ...flashFailed, ...eraseFailed)
        ? linesOf(log.values.loadAddresses, isExternalAddress)
        : [],
    ),
    rule('narrowing', 4, (log) => linesOf(log.values.unmapped, isExternalAddress)),
    rule('narrowing', 7, (log) =>
      log.matching(
        /\.stldr.{0,120}(?:fail|error|not|cannot)|(?:fail|error|cannot).{0,120}\.stldr|external loader.{0,60}(?:fail|error|not)/i,
      ),
    ),
    narrowing(2.5, 'download-failed'),
    narrowing(2, 'download-failed', (log) => log.matching(/Segment\[[1-9]/).length > 0),
    rule('generic', 2.5, (log) =>
      log.has(...flashFailed)
        ? log.matching(/External(?:RAM|Flash|Loader)|OCTOSPI|OSPI|QSPI|QUADSPI|XIP|\.stldr/i)
        : [],
    ),
    generic(0.8, 'st-unknown-reason'),
  ],
  moments: ['load', 'run'],
  findings: { 'external-loader-missing': 9 },
  fix: () =>
    'Name the external loader of the board ("externalLoaders"; -el of STM32_Programmer_CLI, -el or -ei of ST-LINK_gdbserver), or repair its Init(); remove it if the board has no such memory.',
  experiment: {
    text: 'Launch without the external segment and without the loader: if that works, it is the loader or its memory.',
  },
});
