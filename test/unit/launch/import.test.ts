// Importing other debuggers' configurations: each folder of test/fixtures/import has one, written by hand in the
// dialect, and what becomes of it.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { appendEdit } from '../../../src/launch/import/append-edit';
import { fillIn } from '../../../src/launch/import/fill-in';
import { dialectOf, importConfiguration, importLaunchFile } from '../../../src/launch/import/index';
import type { Imported } from '../../../src/launch/import/imported';
import { notesPage } from '../../../src/launch/import/notes-page';
import type { RawConfiguration } from '../../../src/launch/launch-json';
import { readLaunchJson } from '../../../src/launch/launch-json';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { substituteVariables } from '../../../src/launch/variables';
import { drivers } from '../../../src/servers';
import { expectGolden } from '../../support/golden';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'import');
const place = { name: 'pump Debug', projectFolder: '${workspaceFolder}/pump' };

function importOf(folder: string): Imported {
  const xml = join(folder, 'source.launch');
  if (!existsSync(xml)) {
    const source = JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8')) as object;
    return importConfiguration(source as RawConfiguration)!;
  }
  const read = importLaunchFile(readFileSync(xml, 'utf8'), place);
  assert.ok(read.ok);
  return read.imported;
}

function toText({ configuration, notes }: Imported): string {
  const lines = notes.map(({ attribute, what, text }) => `${what} ${attribute}: ${text}`);
  return `${JSON.stringify(configuration, null, 2)}\n\n${lines.join('\n')}\n`;
}

describe('importing a configuration', () => {
  for (const name of readdirSync(fixtures)) {
    const folder = join(fixtures, name);

    it(`of ${name} gives the configuration and the notes that are expected`, () => {
      expectGolden(join(folder, 'expected.txt'), toText(importOf(folder)));
    });

    it(`of ${name} gives a launch without errors and without attributes that nobody reads`, () => {
      const { configuration } = importOf(folder);
      const values = { workspaceFolder: '/project', homeDir: '/home/user', env: {} };
      const raw = substituteVariables(configuration, values);
      const problems = resolveArgs(raw, '/project').problems.filter(
        ({ message }) => !message.includes('${command:cmake.'),
      );
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
      );
      const known = drivers.map(({ id }) => id);
      const { servertype } = configuration;
      assert.ok(known.includes(String(servertype)), String(servertype));
    });
  }

  it('accounts for every attribute that has a value', () => {
    for (const name of readdirSync(fixtures).filter((each) => !each.startsWith('cubeide'))) {
      const text = readFileSync(join(fixtures, name, 'source.json'), 'utf8');
      const source = JSON.parse(text) as RawConfiguration;
      const told = new Set(importOf(join(fixtures, name)).notes.map((note) => note.attribute));
      const silent = Object.keys(source).filter((key) => !told.has(key));
      const written = ['type', 'request', 'name'];
      assert.deepEqual(
        silent.filter((key) => !written.includes(key)),
        [],
        name,
      );
    }
  });

  it('knows whose configuration it is', () => {
    assert.equal(dialectOf({ type: 'cortex-debug' }), 'Cortex-Debug');
    assert.equal(dialectOf({ type: 'stgdbtarget' }), "ST's extension for VS Code");
    const remote = { type: 'cppdbg', miDebuggerServerAddress: ':3333' };
    assert.equal(dialectOf(remote), 'C/C++ (cppdbg)');
  });

  it('leaves a program of this computer, our own type and unknown ones alone', () => {
    for (const type of ['cppdbg', 'stm32', 'node', 'constructor', 7, undefined]) {
      assert.equal(dialectOf({ type }), undefined);
      assert.equal(importConfiguration({ type }), undefined);
    }
  });

  it('never throws, and always says something of an attribute that has a value', () => {
    const type = fc.constantFrom(
      ...['cortex-debug', 'stlinkgdbtarget', 'stgdbtarget', 'gdbtarget', 'probe-rs-debug'],
      ...['platformio-debug', 'cppdbg'],
    );
    const names = readdirSync(fixtures).flatMap((name) => {
      const file = join(fixtures, name, 'source.json');
      return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object) : [];
    });
    const key = fc.constantFrom(...new Set([...names, '__proto__', 'toString', 'debugServerPath']));
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
      fc.constantFrom('${command:st-stm32-x.y}', '-p', 'openocd', 'true'),
    );
    const configuration = fc.dictionary(key, value, { maxKeys: 12 });
    fc.assert(
      fc.property(type, configuration, (kind, values) => {
        const imported = importConfiguration({ ...values, type: kind });
        if (imported === undefined) return;
        assert.equal(imported.configuration['type'], 'stm32');
        resolveArgs(imported.configuration, '/project');
        notesPage('x', 'y', imported);
      }),
      { numRuns: 300 },
    );
  });
});

