import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliContext } from '../../../src/cli/context';
import { runCli } from '../../../src/cli/run-cli';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { writeTextFile } from '../../../src/host/write-file';
import { drivers } from '../../../src/servers/index';
import { buildElf } from '../../support/elf-builder';
import { root } from '../../support/project';
import { shapeProblems, valueProblems } from './sarif-shape';

const launchJson = `{
  // Comments and trailing commas are usual here.
  "version": "0.2.0",
  "configurations": [
    {
      "name": "Debug", "type": "stm32", "request": "launch",
      "servertype": "qemu", "device": "STM32F405RG",
      "executable": "\${workspaceFolder}/build/fw.elf",
    },
    { "name": "Other", "type": "node", "request": "launch" },
  ],
}`;

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface JsonFinding {
  readonly id: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly line: number } | null;
  readonly evidence: readonly { readonly what: string; readonly where: string }[];
  readonly project?: string;
}

interface JsonReport {
  readonly findings: readonly JsonFinding[];
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
}

const broughtAbout = new Set([
  ...['attribute-unknown', 'attribute-unresolved-variable', 'attribute-wrong-type'],
  ...['servertype-unknown', 'qemu-no-machine', 'cwd-missing', 'gdb-missing', 'server-missing'],
  ...['elf-missing', 'elf-unreadable', 'elf-no-debug-info'],
]);

