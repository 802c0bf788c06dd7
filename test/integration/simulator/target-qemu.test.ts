// The simulated target whose core is QEMU's: code truly runs, halts, steps, comes to breakpoints, and is programmed.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  endMarked,
  markedEnv,
  markedProcesses,
  newMark,
} from '../../../scripts/parts/marked-processes.mjs';
import { readElf } from '../../../src/elf/read-elf';
import { graceMs } from '../../support/leftovers';
import { demo } from '../../support/project';
import { TargetClient, aircr, dhcsr, scs } from '../../support/target-client';

const select = { sp: 13, pc: 15, xpsr: 16, msp: 17, psp: 18, special: 20, fpscr: 0x21, s1: 0x41 };
const flash = { start: 0x08000000, keyr: 0x40023c04, sr: 0x40023c0c, cr: 0x40023c10 } as const;
const counter = 0x20000010;

/** Vectors and `for (;;) ++*counter;` at 0x08000100, as words. */
const countingProgram: readonly (readonly [offset: number, ...words: readonly number[]])[] = [
  [0x000, 0x20001000, 0x08000101],
  // ldr r1, [pc, #8]; loop: ldr r0, [r1]; adds r0, #1; str r0, [r1]; b loop; nop; .word counter
  [0x100, 0x68084902, 0x60083001, 0xbf00e7fb, counter],
];
/** The same place: `*AIRCR = 0x05FA0004; b .` */
const resettingProgram: typeof countingProgram = [
  [0x000, 0x20001000, 0x08000101],
  // ldr r1, [pc, #8]; ldr r0, [pc, #12]; str r0, [r1]; b .; nop; nop; .word AIRCR, value
  [0x100, 0x48034902, 0xe7fe6008, 0xbf00bf00, scs.aircr, aircr.system],
];

function symbol(name: string): number {
  const elf = readElf(readFileSync(demo.elf));
  assert.ok(elf.ok);
  const [found] = elf.image.symbols.named(name);
  assert.ok(found, name);
  return found.address;
}

/** Through the flash controller, as a debugger does. */
async function program(client: TargetClient, words: typeof countingProgram): Promise<void> {
  for (const key of [0x45670123, 0xcdef89ab]) await client.setWord(flash.keyr, key);
  await client.setWord(flash.cr, 0x10002);
  await client.word(flash.sr);
  await client.setWord(flash.cr, 0x201);
  for (const [offset, ...values] of words) {
    assert.equal(await client.write(flash.start + offset, 4, ...values), 'ok');
  }
  assert.equal((await client.word(flash.sr)) & 0xf2, 0);
  await client.setWord(flash.cr, 0x80000000);
}