describe('importing a .launch file', () => {
  const head =
    '<launchConfiguration type="com.st.stm32cube.ide.mcu.debug.launch.launchConfigurationType">';
  const faultOf = (xml: string) => {
    const read = importLaunchFile(xml, place);
    assert.ok(!read.ok);
    return read.fault;
  };

  it('that breaks off says where', () => {
    const fault = faultOf(`${head}\n  <stringAttribute key="a`);
    assert.match(fault.message, /^it is no XML: /);
    assert.equal(fault.line, 2);
    assert.ok(fault.column !== undefined);
  });

  it('that is something else says so', () => {
    assert.equal(faultOf('').message.startsWith('it is no XML'), true);
    assert.equal(faultOf('\u0000\u0001').message.startsWith('it is no XML'), true);
    assert.equal(faultOf('<project/>').message, 'it is no launch configuration of Eclipse');
    const other = '<launchConfiguration type="org.eclipse.jdt.launching.localJavaApplication"/>';
    assert.match(faultOf(other).message, /not of STM32CubeIDE|but of type org\.eclipse\.jdt/);
  });

  it('with entities of its own is refused, so that a small file cannot become a big one', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}">]>${head}<stringAttribute key="&b;" value=""/></launchConfiguration>`;
    assert.match(faultOf(bomb).message, /^it is no XML/);
  });

  it('that is far too long or far too deep is refused', () => {
    assert.equal(
      faultOf(`${head}${' '.repeat(1_000_000)}</launchConfiguration>`).message,
      'it is too long for a launch configuration',
    );
    const deep = `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`;
    assert.match(faultOf(deep).message, /^it is no /);
  });

  it('of any text never throws', () => {
    const real = readFileSync(join(fixtures, 'cubeide-stlink', 'source.launch'), 'utf8');
    const cut = fc.nat(real.length).map((end) => real.slice(0, end));
    const changed = fc
      .tuple(fc.nat(real.length), fc.string({ maxLength: 4 }))
      .map(([at, put]) => real.slice(0, at) + put + real.slice(at));
    fc.assert(
      fc.property(fc.oneof(fc.string(), cut, changed), (xml) => {
        importLaunchFile(xml, place);
      }),
      { numRuns: 150 },
    );
  });
});

describe('filling in what the workspace knows', () => {
  const imported: Imported = { configuration: { name: 'A', device: 'STM32F405RG' }, notes: [] };

  it('adds what is missing, says so, and leaves the rest alone', () => {
    const known = { executable: '${workspaceFolder}/a.elf', device: 'STM32F103C8' };
    const { configuration, notes } = fillIn(imported, known);
    assert.equal(configuration['executable'], '${workspaceFolder}/a.elf');
    assert.equal(configuration['device'], 'STM32F405RG');
    assert.deepEqual(
      notes.map(({ text }) => text),
      ['filled in from the workspace: ${workspaceFolder}/a.elf'],
    );
  });

  it('adds nothing where the workspace knows nothing', () => {
    assert.deepEqual(fillIn(imported, { executable: undefined, device: undefined }), imported);
  });
});

