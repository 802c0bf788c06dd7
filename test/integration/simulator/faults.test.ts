// Faults of the bench as OpenOCD meets them: what it prints, as it was seen with hardware and with other simulations.

import assert from 'node:assert/strict';
import { unplugAt } from '../../simulator/faults/unplug';
import { heldNrst } from '../../simulator/faults/held-nrst';
import { rdp1 } from '../../simulator/faults/rdp1';
import { rdp2 } from '../../simulator/faults/rdp2';
import { swdOffAfterBoot } from '../../simulator/faults/swd-off-after-boot';
import { unpowered } from '../../simulator/faults/unpowered';
import { waitStorm } from '../../simulator/faults/wait-storm';
import { cloneIds } from '../../simulator/faults/clone-ids';
import { wrp } from '../../simulator/faults/wrp';
import { busy } from '../../simulator/faults/busy';
import type { Fault } from '../../simulator/setup';
import { useOpenOcd } from './openocd';
import type { Way } from './openocd';

interface Case {
  readonly fault: Fault;
  readonly way: Way;
  readonly commands?: readonly string[];
  readonly before?: readonly string[];
  readonly code: number;
  readonly lines: readonly RegExp[];
}

const noTarget = /^Error: init mode failed \(unable to connect to the target\)$/m;

const cases: readonly Case[] = [
  {
    fault: unpowered,
    way: 'hla',
    code: 1,
    lines: [
      /^Info : Target voltage: 0\.0\d+$/m,
      /^Error: target voltage may be too low for reliable debugging$/m,
      noTarget,
    ],
  },
  { fault: rdp2, way: 'hla', code: 1, lines: [noTarget] },
  { fault: swdOffAfterBoot, way: 'dapdirect', code: 1, lines: [noTarget] },
  {
    fault: swdOffAfterBoot,
    way: 'dapdirect',
    before: ['reset_config srst_only srst_nogate connect_assert_srst'],
    commands: ['reset halt'],
    code: 0,
    lines: [/processor detected/, /halted due to/],
  },
  {
    fault: rdp1,
    way: 'dapdirect',
    commands: ['halt', 'mdw 0x08000000'],
    code: 1,
    lines: [/halted due to debug-request/, /^Error: Failed to read memory at 0x/m],
  },
  { fault: waitStorm, way: 'hla', commands: ['halt'], code: 0, lines: [/halted due to/] },
  { fault: heldNrst, way: 'dapdirect', commands: ['mdw 0xe000ed00'], code: 0, lines: [/410fc241/] },
  {
    fault: wrp,
    way: 'hla',
    commands: ['halt', 'flash erase_sector 0 0 0'],
    code: 1,
    lines: [/stm32x device protected/],
  },
  { fault: busy, way: 'hla', code: 1, lines: [/^Error: the selected device is already used$/m] },
  // It does not end at that: a probe may come back.
  { fault: unplugAt(20), way: 'hla', code: 0, lines: [/^Error: TCP error status 0x1003$/m] },
];

describe('OpenOCD at a simulated bench with a fault', () => {
  const openocd = useOpenOcd();

  for (const { fault, way, before = [], commands = [], code, lines } of cases) {
    it([fault.id, way, ...before].join(', '), async () => {
      const bench = await openocd.bench(fault.change);
      const run = await openocd.run(way, bench, commands, before);
      assert.equal(run.code, code, run.said);
      for (const line of lines) assert.match(run.said, line);
    });
  }

  it('finds another identification than it expects in a clone of an STM32F103', async () => {
    const bench = await openocd.bench(cloneIds.change);
    const run = await openocd.run('dapdirect', bench, [], [], 'target/stm32f1x.cfg');
    assert.equal(run.code, 0, run.said);
    assert.match(run.said, /SWD DPIDR 0x2ba01477/);
  });
});
