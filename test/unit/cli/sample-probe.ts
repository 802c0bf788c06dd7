// A report of `probe` for its renderers' tests: the healthy board, with readings put over it. Nothing of it is real.

import { resolve } from 'node:path';
import type { ProbeReport } from '../../../src/cli/probe/probe-report';
import type { LinkSample } from '../../../src/examination/examination';
import type { ProbeInfo } from '../../../src/probe/probe-info';
import { changedExamination } from '../../support/examination';
import type { ExaminationChange } from '../../support/examination';

export const probe: ProbeInfo = {
  family: 'stlink',
  id: '0483:374b',
  name: 'ST-LINK/V2-1',
  serial: '066CFF515349898667113512',
  carrier: { kind: 'usb', node: '/dev/bus/usb/001/004' },
  access: 'ok',
  holders: [],
};

export function reportOf(
  change: ExaminationChange = {},
  rest: Partial<ProbeReport> = {},
): ProbeReport {
  return {
    cwd: resolve('/repo'),
    list: { probes: [probe], source: '/sys/bus/usb/devices', hasBus: true },
    chosen: probe,
    examination: changedExamination(change),
    whyNot: 'it was not examined',
    linkTest: undefined,
    findings: [],
    skipped: [],
    ...rest,
  };
}

export function sample(
  speedKhz: number,
  errors: number,
  rates: readonly [rate: number, low: number, high: number],
  underReset = false,
): LinkSample {
  const [rate, rateLow, rateHigh] = rates;
  const kinds: LinkSample['kinds'] = errors === 0 ? {} : { 'ap-parity': errors };
  return {
    speedKhz,
    underReset,
    reads: 1000,
    errors,
    transfersPerRead: 1,
    kinds,
    rate,
    rateLow,
    rateHigh,
  };
}
