// Program: lists and uses the probe of a stlink-server, watches USB for a moment, and then has nothing more to do. It
// must end by itself, since nobody ends it.
// Usage: node idle-job.js PORT

import { createNodeHost } from '../../../src/host/node-host';
import { listProbes } from '../../../src/probe/list-probes';
import { openTransport } from '../../../src/probe/open-probe';
import { openStLink } from '../../../src/probe/stlink/stlink';
import { watchProbes } from '../../../src/probe/watch-probes';

async function main(port: number): Promise<void> {
  const host = createNodeHost();
  const watch = watchProbes(host, () => undefined);
  await listProbes(host);
  const { probes } = await listProbes(host, { stlinkServer: { host: '127.0.0.1', port } });
  const [probe] = probes;
  if (probe === undefined) throw new Error('no probe is listed');
  const stlink = await openStLink(await openTransport(host, probe), probe.id);
  await stlink.enterSwd();
  await stlink.close();
  // A probe that is not there: the USB worker is started, and has to go again.
  const carrier = { kind: 'usb', node: '/dev/bus/usb/250/250' } as const;
  await openTransport(host, { ...probe, carrier }).catch(() => undefined);
  await watch.dispose();
  console.log('done');
}

void main(Number(process.argv[2]));
