// A simulated probe behind a stlink-server, opened by our own driver.

import { poll } from '../../src/base/abort';
import { createNodeHost } from '../../src/host/node-host';
import { toFailure } from '../../src/base/failure';
import { listProbes } from '../../src/probe/list-probes';
import { openTransport } from '../../src/probe/open-probe';
import type { ProbeInfo } from '../../src/probe/probe-info';
import { openStLink } from '../../src/probe/stlink/stlink';
import type { StLink } from '../../src/probe/stlink/stlink';
import { serveBench } from '../simulator/serve';
import type { Bench } from '../simulator/serve';
import { changed, healthy } from '../simulator/setup';
import type { SetupChange } from '../simulator/setup';
import { limited } from './dap-client';

export const benchHost = createNodeHost();

/** An examination has 2.7 s in all, of which a slow NRST takes 1.9: one that took as long as this may have lacked time. */
export const hurriedMs = 2_250;

/** Up to three times, until it is done: an examination has 2.7 s in all, in which a busy computer may not come to its end. */
export async function upToThrice<T>(
  attempt: () => Promise<T>,
  isDone: (result: T) => boolean,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if (isDone(result) || tries === 3) return result;
  }
}

/** Serves one probe for each change, and ends them whatever happens. */
export async function withBench<T>(
  changes: readonly SetupChange[],
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const bench = await serveBench(changes.map((change) => changed(healthy, change)));
  try {
    return await work(bench);
  } finally {
    await bench.dispose();
  }
}

export async function probesOf({ port }: Bench): Promise<readonly ProbeInfo[]> {
  const { probes } = await listProbes(benchHost, { stlinkServer: { host: '127.0.0.1', port } });
  return probes;
}

/** Nobody has a probe open any more: that a client has ended is heard by its server a moment later than by us. */
export async function givenBack(bench: Pick<Bench, 'openCount'>): Promise<void> {
  const isFree = () => Promise.resolve(bench.openCount() === 0 || undefined);
  await limited(poll(isFree), 'the probe to be given back');
}

/** Opens a probe with the driver and gives it back, whatever happens. */
export async function withProbe<T>(
  probe: ProbeInfo,
  work: (stlink: StLink) => Promise<T>,
): Promise<T> {
  const transport = await openTransport(benchHost, probe);
  try {
    const stlink = await openStLink(transport, probe.id);
    try {
      return await work(stlink);
    } finally {
      await stlink.close();
    }
  } finally {
    await transport.close();
  }
}

/** The only probe of a bench of its own, opened. */
export function withStLink<T>(
  change: SetupChange,
  work: (stlink: StLink, bench: Bench) => Promise<T>,
): Promise<T> {
  return withBench([change], async (bench) => {
    const [probe] = await probesOf(bench);
    return withProbe(probe!, (stlink) => work(stlink, bench));
  });
}

/** The code of what a promise is rejected with; `none` when it is not. */
export function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => toFailure(error).code,
  );
}
