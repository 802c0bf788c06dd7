// DBGMCU during and after a session, on simulated parts behind the real OpenOCD: set while debugging, put back at the end.

import assert from 'node:assert/strict';
import type { PartName } from '../../simulator/setup';
import type { DapClient } from '../../support/dap-client';
import { begin, evaluate } from '../../support/debug-session';
import {
  deviceNames,
  isHalted,
  noBitsOfOpenOcd,
  openOcdLaunch,
  useBenches,
  wordsOf,
} from '../../support/flash-bench';
import { useAdapters } from '../../support/leftovers';

interface Row {
  readonly part: PartName;
  /** Register, and what is set in it while debugging: from the manuals, RM0090, RM0008, RM0351, RM0444, RM0433. */
  readonly bits: readonly (readonly [address: number, set: number])[];
}

const rows: readonly Row[] = [
  {
    part: 'f405',
    bits: [
      [0xe0042004, 0x7],
      [0xe0042008, 0x1800],
    ],
  },
  { part: 'f103', bits: [[0xe0042004, 0x307]] },
  {
    part: 'l476',
    bits: [
      [0xe0042004, 0x7],
      [0xe0042008, 0x1800],
    ],
  },
  {
    part: 'g071',
    bits: [
      [0x40015804, 0x6],
      [0x40015808, 0x1800],
    ],
  },
  {
    part: 'h743',
    bits: [
      [0x5c001004, 0x187],
      [0x5c001034, 0x40],
      [0x5c001054, 0x40000],
    ],
  },
];

/** Bits of the firmware's own: DBG_TIM2_STOP of F4. */
const freeze = 0xe0042008;
const timer2 = 0x1;

describe('the debug bits', () => {
  const adapters = useAdapters();
  const benches = useBenches();

  function attributesOf(part: PartName): object {
    return {
      device: deviceNames[part],
      // The example's image is for another part, and nothing is programmed.
      preflight: { mode: 'off' },
      loadFiles: [],
      runToEntryPoint: '',
      ...noBitsOfOpenOcd,
    };
  }

  async function word(client: DapClient, address: number): Promise<number> {
    const { result } = await evaluate(client, `*(unsigned *)0x${address.toString(16)}`);
    return Number(result);
  }

  for (const { part, bits } of rows) {
    const addresses = bits.map(([address]) => address);

    it(`of ${deviceNames[part]} are set for the session and put back behind it`, async () => {
      const bench = await benches.serve({ target: { part } });
      const zeros = bits.map(() => 0);
      assert.deepEqual(await wordsOf(bench, addresses), zeros);
      const client = adapters.start();
      await begin(client, { attributes: openOcdLaunch(bench, attributesOf(part)) });
      for (const [address, set] of bits) assert.equal(await word(client, address), set);
      await client.disconnect();
      assert.deepEqual(await wordsOf(bench, addresses), zeros);
      assert.equal(await isHalted(bench), false);
    });
  }

  it('that the firmware sets meanwhile stay', async () => {
    const bench = await benches.serve({});
    const client = adapters.start();
    await begin(client, { attributes: openOcdLaunch(bench, attributesOf('f405')) });
    await evaluate(client, `>set var *(unsigned *)0x${freeze.toString(16)} = 0x1801`, 'repl');
    await client.request('restart');
    assert.equal(await word(client, freeze), 0x1801);
    await client.disconnect();
    assert.deepEqual(await wordsOf(bench, [freeze]), [timer2]);
  });

  it('that OpenOCD has set before are its own, and stay', async () => {
    const bench = await benches.serve({});
    const client = adapters.start();
    const attributes = { ...attributesOf('f405'), openOCDLaunchCommands: [] };
    await begin(client, { request: 'attach', attributes: openOcdLaunch(bench, attributes) });
    await client.disconnect();
    assert.deepEqual(await wordsOf(bench, [0xe0042004, freeze]), [0x7, 0x1800]);
  });

  it('are only those that are wanted', async () => {
    const bench = await benches.serve({});
    const client = adapters.start();
    const attributes = { ...attributesOf('f405'), debugInLowPower: false };
    await begin(client, { attributes: openOcdLaunch(bench, attributes) });
    assert.equal(await word(client, 0xe0042004), 0);
    assert.equal(await word(client, freeze), 0x1800);
    await client.disconnect();
  });

  it('are put back when the launch fails behind them', async () => {
    const bench = await benches.serve({});
    const client = adapters.start();
    await client.initialize();
    const attributes = { ...attributesOf('f405'), postLaunchCommands: ['nonsense'] };
    await assert.rejects(client.request('launch', openOcdLaunch(bench, attributes)));
    await client.disconnect();
    assert.deepEqual(await wordsOf(bench, [0xe0042004, freeze]), [0, 0]);
  });

  it('stay where GDB crashes, and that is said', async () => {
    const bench = await benches.serve({});
    const client = adapters.start();
    await begin(client, { attributes: openOcdLaunch(bench, attributesOf('f405')) });
    const [gdb] = adapters.running('gdb-multiarch');
    process.kill(gdb?.pid ?? assert.fail('GDB does not run'), 'SIGKILL');
    await client.event('terminated');
    await client.disconnect();
    assert.deepEqual(await wordsOf(bench, [0xe0042004, freeze]), [0x7, 0x1800]);
    const said = client.bodies<{ message: string }>('stm32/log').map(({ message }) => message);
    assert.ok(
      said.some((line) => /^DBGMCU_CR, DBGMCU_APB1FZR stay .* next power cycle/.test(line)),
      said.join('\n'),
    );
  });
});
