// Which part a script alone is for: every place that says so, their order, and scripts of other boards beside it.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lookIntoFolder, partOfScript } from '../../../src/analysis/part-of-script';
import type { PartOfScript } from '../../../src/analysis/part-of-script';
import { createNodeHost } from '../../../src/host/node-host';

const ioc =
  'Mcu.UserName=STM32F446RETx\nMcu.Name=STM32F446R(C-E)Tx\nProjectManager.ProjectName=a\n';

describe('part of a script', () => {
  let folder = '';
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  /** @param folders names, the script's own first. */
  const partOf = async (
    script: string,
    folders: readonly string[] = ['.'],
    chosen?: string,
    text = '',
  ): Promise<PartOfScript> => {
    const seen = await Promise.all(
      folders.map((name) => lookIntoFolder(createNodeHost(), join(folder, name))),
    );
    return partOfScript(join(folder, script), text, seen, chosen);
  };
  const nameOf = ({ part }: PartOfScript): string | undefined => part?.device.name;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'part-')));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is not known where nobody names one', async () => {
    const found = await partOf('link.ld');
    assert.equal(found.part, undefined);
    assert.deepEqual(found.choices, []);
  });

  it('is the one in the name of the script', async () => {
    const found = await partOf('STM32F405RGTx_FLASH.ld');
    assert.equal(nameOf(found), 'STM32F405RG');
    assert.match(found.part?.source ?? '', /STM32F405RGTx_FLASH\.ld names the part/);
  });

  it('is the one in its head comment', async () => {
    const text = '/* Linker script for STM32F746NGHx Device */';
    assert.equal(nameOf(await partOf('link.ld', ['.'], undefined, text)), 'STM32F746NG');
  });

  it('is that of the .ioc above it', async () => {
    write('a.ioc', ioc);
    assert.equal(nameOf(await partOf('ld/link.ld', ['ld', '.'])), 'STM32F446RE');
  });

  it('is that of launch.json before that of the .ioc, which stays named', async () => {
    write('a.ioc', ioc);
    const configurations = [{ type: 'stm32', device: 'STM32F446RC' }];
    write('.vscode/launch.json', JSON.stringify({ configurations }));
    const found = await partOf('link.ld');
    assert.equal(nameOf(found), 'STM32F446RC');
    assert.deepEqual(
      found.named.map(({ kind }) => kind),
      ['configuration', 'ioc'],
    );
  });

  it('is none of launch.json where its configurations are for several', async () => {
    const configurations = ['STM32F446RC', 'STM32H743ZI'].map((device) => ({
      type: 'cortex-debug',
      device,
    }));
    write('.vscode/launch.json', JSON.stringify({ configurations }));
    assert.equal(nameOf(await partOf('link.ld')), undefined);
  });

  it('is that of the configuration that names the script', async () => {
    const configurations = [
      { type: 'stm32', device: 'STM32F446RC', linkerScript: '${workspaceFolder}/a.ld' },
      { type: 'stm32', device: 'STM32H743ZI', linkerScript: '${workspaceFolder}/b.ld' },
    ];
    write('.vscode/launch.json', JSON.stringify({ configurations }));
    assert.equal(nameOf(await partOf('b.ld')), 'STM32H743ZI');
  });

  it("stays the script's own where another script beside it is for the project's part", async () => {
    write('a.ioc', ioc);
    write('STM32F446RETx_FLASH.ld', '');
    write('STM32H743ZITx_FLASH.ld', '');
    assert.equal(nameOf(await partOf('STM32H743ZITx_FLASH.ld')), 'STM32H743ZI');
  });

  it("is the project's where a renamed part left the only script behind", async () => {
    write('a.ioc', ioc);
    write('STM32H743ZITx_FLASH.ld', '');
    const found = await partOf('STM32H743ZITx_FLASH.ld');
    assert.equal(nameOf(found), 'STM32F446RE');
    assert.deepEqual(
      found.choices.map(({ part }) => part),
      ['STM32F446RE', 'STM32H743ZI'],
    );
  });

  it("is not that of a project above when the script's own name says another", async () => {
    write('a.ioc', ioc);
    assert.equal(nameOf(await partOf('b/STM32H743ZITx.ld', ['b', '.'])), 'STM32H743ZI');
  });

  it('is what the user chose, and a choice that is no part is passed over', async () => {
    write('a.ioc', ioc);
    assert.equal(nameOf(await partOf('link.ld', ['.'], 'STM32L476RG')), 'STM32L476RG');
    assert.equal(nameOf(await partOf('link.ld', ['.'], 'nothing')), 'STM32F446RE');
  });

  it('offers the parts of a line where only that is known', async () => {
    const { part, choices } = await partOf('stm32f405xx_flash.ld');
    assert.equal(part?.device.match, 'line');
    assert.ok(choices.some((each) => each.part === 'STM32F405RG'));
  });
});
