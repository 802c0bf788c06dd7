// Memory as bytes: what can be read and written, and what an unreadable piece looks like.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { loadableSegments } from '../../../src/elf/elf-image';
import { readElf } from '../../../src/elf/read-elf';
import type { DapClient } from '../../support/dap-client';
import { begin, evaluate, valueOf } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo } from '../../support/project';

/** RAM of QEMU's board: 192 KB (hw/arm/stm32f405_soc.h); the chip has 128. */
const ramStart = 0x20000000;
const ramEnd = 0x20030000;

interface Piece {
  readonly address: string;
  readonly bytes: Buffer;
  readonly unreadableBytes: number | undefined;
}

describe('memory', () => {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client, { traits: { supportsMemoryReferences: true } });
  });

  async function read(memoryReference: string, count: number, offset?: number): Promise<Piece> {
    const args = { memoryReference, count, ...(offset === undefined ? {} : { offset }) };
    const body = await client.request<NonNullable<DebugProtocol.ReadMemoryResponse['body']>>(
      'readMemory',
      args,
    );
    const { address, data = '', unreadableBytes } = body;
    return { address, bytes: Buffer.from(data, 'base64'), unreadableBytes };
  }

  it('of an array is its elements', async () => {
    const { memoryReference = '' } = await evaluate(client, 'big_array');
    const { bytes, unreadableBytes } = await read(memoryReference, 40_000);
    assert.equal(bytes.length, 40_000);
    assert.equal(unreadableBytes, undefined);
    for (let at = 0; at < 10_000; at++) assert.equal(bytes.readInt32LE(at * 4), at * 3);
  });

  it('of a constant is shown as the chip has it, not as the ELF', async () => {
    const shown = async () => [
      await valueOf(client, 's_banner'),
      (await evaluate(client, '>print s_banner[1]', 'repl')).result.replace(/^.* = /, ''),
    ];
    assert.match((await shown()).join(), /^"f405-demo.*,52 '4'$/);
    const write = async (character: string): Promise<void> => {
      // GDB writes into flash only where no range is declared read-only.
      for (const command of ['disable mem', `set var *((char *)&s_banner + 1) = ${character}`]) {
        await evaluate(client, `>${command}`, 'repl');
      }
      await evaluate(client, '>enable mem', 'repl');
    };
    await write("'X'");
    assert.match((await shown()).join(), /^"fX05-demo.*,88 'X'$/);
    const trusts = await evaluate(client, '-gdb-show trust-readonly-sections', 'repl');
    assert.match(trusts.result, /off/); // for the length of the command
    await write("'4'");
    assert.match((await shown()).join(), /^"f405-demo.*,52 '4'$/);
  });

  it('in flash is what the ELF holds', async () => {
    const file = readFileSync(demo.elf);
    const elf = readElf(file);
    assert.ok(elf.ok);
    let compared = 0;
    for (const { paddr, offset, fileSize } of loadableSegments(elf.image)) {
      const { bytes } = await read(`0x${paddr.toString(16)}`, fileSize);
      assert.deepEqual(bytes, file.subarray(offset, offset + fileSize));
      compared += fileSize;
    }
    assert.ok(compared > 3000);
  });

  it('across the end of RAM is the readable part, and the rest is counted', async () => {
    const { address, bytes, unreadableBytes } = await read('0x2002fff0', 64);
    assert.equal(Number(address), ramEnd - 16);
    assert.equal(bytes.length, 16);
    assert.equal(unreadableBytes, 48);
  });

  it('across the start of RAM is counted up to where it begins', async () => {
    const { address, bytes, unreadableBytes } = await read('0x1ffffff0', 64);
    assert.equal(Number(address), ramStart - 16);
    assert.equal(bytes.length, 0);
    assert.equal(unreadableBytes, 16);
  });

  it('where nothing is has no bytes', async () => {
    const { bytes, unreadableBytes } = await read('0x60000000', 256);
    assert.equal(bytes.length, 0);
    assert.equal(unreadableBytes, 256);
  });

  it('of no bytes is an empty answer', async () => {
    const { address, bytes } = await read('0x20000000', 0);
    assert.equal(Number(address), ramStart);
    assert.equal(bytes.length, 0);
  });

  it('takes a negative offset', async () => {
    const { memoryReference = '' } = await evaluate(client, 'big_array[100]@1');
    const { bytes } = await read(memoryReference, 8, -8);
    assert.deepEqual([bytes.readInt32LE(0), bytes.readInt32LE(4)], [98 * 3, 99 * 3]);
  });

  it('takes an expression for a reference', async () => {
    const { bytes } = await read('&g_device.serial', 8);
    assert.equal(bytes.readBigUInt64LE(), 0x1122334455667788n);
    await assert.rejects(read('nobody', 4), /nobody/);
  });

  it('comes in one answer when it is a mebibyte', async () => {
    const { bytes } = await read('0x08000000', 1 << 20);
    assert.equal(bytes.length, 1 << 20);
    assert.equal(
      bytes.readUInt32LE(4) & ~1,
      Number(await valueOf(client, '(unsigned)&Reset_Handler')) & ~1,
    );
  });

  it('is written and read back, by variables too', async () => {
    const { memoryReference = '' } = await evaluate(client, 'big_array');
    const bytes = Buffer.alloc(8);
    bytes.writeInt32LE(-7, 0);
    bytes.writeInt32LE(123456, 4);
    const args = { memoryReference, offset: 40, data: bytes.toString('base64') };
    assert.deepEqual(await client.request('writeMemory', args), { bytesWritten: 8 });
    assert.deepEqual((await read(memoryReference, 8, 40)).bytes, bytes);
    assert.equal(await valueOf(client, 'big_array[10]'), '-7');
    assert.equal(await valueOf(client, 'big_array[11]'), '123456');
  });

  it('that a watch has shown is read again after it was written', async () => {
    assert.equal(await valueOf(client, 'g_device.matrix[0][1]'), '1');
    const { memoryReference = '' } = await evaluate(client, 'g_device.matrix');
    const data = Buffer.from([0x2a, 0, 0, 0]).toString('base64');
    await client.request('writeMemory', { memoryReference, offset: 4, data });
    assert.equal(await valueOf(client, 'g_device.matrix[0][1]'), '42');
  });
});
