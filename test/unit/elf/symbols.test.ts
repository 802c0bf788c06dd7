import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElfSymbols } from '../../../src/elf/elf-image';
import { readElf } from '../../../src/elf/read-elf';
import { buildElf } from '../../support/elf-builder';
import type { ElfSpec, SymbolSpec } from '../../support/elf-builder';

const sections = [
  { name: '.text', flags: 6, addr: '0x08000000', size: 64 },
  { name: '.bss', type: 8, flags: 3, addr: '0x20000000', size: 64 },
];

function symbolsOf(symbols: readonly SymbolSpec[], spec: ElfSpec = {}): ElfSymbols {
  const result = readElf(buildElf({ sections, symbols, ...spec }));
  assert.ok(result.ok);
  return result.image.symbols;
}

const text = { section: '.text' } as const;

describe('symbols', () => {
  const example = join(__dirname, '../../../examples/f405-demo/build/f405-demo.elf');
  const firmware = readElf(readFileSync(example));
  assert.ok(firmware.ok);
  const { symbols, entry, sections: all } = firmware.image;

  it('finds a function of a real firmware by name and by every address in it', () => {
    const [reset] = symbols.named('Reset_Handler');
    assert.ok(reset);
    assert.equal(reset.kind, 'function');
    assert.equal(reset.isGlobal, true);
    assert.equal(reset.section, '.text');
    assert.equal(reset.address, entry - 1);
    assert.equal(symbols.at(reset.address)?.name, 'Reset_Handler');
    assert.equal(symbols.at(reset.address + reset.sizeBytes - 1)?.name, 'Reset_Handler');
    assert.notEqual(symbols.at(reset.address + reset.sizeBytes)?.name, 'Reset_Handler');
  });

  it('gives the symbols of a section by address, none of them a mapping symbol', () => {
    const found = all.find(({ name }) => name === '.text');
    assert.ok(found);
    const within = symbols.within(found.addr, found.addr + found.size);
    assert.ok(within.length > 20);
    assert.ok(within.every(({ address }, i) => address >= (within[i - 1]?.address ?? 0)));
    assert.ok(within.every(({ name }) => !name.startsWith('$')));
  });

  it('knows an absolute symbol by name and among the globals, but at no address', () => {
    const found = symbolsOf([{ name: '_Min_Heap_Size', value: '0x08000010' }]);
    assert.deepEqual(
      found.named('_Min_Heap_Size').map(({ address, section }) => ({ address, section })),
      [{ address: 0x08000010, section: undefined }],
    );
    assert.equal(found.at(0x08000010), undefined);
    assert.deepEqual(found.within(0, 2 ** 32), []);
    assert.deepEqual(
      found.globals().map(({ name }) => name),
      ['_Min_Heap_Size'],
    );
  });

  it('places an absolute function, such as one in ROM', () => {
    const found = symbolsOf([{ name: 'rom', value: '0x1fff0000', size: 8, type: 'function' }]);
    assert.equal(found.at(0x1fff0007)?.name, 'rom');
  });

  it('clears the Thumb bit of functions only', () => {
    const found = symbolsOf([
      { name: 'f', value: '0x08000004', size: 4, type: 'function', ...text },
      { name: 'odd', value: '0x20000001', size: 1, type: 'object', section: '.bss' },
    ]);
    assert.equal(found.named('f')[0]?.address, 0x08000004);
    assert.equal(found.named('odd')[0]?.address, 0x20000001);
  });

  it('leaves out mapping symbols, files, sections and undefined symbols', () => {
    const found = symbolsOf([
      { name: '$t', value: '0x08000000', bind: 'local', ...text },
      { name: '$d.1', value: '0x08000000', bind: 'local', ...text },
      { name: 'main.c', value: 0, type: 'file', bind: 'local' },
      { name: '.text', value: '0x08000000', type: 'section', bind: 'local', ...text },
      { name: 'missing', value: 0, section: null },
      { name: '$tock', value: '0x08000008', ...text },
    ]);
    assert.equal(found.count, 1);
    assert.equal(found.at(0x08000008)?.name, '$tock');
  });

  it('gives the innermost of nested symbols, and a label only where nothing has a size', () => {
    const found = symbolsOf([
      { name: 'outer', value: '0x08000000', size: 32, type: 'object', ...text },
      { name: 'inner', value: '0x08000008', size: 8, type: 'object', ...text },
      { name: 'label', value: '0x08000008', ...text },
      { name: 'alone', value: '0x08000030', ...text },
    ]);
    assert.equal(found.at(0x08000007)?.name, 'outer');
    assert.equal(found.at(0x08000008)?.name, 'inner');
    assert.equal(found.at(0x08000010)?.name, 'outer');
    assert.equal(found.at(0x08000030)?.name, 'alone');
    assert.equal(found.at(0x08000031), undefined);
    assert.equal(found.at(0x07ffffff), undefined);
  });

  it('gives every symbol of a name, and none for a piece of one', () => {
    const found = symbolsOf([
      { name: 'twice', value: '0x08000000', bind: 'local', ...text },
      { name: 'twice', value: '0x08000010', bind: 'local', ...text },
    ]);
    assert.equal(found.named('twice').length, 2);
    assert.equal(found.named('twic').length, 0);
    assert.equal(found.named('wice').length, 0);
    assert.equal(found.named('').length, 0);
  });

  it('reads names that are no ASCII', () => {
    const name = Buffer.from('größe').toString('latin1');
    assert.equal(symbolsOf([{ name, value: '0x08000000', ...text }]).named('größe').length, 1);
  });

  it('reads a big-endian table', () => {
    const found = symbolsOf([{ name: 'f', value: '0x08000004', size: 4, ...text }], {
      bigEndian: true,
    });
    assert.equal(found.at(0x08000006)?.name, 'f');
  });

  it('is empty in a stripped file', () => {
    const result = readElf(buildElf({ sections }));
    assert.ok(result.ok);
    assert.equal(result.image.symbols.count, 0);
    assert.equal(result.image.symbols.at(0x08000000), undefined);
  });

  it('answers for a million symbols that share one long name, in bounded memory', () => {
    const count = 1 << 20;
    const table = Buffer.alloc(count * 16);
    for (let entry = 0; entry < count; entry++) {
      table.writeUInt32LE(1 + (entry % 60_000), entry * 16);
      table.writeUInt32LE(0x08000000, entry * 16 + 4);
      table.writeUInt32LE(64, entry * 16 + 8);
      table.writeUInt16LE(1, entry * 16 + 14);
    }
    const spec: ElfSpec = { sections, symbols: [{ name: 'x'.repeat(64_000), value: 0 }] };
    const small = buildElf(spec);
    const header = small.readUInt32LE(32) + 40 * 3;
    const bytes = Buffer.concat([small, table]);
    bytes.writeUInt32LE(small.length, header + 16);
    bytes.writeUInt32LE(table.length, header + 20);
    const result = readElf(bytes);
    assert.ok(result.ok);
    const before = process.memoryUsage().rss;
    assert.ok(result.image.symbols.within(0, 2 ** 32).length > 200_000);
    assert.ok(result.image.symbols.at(0x08000010));
    assert.ok(process.memoryUsage().rss - before < 250e6);
  });
});
