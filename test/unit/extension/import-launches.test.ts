// What of a folder can be imported, and what is filled in from its files.

import assert from 'node:assert/strict';
import { importLaunches } from '../../../src/extension/import-launches';
import type { ImportableFiles } from '../../../src/extension/import-launches';

const project = {
  elfs: [
    { path: 'old.elf', modifiedMs: 1 },
    { path: 'build/new.elf', modifiedMs: 2 },
  ],
  iocs: [{ path: 'a.ioc', device: 'STM32F405RG' }],
};

function sourcesOf(files: Partial<ImportableFiles>) {
  const found = importLaunches({ launchJson: undefined, launchFiles: [], project, ...files });
  assert.ok(found.ok);
  return found.sources;
}

describe('importLaunches', () => {
  it("lists other debuggers' configurations, and no others", () => {
    const launchJson = JSON.stringify({
      configurations: [
        { type: 'stm32', name: 'Ours' },
        { type: 'node', name: 'Script' },
        { type: 'cortex-debug', name: 'Theirs', servertype: 'qemu' },
      ],
    });
    const names = sourcesOf({ launchJson }).map(({ name, origin }) => `${name} (${origin})`);
    assert.deepEqual(names, ['Theirs (launch.json: Cortex-Debug)']);
  });

  it('fills in the newest ELF file and the part', () => {
    const launchJson = '{ "configurations": [{ "type": "stlinkgdbtarget", "name": "A" }] }';
    const [source] = sourcesOf({ launchJson });
    assert.ok(source?.ok);
    const { executable, device } = source.convert().configuration;
    assert.equal(executable, '${workspaceFolder}/build/new.elf');
    assert.equal(device, 'STM32F405RG');
    assert.match(source.page('B'), /^# Imported: B\n/);
  });

  it('guesses no part where the .ioc files name several', () => {
    const iocs = [...project.iocs, { path: 'b.ioc', device: 'STM32F103C8' }];
    const launchJson = '{ "configurations": [{ "type": "gdbtarget", "name": "A" }] }';
    const [source] = sourcesOf({ launchJson, project: { ...project, iocs } });
    assert.ok(source?.ok);
    assert.equal(source.convert().configuration['device'], undefined);
  });

  it('lists a .launch file with its project folder, and one that is broken with the place', () => {
    const head =
      '<launchConfiguration type="com.st.stm32cube.ide.mcu.debug.launch.launchConfigurationType">';
    const launchFiles = [
      { path: 'pump/pump Debug.launch', text: `${head}</launchConfiguration>` },
      { path: 'bad.launch', text: `${head}\n<oops` },
    ];
    const [good, bad] = sourcesOf({ launchFiles });
    assert.ok(good?.ok);
    assert.equal(good.name, 'pump Debug');
    assert.equal(good.convert().configuration['cwd'], '${workspaceFolder}/pump');
    assert.ok(bad !== undefined && !bad.ok);
    assert.match(bad.fault, /^line 2, column \d+: it is no XML/);
  });

  it('tells the place of a mistake in launch.json, because nothing could be put there', () => {
    const found = importLaunches({ launchJson: '{ "a" }', launchFiles: [], project });
    assert.ok(!found.ok);
    assert.equal(found.fault.line, 1);
  });

  it('finds nothing in a folder with nothing', () => {
    assert.deepEqual(sourcesOf({}), []);
    assert.deepEqual(sourcesOf({ launchJson: '  ' }), []);
  });
});
