// Which ROM table is believed: the vendor's, wherever the core has it, and Arm's own one only where there is no other.

import assert from 'node:assert/strict';
import type { CoreName } from '../../../src/devices/device';
import type { Answer } from '../../../src/probe/stlink/status';
import { refusal } from '../../../src/probe/stlink/status';
import type { Session } from '../../../src/examination/session';
import { readMaker } from '../../../src/examination/steps/read-maker';

type Maker = 'ST' | 'Arm';

/** PIDR4 to CIDR3 as the parts have them: ST's 0x20 in bank 0, Arm's 0x3B in bank 4. */
function identification(maker: Maker): Uint8Array {
  const [bank, pidr1, pidr2] = maker === 'ST' ? [0, 0x04, 0x0a] : [4, 0xb4, 0x0b];
  const bytes = [bank, 0, 0, 0, 0x49, pidr1, pidr2, 0, 0x0d, 0x10, 0x05, 0xb1];
  return Uint8Array.from(bytes.flatMap((byte) => [byte, 0, 0, 0]));
}

async function makerOf(
  core: CoreName,
  dpidr: number,
  tables: Readonly<Record<number, Maker>>,
): Promise<number | undefined> {
  const chip: { core: CoreName; dpidr: number; unread: unknown[]; romDesigner?: { id: number } } = {
    ...{ core, dpidr, unread: [] },
  };
  const block = (address: number): Promise<Answer<Uint8Array>> => {
    const maker = tables[address - 0xfd0];
    return Promise.resolve(
      maker === undefined
        ? refusal('ap-fault', 0x11, address)
        : { ok: true, value: identification(maker) },
    );
  };
  await readMaker({ draft: { chip }, memory: { block } } as unknown as Session);
  assert.equal(chip.unread.length, chip.romDesigner === undefined ? 1 : 0);
  return chip.romDesigner?.id;
}

describe('the maker in the ROM table', () => {
  it('is found on F7 at 0xE00FD000, where its Cortex-M7 has a table of Arm behind it', async () => {
    const tables = { 0xe00f_d000: 'ST', 0xe00f_e000: 'Arm', 0xe00f_f000: 'Arm' } as const;
    assert.equal(await makerOf('M7', 0x5ba0_2477, tables), 0x20);
  });

  it('is found on H7 at 0xE00FE000', async () => {
    const tables = { 0xe00f_e000: 'ST', 0xe00f_f000: 'Arm' } as const;
    assert.equal(await makerOf('M7', 0x6ba0_2477, tables), 0x20);
  });

  it('is looked for behind a table of Arm', async () => {
    const tables = { 0xf000_0000: 'Arm', 0xe00f_f000: 'ST' } as const;
    assert.equal(await makerOf('M0+', 0x0bc1_1477, tables), 0x20);
  });

  it('is Arm where there is no other table', async () => {
    assert.equal(await makerOf('M33', 0x0be0_1477, { 0xe00f_f000: 'Arm' }), 0x3b);
  });

  it('is not known where no table can be read', async () => {
    assert.equal(await makerOf('M4', 0x2ba0_1477, {}), undefined);
  });
});
