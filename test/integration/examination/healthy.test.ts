import assert from 'node:assert/strict';
import { probeOfKind } from '../../simulator/setup';
import type { PartName, SetupChange } from '../../simulator/setup';
import type { Bench } from '../../simulator/serve';
import { withBench } from '../../support/probe-bench';
import { assertTargetLeftAlone, commandsOf, examined, examineOn, valueOf } from './examined';

/** What each part must be found to be, from its manual. */
const parts: readonly {
  readonly part: PartName;
  readonly name: string;
  readonly core: string;
  readonly devId: number;
  readonly flashKib: number;
  readonly level: string;
}[] = [
  { part: 'f405', name: 'STM32F405RG', core: 'M4', devId: 0x413, flashKib: 1024, level: 'L0' },
  { part: 'f103', name: 'STM32F103C8', core: 'M3', devId: 0x410, flashKib: 64, level: 'L0' },
  { part: 'l476', name: 'STM32L476RG', core: 'M4', devId: 0x415, flashKib: 1024, level: 'L0' },
  { part: 'g431', name: 'STM32G431RB', core: 'M4', devId: 0x468, flashKib: 128, level: 'L0' },
  { part: 'h743', name: 'STM32H743ZI', core: 'M7', devId: 0x450, flashKib: 2048, level: 'L0' },
  { part: 'l552', name: 'STM32L552ZE', core: 'M33', devId: 0x472, flashKib: 512, level: 'L0' },
  { part: 'h563', name: 'STM32H563ZI', core: 'M33', devId: 0x484, flashKib: 2048, level: 'OPEN' },
  { part: 'g071', name: 'STM32G071RB', core: 'M0+', devId: 0x460, flashKib: 128, level: 'L0' },
];

const kinds = ['v2', 'v2-1', 'v3'] as const;
/** H563's core is behind access port 1, which costs up to three commands a word. */
const mostCommands = (part: PartName) => (part === 'h563' ? 65 : 36);

/** Without what is asked again at once: how often the core is looked at until it has left reset is up to the computer. */
function differentCommands(bench: Bench): number {
  return commandsOf(bench).filter((command, index, all) => command !== all[index - 1]).length;
}

describe('examining a healthy target', () => {
  for (const { part, name, core, devId, flashKib, level } of parts) {
    for (const kind of kinds) {
      const setup: SetupChange = { target: { part, protection: level }, probe: probeOfKind(kind) };

      it(`finds ${name} whole on a ${kind}`, async () => {
        const result = await examined(setup, { deviceName: name });
        assert.deepEqual(result.opening, { state: 'opened', message: '' });
        const chip = valueOf(result.chip);
        assert.equal(chip.core, core);
        assert.equal(chip.devId, devId);
        assert.equal(chip.die?.devId, devId);
        assert.equal(chip.flashKib, flashKib);
        assert.deepEqual(chip.romDesigner, { bank: 0, id: 0x20 });
        const protection = valueOf(result.protection);
        assert.equal(protection.level, level);
        assert.equal(protection.isFlashReadable, true);
        assert.deepEqual(protection.writeProtected, []);
        const state = valueOf(result.coreState);
        assert.equal(state.isHalted, false);
        assert.equal(state.resetsSeen, 0);
        assert.equal(state.bootedFrom, 'flash');
        assert.ok(state.resetFlags?.names.includes('PINRSTF'));
        assert.deepEqual([...chip.unread, ...protection.unread, ...state.unread], []);
        const { isInResetAtStart, pulse } = valueOf(result.nrst);
        assert.equal(isInResetAtStart, false);
        assert.equal(pulse?.reachedCore, true);
        assert.ok(pulse.recoveryMs !== undefined);
        assert.equal(valueOf(result.link).samples[0]?.errors, 0);
      });
    }

    it(`takes few commands for ${name}, on the probe that takes the most`, async () => {
      const setup: SetupChange = { target: { part, protection: level }, probe: probeOfKind('v3') };
      await withBench([setup], async (bench) => {
        await examineOn(bench, { deviceName: name });
        const commands = differentCommands(bench);
        assert.ok(commands <= mostCommands(part), `${commands} commands`);
      });
    });

    it(`finds ${name} although another part is configured`, async () => {
      const other = part === 'f405' ? 'STM32H743ZI' : 'STM32F405RG';
      const setup: SetupChange = { target: { part, protection: level } };
      const result = await examined(setup, { deviceName: other });
      assert.equal(valueOf(result.chip).devId, devId);
    });

    it(`leaves ${name} alone when it may not reset`, async () => {
      await withBench([{ target: { part, protection: level } }], async (bench) => {
        const result = await examineOn(bench, { deviceName: name, mayReset: false });
        assert.equal(valueOf(result.chip).devId, devId);
        assert.equal(valueOf(result.nrst).pulse, undefined);
        assert.equal(valueOf(result.supply).haltedVolts, undefined);
        const writes = commandsOf(bench).filter((command) =>
          /^f2(35|3c|32|34|08|0d|48)/.test(command),
        );
        assert.deepEqual(writes, []);
      });
    });
  }

  it('finds it clean 100 times of 100, and leaves it as it was', async () => {
    await withBench([{}], async (bench) => {
      let fewest = Infinity;
      for (let run = 0; run < 100; run++) {
        const result = await examineOn(bench);
        fewest = Math.min(fewest, result.commands);
        assert.equal(result.opening.state, 'opened');
        assert.equal(valueOf(result.link).fastestCleanKhz, 1800);
        assert.equal(valueOf(result.coreState).bootedFrom, 'flash');
        assert.equal(valueOf(result.coreState).isHalted, false);
        assert.equal(valueOf(result.nrst).pulse?.reachedCore, true);
      }
      await assertTargetLeftAlone(bench);
      assert.ok(fewest <= 40, `${fewest} commands`);
    });
  });

  it('runs at the clock that it was asked for', async () => {
    const result = await examined({}, { speedKhz: 500 });
    assert.equal(valueOf(result.connection).succeeded?.speedKhz, 480);
  });

  it('needs no firmware that can set the clock', async () => {
    const result = await examined({ probe: { ...probeOfKind('v2'), firmware: 'J21S4' } });
    assert.equal(valueOf(result.connection).succeeded?.speedKhz, undefined);
    assert.equal(valueOf(result.chip).devId, 0x413);
  });

  it('is asked in the order that disturbs least', async () => {
    await withBench([{}], async (bench) => {
      await examineOn(bench);
      const commands = commandsOf(bench);
      const at = (start: string) => commands.findIndex((command) => command.startsWith(start));
      const order = ['f7', 'f243', 'f230', 'f236', 'f207', 'f235', 'f23c', 'f221'].map(at);
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      );
      assert.ok(order.every((index) => index >= 0));
    });
  });
});
