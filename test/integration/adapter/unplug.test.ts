// The probe is pulled out at every single command of a launch, from the first of the examination to the last of
// OpenOCD's start: the launch ends in time with words about the probe, and nothing stays behind.

import assert from 'node:assert/strict';
import { unplugAt } from '../../simulator/faults/index';
import { serveBench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { DapClient, DapError } from '../../support/dap-client';
import { qemuLaunch } from '../../support/debug-session';
import { atOnceMs, useAdapters } from '../../support/leftovers';
import { givenBack } from '../../support/probe-bench';

/** Launches that are under way at the same time. */
const lanes = 3;

function launchOn(address: string): object {
  return { ...qemuLaunch, servertype: 'openocd', stlinkServer: address, connect: 'configured' };
}

describe('a probe that is pulled out', () => {
  const adapters = useAdapters();

  /** How many commands a healthy launch sends, up to the end of OpenOCD's start. */
  async function commandsOfLaunch(): Promise<number> {
    const bench = await serveBench([healthy]);
    const client = adapters.start();
    await client.initialize();
    // Stopped before GDB loads anything: OpenOCD is ready then.
    const launched = client.request('launch', {
      ...launchOn(bench.address),
      openOCDLaunchCommands: ['init', 'shutdown'],
    });
    await assert.rejects(launched);
    await client.disconnect();
    const all = bench.transcript.length;
    await bench.dispose();
    return all;
  }

  async function launchUnplugged(client: DapClient, command: number): Promise<string> {
    const bench = await serveBench([changed(healthy, unplugAt(command).change)]);
    const began = performance.now();
    const said = await client
      .request('launch', {
        ...launchOn(bench.address),
        openOCDLaunchCommands: ['init', 'shutdown'],
      })
      .then(
        () => assert.fail(`it was launched without a probe from command ${command} on`),
        (error: DapError) => error.text,
      );
    const tookMs = performance.now() - began;
    assert.ok(tookMs < atOnceMs, `command ${command}: ${tookMs} ms`);
    await givenBack(bench);
    await bench.dispose();
    return said;
  }

  it('at any command of a launch ends it with words about the probe, and leaves nothing', async () => {
    const all = await commandsOfLaunch();
    assert.ok(all > 50, `${all} commands in all`);
    const commands = Array.from({ length: all - 1 }, (_, index) => index + 1);
    const ours: number[] = [];
    const lane = async (): Promise<void> => {
      const client = adapters.start();
      await client.initialize();
      for (let command = commands.shift(); command !== undefined; command = commands.shift()) {
        const said = await launchUnplugged(client, command);
        // Ours say what became of the probe; from there on OpenOCD's own last lines are what there is. How many are
        // ours differs by one or two: NRST is looked at until it is up.
        if (/^The probe ST-LINK\/V2-1 /.test(said)) ours.push(command);
        else assert.match(said, /OpenOCD|TCP error status/, `command ${command}: ${said}`);
      }
      await client.disconnect();
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    assert.ok(ours.length > 25 && Math.max(...ours) < 45, `ours: ${ours.join(' ')}`);
    assert.deepEqual(adapters.children(), []);
  }).timeout(600_000);
});
