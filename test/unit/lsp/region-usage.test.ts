import assert from 'node:assert/strict';
import { regionUsage } from '../../../src/lsp/region-usage';
import { buildWith, scriptAtCursor } from '../../support/script-at-cursor';

const script = `MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 64K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 16K
}
SECTIONS
{
  .text : { *(.text*) } >FLASH
  .data : { *(.data*) } >RAM AT> FLASH
  .bss : { *(.bss*) } >RAM
}
`;

describe('regionUsage', () => {
  const { view } = scriptAtCursor(script);

  it('counts .data where it runs and where it is stored, and .bss only where it runs', () => {
    const usage = regionUsage(
      view.facts.script,
      buildWith([
        { name: '.text', address: 0x08000000, sizeBytes: 0x1000 },
        { name: '.data', address: 0x20000000, sizeBytes: 0x100, loadAddress: 0x08001000 },
        { name: '.bss', address: 0x20000100, sizeBytes: 0x200, isNobits: true },
      ]),
    );
    assert.deepEqual(
      [...usage.values()].map(({ region, usedBytes, lengthBytes, parts }) => [
        ...[region, usedBytes, lengthBytes],
        parts.map(({ section, isLoadOnly }) => (isLoadOnly ? `${section} stored` : section)),
      ]),
      [
        ['FLASH', 0x1100, 0x10000, ['.text', '.data stored']],
        ['RAM', 0x300, 0x4000, ['.data', '.bss']],
      ],
    );
  });

  it('counts gaps, as the linker does', () => {
    const build = buildWith([
      { name: '.text', address: 0x08000000, sizeBytes: 0x10 },
      { name: '.config', address: 0x08008000, sizeBytes: 0x10 },
    ]);
    assert.equal(regionUsage(view.facts.script, build).get('FLASH')?.usedBytes, 0x8010);
  });

  it('counts a load address of what has no bytes in the file for nothing', () => {
    const build = buildWith([
      { name: '.bss', address: 0x20000000, sizeBytes: 64, loadAddress: 0x08000100, isNobits: true },
    ]);
    assert.equal(regionUsage(view.facts.script, build).get('FLASH')?.usedBytes, 0);
  });

  it('follows the script where regions share addresses, and the address where the script changed', () => {
    const { view: shared } = scriptAtCursor(`MEMORY {
  BOOT : ORIGIN = 0x08000000, LENGTH = 64K
  APP : ORIGIN = 0x08000000, LENGTH = 64K
}
SECTIONS { .text : { *(.text) } >APP }`);
    const usage = regionUsage(
      shared.facts.script,
      buildWith([
        { name: '.text', address: 0x08000000, sizeBytes: 16 },
        { name: '.gone', address: 0x08000010, sizeBytes: 16 },
      ]),
    );
    assert.equal(usage.get('APP')?.usedBytes, 16);
    assert.equal(usage.get('BOOT')?.usedBytes, 32);
  });

  it('leaves out regions whose length nobody knows', () => {
    const { view: open } = scriptAtCursor(
      'MEMORY { A : ORIGIN = 0, LENGTH = _size\n B : ORIGIN = 16, LENGTH = 16 }',
    );
    assert.deepEqual([...regionUsage(open.facts.script, buildWith([])).keys()], ['B']);
  });
});