describe('putting a configuration into launch.json', () => {
  const added = { name: 'New', type: 'stm32', request: 'launch' };
  const applied = (text: string | undefined, configuration: RawConfiguration = added): string => {
    const edit = appendEdit(text, configuration);
    assert.ok(edit.ok);
    return [...edit.edits]
      .sort((a, b) => b.offset - a.offset)
      .reduce(
        (all, { offset, length, content }) =>
          all.slice(0, offset) + content + all.slice(offset + length),
        text ?? '',
      );
  };
  const names = (text: string): readonly unknown[] =>
    readLaunchJson(text).configurations.map((each) => each['name']);

  it('makes the file where there is none, or an empty one', () => {
    for (const text of [undefined, '', ' \n']) {
      const written = applied(text);
      assert.deepEqual(JSON.parse(written), { version: '0.2.0', configurations: [added] });
      assert.ok(written.endsWith('}\n'));
    }
  });

  it('only inserts: comments, layout and what is there stay as they are', () => {
    const put = '{\n\t\t\t"name": "New",\n\t\t\t"type": "stm32",\n\t\t\t"request": "launch"\n\t\t}';
    const head = '{\n\t// mine\n\t"configurations": [\n\t\t{ "name": "Old", "type": "x" }';
    assert.equal(applied(`${head}, // old\n\t],\n}\n`), `${head}, // old\n\t\t${put},\n\t],\n}\n`);
    assert.equal(applied(`${head} // old\n\t]\n}\n`), `${head}, // old\n\t\t${put}\n\t]\n}\n`);
    assert.equal(applied(`${head}\n\t]\n}\n`), `${head},\n\t\t${put}\n\t]\n}\n`);
    assert.equal(applied(`${head}]\n}\n`), `${head},\n\t\t${put}\n\t]\n}\n`);
  });

  it('keeps line ends of Windows, and finds its place in an empty list', () => {
    const written = applied('{\r\n  "configurations": [] // none\r\n}\r\n');
    assert.deepEqual(names(written), ['New']);
    assert.equal(/[^\r]\n/.test(written), false);
    assert.ok(written.endsWith('] // none\r\n}\r\n'));
  });

  it('leaves every file readable, with what was there in front', () => {
    const one = fc.string({ maxLength: 3 }).map((name) => ({ name, type: 'x' }));
    const gap = fc.constantFrom('', ' ', '\n  ', ' // c\n', '/* c */', '\r\n');
    const file = fc.tuple(fc.array(one, { maxLength: 3 }), gap, gap, fc.boolean());
    fc.assert(
      fc.property(file, ([configurations, before, behind, hasComma]) => {
        const list = configurations.map((each) => `${before}${JSON.stringify(each)}${behind}`);
        const comma = hasComma && list.length > 0 ? ',' : '';
        const text = `{"configurations":[${before}${list.join(',')}${comma}${behind}]}`;
        const { configurations: now, fault } = readLaunchJson(applied(text));
        assert.equal(fault, undefined);
        const names = now.slice(0, -1).map((each) => each['name']);
        assert.deepEqual(
          names,
          configurations.map(({ name }) => name),
        );
        assert.equal(now.at(-1)?.['type'], 'stm32');
      }),
    );
  });

  it('makes the list where the file has none', () => {
    assert.deepEqual(names(applied('{ "version": "0.2.0" }')), ['New']);
  });

  it('gives it another name when its own is taken', () => {
    const once = applied(undefined);
    const twice = applied(once);
    const thrice = applied(twice);
    assert.deepEqual(names(thrice), ['New', 'New (stm32)', 'New (stm32) 2']);
  });

  it('writes nothing into a file that is broken, and says where', () => {
    const edit = appendEdit(
      '{\n  "configurations": [\n    { "name": "Old" "type": "x" }\n  ]\n}',
      added,
    );
    assert.deepEqual(edit, {
      ok: false,
      fault: { message: 'a comma is missing', line: 3, column: 21 },
    });
  });

  it('writes nothing into a file of another shape', () => {
    for (const text of ['[]', '3', '{ "configurations": {} }']) {
      assert.equal(appendEdit(text, added).ok, false, text);
    }
  });
});

describe('the page about an import', () => {
  it('has a row for each attribute, the lost ones first, and nothing of it becomes Markdown', () => {
    const page = notesPage('A|B', '[x](command:y)', {
      configuration: {},
      notes: [
        { attribute: 'cwd', what: 'kept', text: 'as it is' },
        { attribute: 'evil', what: 'lost', text: '<script> | `x` [a](command:b)\n$x$ more' },
      ],
    });
    assert.equal(
      page,
      [
        '# Imported: A\\|B',
        '',
        'From \\[x\\]\\(command:y\\): 1 kept, 0 converted, 1 lost.',
        '',
        'The ELF file is not known yet: give it in `executable`.',
        '',
        'The part is not known yet: give the name on the chip in `device`.',
        '',
        '| Attribute there | | What became of it |',
        '| --- | --- | --- |',
        '| evil | Lost | \\<script\\> \\| \\`x\\` \\[a\\]\\(command:b\\) \\$x\\$ more |',
        '| cwd | Kept | as it is |',
        '',
      ].join('\n'),
    );
  });
});
