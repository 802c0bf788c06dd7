// A simulated board behind the real OpenOCD for launches that program it, and what it holds when nobody is connected.

import assert from 'node:assert/strict';
import { serveBench } from '../simulator/serve';
import type { Bench } from '../simulator/serve';
import { changed, healthy } from '../simulator/setup';
import type { PartName, SetupChange } from '../simulator/setup';
import { qemuLaunch } from './debug-session';
import { probesOf, withProbe } from './probe-bench';

/** One bench at a time for each test of the enclosing `describe`; ended after it. */
export function useBenches(): { serve(change: SetupChange): Promise<Bench> } {
  const benches: Bench[] = [];
  afterEach(async () => {
    for (const bench of benches.splice(0)) await bench.dispose();
  });
  return {
    serve: async (change) => {
      const bench = await serveBench([changed(healthy, change)]);
      benches.push(bench);
      return bench;
    },
  };
}

/** The names of the simulator's parts as a launch has them. */
export const deviceNames: Readonly<Record<PartName, string>> = {
  f405: 'STM32F405RG',
  f103: 'STM32F103C8',
  l476: 'STM32L476RG',
  g431: 'STM32G431RB',
  h743: 'STM32H743ZI',
  l552: 'STM32L552ZE',
  h563: 'STM32H563ZI',
  g071: 'STM32G071RB',
};

/** Attributes of a launch through OpenOCD, which programs through the port: see the simulator's README. */
export function openOcdLaunch(bench: Bench, more: object = {}): Record<string, unknown> {
  return {
    ...qemuLaunch,
    servertype: 'openocd',
    stlinkServer: bench.address,
    openOCDPreConfigLaunchCommands: ['set WORKAREASIZE 0'],
    ...more,
  };
}

/** OpenOCD's scripts set some bits of DBGMCU themselves when they have found the core; not with this. */
export const noBitsOfOpenOcd = {
  openOCDLaunchCommands: ['foreach t [target names] {$t configure -event examine-end {list}}'],
};

/** Words of the target, through the probe, when no session has it. */
export async function wordsOf(bench: Bench, addresses: readonly number[]): Promise<number[]> {
  const [probe] = await probesOf(bench);
  if (probe === undefined) assert.fail('the bench has no probe');
  return withProbe(probe, async (stlink) => {
    const entered = await stlink.enterSwd();
    assert.ok(entered.ok, 'SWD does not answer');
    const words: number[] = [];
    for (const address of addresses) {
      const answer = await stlink.readWord(address);
      words.push(answer.ok ? answer.value : assert.fail(`cannot read 0x${address.toString(16)}`));
    }
    return words;
  });
}

/** DHCSR.S_HALT of the core. */
export async function isHalted(bench: Bench): Promise<boolean> {
  const [dhcsr = 0] = await wordsOf(bench, [0xe000edf0]);
  return (dhcsr & (1 << 17)) !== 0;
}

/** Intel HEX of some bytes. */
export function intelHex(address: number, bytes: readonly number[]): string {
  const record = (type: number, at: number, data: readonly number[]): string => {
    const all = [data.length, at >> 8, at & 0xff, type, ...data];
    const checksum = -all.reduce((sum, byte) => sum + byte, 0) & 0xff;
    return `:${Buffer.from([...all, checksum])
      .toString('hex')
      .toUpperCase()}`;
  };
  return [
    record(4, 0, [address >>> 24, (address >>> 16) & 0xff]),
    record(0, address & 0xffff, bytes),
    record(1, 0, []),
    '',
  ].join('\n');
}
