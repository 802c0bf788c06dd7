// Program: uses our own USB carrier in the guest, and tells of it in JSON lines.
// Usage: node usb-driver-job.js list | version SERIAL… | use SERIAL | watch COUNT | events COUNT

import { toFailure } from '../../../src/base/failure';
import { createNodeHost } from '../../../src/host/node-host';
import { listProbes } from '../../../src/probe/list-probes';
import { openTransport } from '../../../src/probe/open-probe';
import type { Transport } from '../../../src/probe/transport';
import { UsbWorker } from '../../../src/probe/usb/worker';
import { watchProbes } from '../../../src/probe/watch-probes';

const host = createNodeHost();
const say = (value: unknown): void => console.log(JSON.stringify(value));

async function open(serial: string): Promise<Transport> {
  const { probes } = await listProbes(host);
  const probe = probes.find((each) => each.serial === serial);
  if (probe === undefined) throw new Error(`${serial} is not listed`);
  return openTransport(host, probe);
}

async function versionOf(transport: Transport): Promise<string> {
  const bytes = await transport.exchange({ command: new Uint8Array([0xf1]), inLength: 6 });
  return Buffer.from(bytes).toString('hex');
}

/** Each is opened, asked and closed. */
async function versions(serials: readonly string[]): Promise<void> {
  for (const serial of serials) {
    const transport = await open(serial);
    say({ serial, version: await versionOf(transport) });
    await transport.close();
  }
}

/** Asks until it fails. */
async function use(serial: string): Promise<never> {
  const transport = await open(serial);
  try {
    for (let count = 0; ; count++) {
      await versionOf(transport);
      if (count === 0) say('using');
    }
  } finally {
    await transport.close();
  }
}

/** Tells the serial numbers after each change, until `count` are left. */
async function watch(count: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const watching = watchProbes(host, () => {
      void listProbes(host).then(({ probes }) => {
        say(probes.map(({ serial }) => serial).sort());
        if (probes.length === count) resolve(watching.dispose());
      });
    });
    say('watching');
  });
}

/** What the worker tells of devices that come and go, as it does where the system has no file to look at. */
async function events(count: number): Promise<void> {
  const worker = await UsbWorker.start(host);
  await new Promise<void>((resolve) => {
    let seen = 0;
    worker.onChanged(() => {
      say('changed');
      if (++seen === count) resolve();
    });
    void worker.ask({ ask: 'watch' }, 'probeOpen').then(() => say('watching'));
  });
  await worker.end();
}

async function main([verb, ...words]: readonly string[]): Promise<void> {
  const [word = ''] = words;
  if (verb === 'list') say((await listProbes(host)).probes);
  else if (verb === 'version') await versions(words);
  else if (verb === 'use') await use(word);
  else if (verb === 'watch') await watch(Number(word));
  else if (verb === 'events') await events(Number(word));
  else throw new Error(`no such verb: ${verb}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { code, message, evidence } = toFailure(error);
  say({ failure: code, message, evidence });
});
