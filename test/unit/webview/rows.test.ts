// The rows of the memory map's picture, and the figures in it.

import assert from 'node:assert/strict';
import type { MapMemory, MemoryBlock, MemoryMap } from '../../../src/protocol/memory-map';
import { bytes, percent } from '../../../src/base/figures';
import { isMinor, rowsOf, usedTo } from '../../../src/webview/rows';

const block = (start: number, sizeBytes: number): MemoryBlock => ({
  ...{ kind: 'section', name: '.x', start, sizeBytes, isLoaded: true, hasContent: true },
  ...{ isCut: false, symbolCount: 0, symbols: [] },
});

const memory = (name: string, kind: string, start: number, blocks: MemoryBlock[]): MapMemory => {
  const usedBytes = blocks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sizeBytes = kind === 'external' ? 0x10000000 : 0x10000;
  const figures = { start, sizeBytes, usedBytes, freeBytes: sizeBytes - usedBytes };
  return { name, kind, ...figures, blocks, contents: [], regions: [], marks: [] };
};

const map: MemoryMap = {
  ...{ device: 'STM32F405RG', image: undefined, script: undefined, mapFile: undefined, notes: [] },
  memories: [
    memory('FLASH', 'flash', 0x08000000, [block(0x08000000, 0x100)]),
    memory('OTP', 'otp', 0x1fff7800, []),
    memory('SRAM1', 'ram', 0x20000000, []),
    memory('PSRAM', 'external', 0x60000000, [block(0x60000000, 0x2000)]),
  ],
  outside: [block(0x50000000, 16)],
};

describe('rows of the memory map', () => {
  const rows = rowsOf(map);

  it('begin with what is used, by address, what lies outside the part included', () => {
    const names = rows.map(({ name }) => name);
    const window = 'PSRAM (the beginning of the window)';
    assert.deepEqual(names, ['FLASH', 'outside the part', window, 'OTP', 'SRAM1']);
  });

  it('show a window of external memory as far as it is used', () => {
    const row = rows.find(({ name }) => name.startsWith('PSRAM'));
    assert.equal(row?.sizeBytes, 1024 * 1024);
    assert.equal(row?.freeBytes, 1024 * 1024 - 0x2000);
  });

  it('fold away what is empty and rarely used, never RAM', () => {
    assert.deepEqual(
      rows.filter(isMinor).map(({ name }) => name),
      ['OTP'],
    );
  });

  it('know how far a memory is used', () => {
    assert.deepEqual(rows.map(usedTo), [0x100, 16, 0x2000, 1, 1]);
  });
});

describe('figures', () => {
  it('write sizes as people read them', () => {
    const sizes = [0, 1023, 1024, 1536, 131072, 1048576, 1500000];
    const texts = ['0 B', '1023 B', '1 KiB', '1.5 KiB', '128 KiB', '1 MiB', '1.4 MiB'];
    assert.deepEqual(sizes.map(bytes), texts);
  });

  it('never round something to nothing, or almost all to all', () => {
    const parts = [0, 1, 1_000, 99_999, 100_000, 120_000];
    const texts = ['0 %', '< 1 %', '1 %', '> 99 %', '100 %', '120 %'];
    assert.deepEqual(
      parts.map((part) => percent(part, 100_000)),
      texts,
    );
  });
});