/** Reads until it is so; each read lets the core run on. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let reads = 0; reads < 5000; reads++) if (await isSo()) return;
  assert.fail(`never ${what}`);
}

async function changes(client: TargetClient, address: number): Promise<boolean> {
  const before = await client.word(address);
  for (let reads = 0; reads < 1000; reads++) {
    if ((await client.word(address)) !== before) return true;
  }
  return false;
}

describe('simulated target on QEMU', () => {
  const started: TargetClient[] = [];
  const start = async (image?: string): Promise<TargetClient> => {
    const client = await TargetClient.start({
      core: 'qemu',
      ...(image === undefined ? {} : { image }),
    });
    started.push(client);
    return client;
  };
  afterEach(async () => {
    for (const { wire } of started.splice(0)) await wire.dispose();
  });

  it('runs its image from the start, and goes on while its memory is read', async () => {
    const client = await start(demo.elf);
    assert.ok(await changes(client, symbol('g_ticks')));
    await client.setWord(scs.demcr, 1 << 24);
    assert.equal((await client.word(scs.pcsr)) >>> 16, 0x0800);
    assert.equal(await client.isHalted(), false);
    // What QEMU has not, and what it says otherwise.
    assert.equal(await client.word(scs.cpuid), 0x410fc241);
    assert.equal(await client.word(0xe0042000), 0x10076413);
    assert.equal(await client.ackOf(0x1fff7a20), 'ok');
    assert.equal(await client.ackOf(0x60000000), 'fault');
  });

  it('halts, steps and stands still in between', async () => {
    const client = await start(demo.elf);
    await client.halt();
    assert.equal(await client.isHalted(), true);
    assert.equal(await changes(client, symbol('g_ticks')), false);
    const before = await client.register(select.pc);
    await client.step();
    assert.notEqual(await client.register(select.pc), before);
    assert.equal(await client.isHalted(), true);
    await client.resume();
    assert.ok(await changes(client, symbol('g_ticks')));
  });

  it('comes to a breakpoint, and to the vector catch before it', async () => {
    const client = await start(demo.elf);
    const main = symbol('main');
    await client.setWord(scs.fpControl, 3);
    const upper = main % 4 === 2;
    await client.setWord(scs.fpComparator, ((upper ? 0x80000001 : 0x40000001) | (main & ~3)) >>> 0);
    await client.halt();
    await client.setWord(scs.demcr, 1);
    await client.setWord(scs.aircr, aircr.system);
    assert.equal(await client.isHalted(), true);
    assert.equal(await client.register(select.pc), symbol('Reset_Handler'));
    await client.setWord(scs.dfsr, 0x1f);
    await client.resume();
    await until('halted', () => client.isHalted());
    assert.equal(await client.register(select.pc), main);
    assert.equal(await client.word(scs.dfsr), 2);
    await client.resume();
    assert.equal(await client.isHalted(), true);
    await client.setWord(scs.fpControl, 2);
    await client.resume();
    assert.ok(await changes(client, symbol('g_ticks')));
  });

  it('gives and takes all registers of the core', async () => {
    const client = await start(demo.elf);
    await client.setWord(scs.demcr, 1);
    await client.halt();
    await client.setWord(scs.aircr, aircr.system);
    const around = Buffer.from(await client.bytes(0x20000000, 64));
    assert.equal(await client.register(select.msp), await client.register(select.sp));
    for (const [selector, value] of [
      [0, 0x11223344],
      [12, 0x55667788],
      [select.psp, 0x20001ff8],
      [select.msp, 0x20003000],
      [select.special, 0x02000001],
      [select.fpscr, 0x03000000],
      [select.s1, 0x40490fdb],
    ] as const) {
      await client.setRegister(selector, value);
      assert.equal(await client.register(selector), value, `register ${selector}`);
    }
    // CONTROL.SPSEL is set: SP is the process stack now.
    assert.equal(await client.register(select.sp), 0x20001ff8);
    assert.equal(await client.register(0), 0x11223344);
    assert.equal(await client.register(select.pc), symbol('Reset_Handler'));
    assert.deepEqual(Buffer.from(await client.bytes(0x20000000, 64)), around);
  });

  it('runs what is programmed through the flash controller, also after resets', async () => {
    const client = await start(demo.elf);
    await client.halt();
    await program(client, countingProgram);
    for (let resets = 0; resets < 2; resets++) {
      await client.setWord(scs.aircr, aircr.system);
      await client.resume();
      assert.ok(await changes(client, counter));
      assert.equal(await client.word(flash.start + 0x10c), counter);
    }
    await client.wire.driveNrst('low');
    await client.wire.driveNrst('released');
    await until('out of reset', async () => ((await client.status()) & dhcsr.wasReset) === 0);
    assert.ok(await changes(client, counter));
  });

  it('notices that the program resets itself, and catches it', async () => {
    const client = await start(demo.elf);
    await client.halt();
    await program(client, resettingProgram);
    await client.setWord(scs.aircr, aircr.system);
    await client.resume();
    for (let resets = 0; resets < 3; resets++) {
      await until('reset', async () => ((await client.status()) & dhcsr.wasReset) !== 0);
    }
    await client.setWord(scs.demcr, 1);
    await until('caught', () => client.isHalted());
    assert.equal(await client.register(select.pc), 0x08000100);
    assert.equal((await client.word(0x40023874)) & (1 << 28), 1 << 28);
  });

  it('locks up with an erased flash, and lives again when it is programmed', async () => {
    const client = await start();
    await until('locked up', async () => ((await client.status()) & dhcsr.isLockedUp) !== 0);
    await client.halt();
    assert.equal(await client.register(select.pc), 0xfffffffe);
    await program(client, countingProgram);
    await client.setWord(scs.aircr, aircr.system);
    await client.resume();
    assert.ok(await changes(client, counter));
  });

  it('is refused for other parts', async () => {
    await assert.rejects(TargetClient.start({ core: 'qemu', part: 'f103' }), /STM32F405/);
  });
});

describe('simulated target on QEMU: its process', () => {
  it('ends when its owner is killed', async () => {
    const mark = newMark();
    const owner = spawn(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'target-qemu-process.ts')],
      { env: markedEnv(mark), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(owner.stdout, 'data');
    const isQemu = ({ command }: { command: string }): boolean => command.startsWith('qemu-system');
    assert.equal(markedProcesses(mark).filter(isQemu).length, 1);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    assert.deepEqual(await endMarked(mark, graceMs), []);
  });
});
