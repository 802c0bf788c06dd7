// The part of the Probes view that lives in the analyzer's bundle, loaded with the first look at probes: listing,
// examining, testing the link.

import { judgeProbe } from '../../analysis/judge-probe';
import type { Disposable } from '../../base/disposable';
import { Failure } from '../../base/failure';
import { parseHostPort } from '../../base/host-port';
import { findDevice } from '../../devices/find-device';
import { examine } from '../../examination/examine';
import type { Examination, LinkSample } from '../../examination/examination';
import { testLink } from '../../examination/test-link';
import type { LinkTest } from '../../examination/test-link';
import { createNodeHost } from '../../host/node-host';
import type { ServerDriver } from '../../launch/server-driver';
import { listProbes } from '../../probe/list-probes';
import type { ProbeInfo, ProbeList } from '../../probe/probe-info';
import { watchProbes } from '../../probe/watch-probes';
import type { ExaminedProbe } from './probes-state';

/**
 * @param stlinkServer `host:port` of ST's stlink-server; empty: the probes on USB.
 * @throws Failure as `listProbes`, and `stlink-server-unknown` for what is no address.
 */
export function findProbes(stlinkServer: string): Promise<ProbeList> {
  if (stlinkServer === '') return listProbes(createNodeHost());
  const address = parseHostPort(stlinkServer);
  if (address === undefined) {
    const message = `The setting stm32-preflight.stlinkServer is "${stlinkServer}", which is not host:port.`;
    return Promise.reject(new Failure('stlink-server-unknown', 'user', message));
  }
  return listProbes(createNodeHost(), { stlinkServer: address });
}

/** Calls back when a probe may have come or gone, until it is disposed. */
export function watchForProbes(onChange: () => void): Disposable {
  return watchProbes(createNodeHost(), onChange);
}

/** What is judged, and for which launch. */
export interface JudgeRequest {
  readonly probe: ProbeInfo;
  readonly list: ProbeList;
  readonly mayReset: boolean;
  /** As the launch configurations have them, where they agree. */
  readonly device: string | undefined;
  readonly servertype: string | undefined;
  /** Path of the workspace folder. */
  readonly folder: string;
  readonly drivers: readonly ServerDriver[];
}

export interface ExamineRequest extends JudgeRequest {
  readonly signal: AbortSignal;
}

/** @throws Failure `cancelled` */
export async function examineProbe(request: ExamineRequest): Promise<ExaminedProbe> {
  const { probe, mayReset, device, signal } = request;
  const match = device === undefined ? undefined : findDevice(device);
  const examination = await examine(createNodeHost(), probe, {
    device: match?.kind === 'found' ? match.device : undefined,
    mayReset,
    signal,
  });
  return judgeExamination(request, examination, Date.now());
}

/** @param atMs when it was examined */
export async function judgeExamination(
  request: JudgeRequest,
  examination: Examination,
  atMs: number,
): Promise<ExaminedProbe> {
  const { probe, list, mayReset, device, servertype, folder: baseDir, drivers } = request;
  const { serial: serialNumber, carrier } = probe;
  const stlinkServer = carrier.kind === 'usb' ? undefined : `${carrier.host}:${carrier.port}`;
  const user = { mayReset, device, servertype, serialNumber, stlinkServer };
  const judged = await judgeProbe(createNodeHost(), { list, examination }, user, {
    drivers,
    baseDir,
  });
  return { ...judged, examination, mayReset, atMs };
}

export interface LinkTestRequest {
  readonly probe: ProbeInfo;
  readonly mayReset: boolean;
  readonly onSample: (sample: LinkSample) => void;
  readonly signal: AbortSignal;
}

/** @throws Failure `cancelled` */
export function testProbeLink({ probe, ...options }: LinkTestRequest): Promise<LinkTest> {
  return testLink(createNodeHost(), probe, options);
}