describe('runCli', () => {
  let project = '';
  beforeEach(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-cli-')));
    put('.vscode/launch.json', launchJson);
    put('build/fw.elf', buildElf());
    for (const name of ['arm-none-eabi-gdb', 'qemu-system-arm'])
      chmodSync(put(`bin/${name}`, ''), 0o755);
  });
  afterEach(() => rmSync(project, { recursive: true }));

  function put(path: string, content: string | Uint8Array): string {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  function remove(path: string): void {
    rmSync(join(project, path), { recursive: true });
  }

  async function runWith(overrides: Partial<CliContext>, ...argv: readonly string[]): Promise<Run> {
    let out = '';
    let err = '';
    const env = { PATH: join(project, 'bin'), BUILD: 'build' };
    const code = await runCli(argv, {
      host: { ...createNodeHost(), env, homeDir: join(project, 'home'), platform: 'linux' },
      drivers,
      version: '1.2.3',
      cwd: project,
      packageFolder: root,
      isTerminal: false,
      out: (text) => (out += text),
      err: (text) => (err += text),
      writeFile: writeTextFile,
      ...overrides,
    });
    return { code, out, err };
  }

  const run = (...argv: readonly string[]): Promise<Run> => runWith({}, ...argv);

  async function jsonOf(...argv: readonly string[]): Promise<JsonReport> {
    const { out } = await run('check', '--format', 'json', ...argv);
    return JSON.parse(out) as JsonReport;
  }

  /** Of the findings that these tests bring about; what others say of the tiny ELF files is not asked. */
  async function idsOf(...argv: readonly string[]): Promise<readonly string[]> {
    const { findings } = await jsonOf(...argv);
    return findings.map(({ id }) => id).filter((id) => broughtAbout.has(id));
  }

  it('finds nothing wrong with a good project, from its usual launch.json', async () => {
    const { code, out, err } = await run('check');
    assert.equal(code, 0);
    assert.match(out, /(^|\n)no errors, no warnings(, \d+ checks? not made)?\.\n$/);
    assert.equal(err, '');
  });

  it('exits with 1 for an error, and shows what was not checked and why', async () => {
    remove('build/fw.elf');
    const elf = join('build', 'fw.elf');
    const { code, out } = await run('check');
    assert.equal(code, 1);
    const lines = out.split('\n');
    assert.match(lines[0] ?? '', /^\.vscode\/launch\.json:8:7: error: .* \[elf-missing\]$/);
    const why = `not checked: there is no file ${elf} (`;
    const line = lines.find((each) => each.startsWith(why)) ?? out;
    assert.match(line.slice(why.length), /^\d\d checks\)$/);
    const named = 'source-disables-swd, ioc-watchdog, ioc-low-power';
    assert.ok(out.includes(`no source file of the project was found [${named}]`), out);
    assert.match(lines.at(-2) ?? '', /^1 error, no warnings, \d+ checks not made\.$/);
  });

  it('exits with 0 when there are only warnings', async () => {
    put('build/stripped.elf', buildElf({ noSectionTable: true }));
    const { code, out } = await run('check', '--elf', 'build/stripped.elf');
    assert.equal(code, 0);
    assert.match(out, /warning: .* \[elf-no-debug-info\]/);
  });

  it('prints findings and skipped checks as JSON', async () => {
    const { code, out } = await run('check', '--format=json', '--gdb', './none');
    const report = JSON.parse(out) as JsonReport;
    assert.equal(code, 1);
    assert.deepEqual(Object.keys(report), ['findings', 'skipped']);
    assert.deepEqual(Object.keys(report.findings[0] ?? {}), [
      ...['id', 'severity', 'message', 'evidence', 'location', 'fix', 'fixes'],
    ]);
  });

  it('prints SARIF that is valid', async () => {
    put('build/stripped.elf', buildElf({ noSectionTable: true }));
    const options = ['--format', 'sarif', '--elf', 'build/stripped.elf', '--gdb', './none'];
    const { code, out } = await run('check', ...options);
    assert.equal(code, 1);
    assert.deepEqual(shapeProblems(out), []);
    assert.deepEqual(valueProblems(out), []);
  });

  it('takes a configuration by name, and options in its place', async () => {
    assert.deepEqual(await idsOf('--launch', '.vscode/launch.json:Debug'), []);
    const device = ['--launch', '.vscode/launch.json', '--device', 'STM32G071RB'];
    assert.ok((await idsOf(...device)).includes('qemu-no-machine'));
    assert.deepEqual(await idsOf('--servertype', 'bmp'), ['servertype-unknown']);
    assert.ok((await idsOf('--cwd', 'none')).includes('cwd-missing'));
  });

  it('ignores the findings it is told to, besides those of the configuration', async () => {
    put('build/fw.elf', buildElf({ noSectionTable: true }));
    put('.vscode/launch.json', launchJson.replace('"servertype"', '"oops": 1, "servertype"'));
    assert.deepEqual(await idsOf(), ['attribute-unknown', 'elf-no-debug-info']);
    const ignored = ['--ignore', 'elf-no-debug-info,attribute-unknown'];
    const report = await jsonOf(...ignored);
    assert.deepEqual(report.findings, []);
    assert.ok(report.skipped.some(({ reason }) => /ignored/.test(reason)));
    const own = '"preflight": { "mode": "off", "ignore": ["attribute-unknown"] }, "servertype"';
    put('.vscode/launch.json', launchJson.replace('"servertype"', `"oops": 1, ${own}`));
    assert.deepEqual(await idsOf(), ['elf-no-debug-info']);
    assert.deepEqual(await idsOf('--ignore', 'elf-no-debug-info'), []);
  });

  it('gives a finding about an attribute its place in launch.json', async () => {
    const wrong = launchJson.replace('"servertype"', '"oops": 1,\n      "servertype"');
    const file = put('.vscode/launch.json', wrong);
    const { findings } = await jsonOf();
    const location = { path: file, line: 7, column: 7, endLine: 7, endColumn: 16 };
    assert.deepEqual(findings[0]?.location, location);
    const { out } = await run('check');
    assert.match(out, /^\.vscode\/launch\.json:7:7: warning: /);
  });

  it('replaces what is known outside of VS Code and reports the rest', async () => {
    const config = {
      type: 'stm32',
      servertype: 'qemu',
      device: 'STM32F405RG',
      executable: '${workspaceFolder}/${env:BUILD}/fw.elf',
      serverArgs: ['${env:NOT_SET}', '${command:x}', '${userHome}'],
    };
    put('one.json', JSON.stringify(config));
    assert.deepEqual(await idsOf('--launch', 'one.json'), [
      'attribute-unresolved-variable',
      'attribute-unresolved-variable',
    ]);
  });

  it('says which option stands for what only VS Code can replace', async () => {
    const config = {
      type: 'stm32',
      servertype: 'qemu',
      device: 'STM32F405RG',
      executable: '${command:cmake.launchTargetPath}',
      machine: '${input:board}',
    };
    put('one.json', JSON.stringify(config));
    const { out } = await run('check', '--launch', 'one.json');
    assert.match(out, /cmake\.launchTargetPath\}: give the value here with --elf FILE\./);
    assert.match(out, /what \$\{input:board\} stands for/);
    const rest = await idsOf('--launch', 'one.json', '--elf', 'build/fw.elf');
    assert.deepEqual(rest, ['attribute-unresolved-variable']);
  });

  it('does not take a misspelt request for a launch', async () => {
    put('one.json', launchJson.replaceAll('"launch"', '"lanch"'));
    assert.deepEqual(await idsOf('--launch', 'one.json'), ['attribute-wrong-type']);
  });

  it("puts the system's own part over the rest", async () => {
    const config = {
      type: 'stm32',
      servertype: 'bmp',
      device: 'STM32F405RG',
      executable: 'build/fw.elf',
      linux: { servertype: 'qemu' },
      windows: { servertype: 'x' },
    };
    put('one.json', JSON.stringify(config));
    assert.deepEqual(await idsOf('--launch', 'one.json'), []);
  });

  it('checks all stm32 configurations when none is named, and tells what they share once', async () => {
    put('build/fw.elf', buildElf({ noSectionTable: true }));
    const [, entry = ''] = /(\{\s+"name": "Debug"[^}]+\}[^}]+\}),/.exec(launchJson) ?? [];
    const second = entry.replace('"Debug"', '"Again"').replace('"qemu"', '"bmp"');
    put('.vscode/launch.json', launchJson.replace(entry, `${entry}, ${second}`));
    assert.deepEqual(await idsOf(), ['servertype-unknown', 'elf-no-debug-info']);
    assert.deepEqual(await idsOf('--launch', '.vscode/launch.json:Debug'), ['elf-no-debug-info']);
  });

  it('asks whether a server runs only where its launch was chosen', async () => {
    const attach = { type: 'stm32', name: 'A', request: 'attach', servertype: 'external' };
    const target = { gdbTarget: `127.0.0.1:${await createNodeHost().freePort()}` };
    const config = { ...attach, ...target, device: 'STM32F405RG', executable: 'build/fw.elf' };
    put('one.json', JSON.stringify({ configurations: [config, { ...config, name: 'B' }] }));
    const id = 'gdb-target-silent';
    const both = await jsonOf('--launch', 'one.json');
    assert.ok(!both.findings.some((finding) => finding.id === id));
    const why = both.skipped.find((skipped) => skipped.id === id)?.reason;
    assert.equal(why, 'nothing is launched now');
    const one = await jsonOf('--launch', 'one.json:A');
    assert.equal(one.findings.find((finding) => finding.id === id)?.severity, 'error');
  });

  it('checks a launch that is described by options alone', async () => {
    remove('.vscode');
    const options = ['--servertype', 'qemu', '--device', 'STM32F405RG', '--elf', 'build/fw.elf'];
    assert.deepEqual(await idsOf(...options), []);
    assert.deepEqual(await idsOf('--servertype', 'qemu', '--elf', 'build/fw.elf'), [
      'qemu-no-machine',
    ]);
  });

  it('prints to a file, without colours', async () => {
    const shown = await runWith({ isTerminal: true }, 'check');
    assert.match(shown.out, /\u001B\[1m/);
    const plain = await runWith({ isTerminal: true }, 'check', '--no-color');
    const { code, out } = await runWith({ isTerminal: true }, 'check', '--output', 'report.txt');
    assert.deepEqual([code, out], [0, '']);
    assert.equal(readFileSync(join(project, 'report.txt'), 'utf8'), plain.out);
    const failed = await run('check', '--output', 'none/report.txt');
    assert.equal(failed.code, 2);
    assert.match(failed.err, /^--output: .*report\.txt cannot be written: ENOENT/);
  });

  it('explains itself', async () => {
    const help = await run('--help');
    assert.equal(help.code, 0);
    assert.match(help.out, /^Usage: stm32-preflight check/);
    const wrong = await run('check', '--elff', 'a.elf');
    assert.equal(wrong.code, 2);
    // Two lines, so that the reason stays in sight.
    assert.match(wrong.err, /^Unknown option '--elff'.*\nAll options: stm32-preflight --help\n$/);
    assert.deepEqual(await run('--version'), { code: 0, out: '1.2.3\n', err: '' });
  });

  describe('without a launch configuration', () => {
    beforeEach(() => remove('.vscode'));

    it('looks at the named files alone: no tool is missing', async () => {
      put('a.ld', 'MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K }\n');
      put('a.ioc', 'Mcu.UserName=STM32F405RGTx\n');
      const bin = join(project, 'none');
      const host = { ...createNodeHost(), env: { PATH: bin }, homeDir: bin };
      for (const words of [
        ['--elf', 'build/fw.elf', '--device', 'STM32F405RG'],
        ['--ioc', 'a.ioc'],
        ['a.ioc'],
        ['build/fw.elf', 'a.ld', 'a.ioc'],
      ]) {
        const { code, out, err } = await runWith({ host }, 'check', '--format', 'json', ...words);
        const { findings, skipped } = JSON.parse(out) as JsonReport;
        const ids = findings.map(({ id }) => id);
        for (const id of ['gdb-missing', 'server-missing', 'servertype-unknown', 'elf-missing']) {
          assert.ok(!ids.includes(id), `${words.join(' ')}: ${ids.join()}`);
        }
        assert.ok(skipped.some(({ reason }) => reason === 'there is no launch configuration'));
        assert.deepEqual([code, err], [0, ''], out);
      }
    });

    it('checks several linker scripts, or a folder of them, each by its own part', async () => {
      const memory = (length: string): string =>
        `MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = ${length} }\nSECTIONS { .text : { *(.text*) } >FLASH }\n`;
      put('ld/STM32F405RGTX_FLASH.ld', memory('2M'));
      put('ld/STM32F103C8TX_FLASH.ld', memory('64K'));
      put('ld/inner/STM32F429ZITX_FLASH.ld', memory('2M'));
      for (const words of [
        ['--ld', 'ld'],
        ['ld/STM32F405RGTX_FLASH.ld', 'ld/STM32F103C8TX_FLASH.ld', '--ld', 'ld/inner'],
      ]) {
        const { out, err } = await run('check', '--format', 'json', ...words);
        const { findings } = JSON.parse(out) as JsonReport;
        const long = findings.filter(({ id }) => id === 'ld-region-larger-than-part');
        assert.deepEqual(
          [err, long.map(({ location }) => location?.path)],
          ['', [join(project, 'ld/STM32F405RGTX_FLASH.ld')]],
        );
      }
    });

    it('says of a linker script alone only what is wrong in it', async () => {
      put('.vscode/launch.json', launchJson.replace('"qemu"', '"bmp"'));
      const script = 'STM32F100RBTX_FLASH.ld';
      put(
        script,
        'MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 2M }\nSECTIONS { .text : { *(.text*) } >FLASH }\n',
      );
      put('a.ioc', readFileSync('examples/broken/s4-swd-switched-off/blinky.ioc', 'utf8'));
      const told = async (...words: readonly string[]): Promise<readonly string[]> =>
        (await jsonOf(...words)).findings.map(({ id }) => id);
      const withIoc = await told('--launch', 'none', '--ioc', 'a.ioc', script);
      assert.ok(withIoc.includes('ioc-swd-disabled'), withIoc.join());
      assert.ok(withIoc.includes('ld-region-larger-than-part'), withIoc.join());
      for (const words of [['--ld', script], [script]]) {
        const alone = await told(...words);
        assert.ok(alone.includes('ld-region-larger-than-part'), alone.join());
        assert.ok(!alone.some((id) => !id.startsWith('ld-')), alone.join());
      }
    });

    it('leaves out the usual launch.json when told to', async () => {
      put('.vscode/launch.json', launchJson.replace('"qemu"', '"bmp"'));
      assert.deepEqual(await idsOf('--elf', 'build/fw.elf'), ['servertype-unknown']);
      assert.deepEqual(await idsOf('--elf', 'build/fw.elf', '--launch', 'none'), []);
    });

    it('passes over a launch.json of other debuggers, unless it is named', async () => {
      put('.vscode/launch.json', launchJson.replace('"stm32"', '"cortex-debug"'));
      assert.deepEqual(await idsOf('--elf', 'build/fw.elf'), []);
      const { code, err } = await run('check', '--launch', '.vscode/launch.json');
      assert.equal(code, 2);
      assert.match(err, /launch\.json: There is no configuration of type "stm32"\.\n$/);
    });

    it('names the command line where the value came from', async () => {
      const { findings } = await jsonOf('--elf', 'build/fw.elf', '--ignore', 'no-such-check');
      assert.deepEqual(findings[0]?.evidence[0]?.where, 'command line');
    });
  });

  describe('with folders', () => {
    /** Three projects: a good launch, one whose ELF file is not there, and files alone. */
    beforeEach(() => {
      remove('.vscode');
      remove('build');
      for (const name of ['good', 'unbuilt']) put(`all/${name}/.vscode/launch.json`, launchJson);
      put('all/good/build/fw.elf', buildElf());
      put('all/files/fw.ioc', 'Mcu.UserName=STM32F405RGTx\n');
      put('all/files/build/fw.elf', buildElf({ noSectionTable: true }));
    });

    it('checks every project below them, in the order of their paths', async () => {
      const { code, out } = await run('check', 'all');
      assert.equal(code, 1);
      const sums = out.split('\n').filter((line) => /^(all|\d)/.test(line));
      const names = sums.map((line) => line.slice(0, line.indexOf(':')));
      const ofProjects = names.filter((name) => !name.includes('launch.json'));
      assert.deepEqual(ofProjects, ['all/files', 'all/good', 'all/unbuilt', '3 projects']);
      assert.match(out, /\nall\/good: no errors, no warnings/);
      assert.match(out, /\n3 projects: 1 error, 1 warning\.\n$/);
    });

    it('says of each entry to which project it belongs', async () => {
      const { findings, skipped } = await jsonOf('all');
      const owners = findings.map(({ id, project: owner }) => [id, owner]);
      assert.ok(owners.some(([id, at]) => id === 'elf-missing' && at?.endsWith('unbuilt')));
      assert.ok(owners.some(([id, at]) => id === 'elf-no-debug-info' && at?.endsWith('files')));
      assert.ok([...findings, ...skipped].every((entry) => 'project' in entry));
    });

    it('takes the current folder when nothing is named', async () => {
      assert.deepEqual(await jsonOf(), await jsonOf('all'));
      assert.deepEqual(await jsonOf('all/good', 'all/unbuilt', 'all/files', 'all'), await jsonOf());
    });

    it('tells the findings of a single project as those of a launch', async () => {
      assert.deepEqual(await idsOf('all/good'), []);
      const { findings } = await jsonOf('all/unbuilt');
      assert.equal(findings[0]?.project, undefined);
    });

    it('checks the others when one cannot be read, and exits with 2', async () => {
      put('all/good/.vscode/launch.json', '{ "type": "stm32" ');
      const { code, out, err } = await run('check', 'all');
      assert.equal(code, 2);
      assert.match(err, /good\/\.vscode\/launch\.json:1:\d+: a closing brace \} is missing\.\n$/);
      assert.match(out, /\n2 projects: /);
    });

    it('gives valid SARIF with places below the current folder', async () => {
      const { out } = await run('check', 'all', '--format', 'sarif');
      assert.deepEqual(shapeProblems(out), []);
      assert.deepEqual(valueProblems(out), []);
      assert.match(out, /"uri": "all\/unbuilt\/\.vscode\/launch\.json"/);
    });

    it('says when there is no project', async () => {
      put('empty/x.txt', '');
      const { code, out, err } = await run('check', 'empty');
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /empty: There is no STM32 project in this folder/);
    });
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^A command is missing\./],
    [['explode'], /^There is no command "explode"\.\n/],
    [['x/launch.json:A'], /^There is no .*\. Did you mean check x\/launch\.json:A\?\n/],
    [['check', 'x'], /^"x": there is no such file or folder\.\n$/],
    [['check', 'bin/qemu-system-arm'], /Did you mean --elf bin\/qemu-system-arm\?\n$/],
    [['check', 'b/a.elf'], /^--elf: there is no file .*a\.elf\.\n$/],
    [['check', '--elf', 'build'], /^--elf: .*build is a folder, not a file\.\n$/],
    [['check', '--ioc', 'a.ioc'], /^--ioc: there is no file .*a\.ioc\.\n$/],
    [['check', '--ld', 'build'], /^--ld: there is no linker script in .*build\.\n$/],
    [['check', '--ld', 'none.ld'], /^--ld: there is no file .*none\.ld\.\n$/],
    [['check', 'a.ld', 'b.ld', 'a.elf'], /^Several linker scripts, .* are checked by themselves/],
    [['check', 'a.ld', 'none.ld', 'build'], /^Several linker scripts, .* checked by themselves/],
    [['check', '--launch', 'none.json'], /^--launch: there is no file .*none\.json\.\n$/],
    [['check', 'a.elf', 'b.elf'], /^--elf is given twice: "a\.elf" and "b\.elf"\.\n$/],
    [['check', 'build', '--elf', 'build/fw.elf'], /^--elf describes one launch/],
    [['check', 'build', '.vscode/launch.json'], /^--launch describes one launch/],
    [['check', '--launch', 'none', '--gdb', 'gdb'], /^--gdb is for a launch: give --launch or/],
    [['check', '--colour'], /^Unknown option '--colour'/],
    [['check', '--elf'], /^Option '--elf <value>' argument missing/],
    [['check', '--device='], /^--device has an empty value\.\n/],
    [['check', '--format', 'xml'], /^--format is one of text, json, sarif, not "xml"\./],
    [['check', '--launch', '.vscode/launch.json:Nix'], /no configuration "Nix"; there are "Debug"/],
  ];
  for (const [argv, message] of wrong) {
    it(`exits with 2 for "${argv.join(' ')}"`, async () => {
      const { code, out, err } = await run(...argv);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, message);
    });
  }

  it('exits with 2 for an ELF file that may not be read', async () => {
    const real = createNodeHost();
    const host: Host = {
      ...real,
      readFile: (path) =>
        path.endsWith('.elf')
          ? Promise.resolve({ ok: false, code: 'EACCES', message: 'EACCES: permission denied' })
          : real.readFile(path),
    };
    const { code, out, err } = await runWith({ host }, 'check', '--elf', 'build/fw.elf');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^--elf: .*fw\.elf cannot be read: EACCES: permission denied\.\n$/);
  });

  it('says where a launch.json is wrong', async () => {
    const cases: readonly (readonly [string, string])[] = [
      ['{\n  "configurations": [ oops ]\n}', '2:23: this is no JSON value (is a quote missing?).'],
      ['{\n  "version": "1"\n  "x": 1\n}', '3:3: a comma is missing.'],
      ['{ "configurations": [ }', '1:23: a value is missing.'],
      ['{ "x": 1', '1:9: a closing brace } is missing.'],
    ];
    for (const [text, message] of cases) {
      const file = put('bad.json', text);
      const { code, err } = await run('check', '--launch', 'bad.json');
      assert.equal(code, 2);
      assert.equal(err, `${file}:${message}\n`);
    }
  });
});
