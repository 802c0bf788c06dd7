// Probes and states of the Probes view for its tests.

import type { Finding } from '../../../../src/findings/finding';
import type { ProbeInfo, ProbeList } from '../../../../src/probe/probe-info';
import type { ExaminedProbe, ProbesState } from '../../../../src/extension/probes/probes-state';
import { changedExamination, healthyExamination } from '../../../support/examination';
import type { ExaminationChange } from '../../../support/examination';

export const serial = '066CFF515349898667113512';

export function probe(change: Partial<ProbeInfo> = {}): ProbeInfo {
  return {
    family: 'stlink',
    id: '0483:374b',
    name: 'ST-LINK/V2-1',
    serial,
    carrier: { kind: 'usb', node: '/dev/bus/usb/001/004' },
    access: 'ok',
    holders: [],
    ...change,
  };
}

export function listOf(...probes: readonly ProbeInfo[]): ProbeList {
  return { probes, source: '/sys/bus/usb/devices', hasBus: true };
}

export function finding(change: Partial<Finding> = {}): Finding {
  return {
    id: 'nrst-slow',
    severity: 'warning',
    message: 'The reset line rises in 180 ms.',
    evidence: [{ what: 'NRST is up after 180 ms', where: 'the probe' }],
    fixes: [{ title: 'Use a smaller capacitor.' }],
    ...change,
  };
}

export function examined(
  change: ExaminationChange = {},
  more: Partial<ExaminedProbe> = {},
): ExaminedProbe {
  return {
    examination: { ...healthyExamination, ...changedExamination(change) },
    findings: [],
    skipped: [],
    made: ['nrst-slow', 'supply-absent'],
    atMs: 0,
    mayReset: true,
    ...more,
  };
}

export function stateOf(change: Partial<ProbesState> = {}): ProbesState {
  return {
    list: listOf(probe()),
    failure: undefined,
    session: undefined,
    examined: new Map(),
    active: new Map(),
    chosenSerial: undefined,
    ...change,
  };
}
