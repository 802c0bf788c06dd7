// Program: a debug session of the built adapter with st-util and the simulated probe of that serial number, told in JSON
// lines. Runs in the guest. Usage: node --import tsx usb-st-util-job.ts SERIAL

import { DapClient } from '../../support/dap-client';
import { begin, position, qemuLaunch, runTo, valueOf } from '../../support/debug-session';

/** Everything is emulated; the job has a limit of its own. */
const limitMs = 100_000;

async function main(serialNumber: string): Promise<void> {
  const say = (what: string, value: unknown): void =>
    console.log(JSON.stringify({ [what]: value }));
  const client = DapClient.start();
  client.limitMs = limitMs;
  const attributes = {
    ...{ ...qemuLaunch, servertype: 'stutil', serialNumber },
    // It programs by a loader in RAM, whose writes to the flash QEMU ignores: the image is there from the beginning.
    loadFiles: [],
  };
  try {
    await begin(client, { attributes });
    say('start', await position(client));
    await runTo(client, 'call');
    say('line', await position(client));
    await client.stopAfter('stepIn', { threadId: 1 });
    say('stepped', await position(client));
    say('counter', await valueOf(client, 'g_counter'));
    await client.stopAfter('restart', {});
    say('again', await position(client));
    say('counterAgain', await valueOf(client, 'g_counter'));
    await client.disconnect();
    say('end', true);
  } catch (error) {
    say(
      'failure',
      `${error instanceof Error ? error.message : String(error)}\n${client.outputText('console')}`,
    );
    client.kill();
  }
}

void main(process.argv[2] ?? '');
