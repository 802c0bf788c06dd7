import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCli } from '../../../src/cli/run-cli';
import { createNodeHost } from '../../../src/host/node-host';
import { drivers } from '../../../src/servers/index';
import { buildElf } from '../../support/elf-builder';

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

interface JsonReport {
  readonly findings: readonly { readonly id: string; readonly severity: string }[];
  readonly skipped: readonly { readonly id: string; readonly why: string }[];
}

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

  async function run(...argv: readonly string[]): Promise<Run> {
    let out = '';
    let err = '';
    const env = { PATH: join(project, 'bin'), BUILD: 'build' };
    const code = await runCli(argv, {
      host: { ...createNodeHost(), env, homeDir: join(project, 'home'), platform: 'linux' },
      drivers,
      version: '1.2.3',
      cwd: project,
      out: (text) => (out += text),
      err: (text) => (err += text),
    });
    return { code, out, err };
  }

  async function idsOf(...argv: readonly string[]): Promise<readonly string[]> {
    const { out } = await run('check', '--format', 'json', ...argv);
    return (JSON.parse(out) as JsonReport).findings.map(({ id }) => id);
  }

  it('finds nothing wrong with a good project, from its usual launch.json', async () => {
    assert.deepEqual(await run('check'), { code: 0, out: 'no errors, no warnings.\n', err: '' });
  });

  it('exits with 1 for an error, and shows what was not checked and why', async () => {
    const elf = join(project, 'none.elf');
    const { code, out } = await run('check', '--elf', 'none.elf');
    assert.equal(code, 1);
    const lines = out.split('\n');
    assert.equal(lines[0], `error [elf-missing] The file ${elf} is not there.`);
    assert.ok(lines.includes(`  an ELF file near it (${join(project, 'build/fw.elf')})`));
    const ids = 'elf-not-elf, elf-truncated, elf-not-arm, elf-not-linked, elf-no-debug-info';
    assert.ok(lines.includes(`not checked: there is no file ${elf} [${ids}]`));
    assert.equal(lines.at(-2), '1 error, no warnings, 5 checks not made.');
  });

  it('exits with 0 when there are only warnings', async () => {
    put('build/stripped.elf', buildElf({ noSectionTable: true }));
    const { code, out } = await run('check', '--elf', 'build/stripped.elf');
    assert.equal(code, 0);
    assert.match(out, /^warning \[elf-no-debug-info\]/);
  });

  it('prints findings and skipped checks as JSON', async () => {
    const { code, out } = await run('check', '--format=json', '--gdb', './none');
    const report = JSON.parse(out) as JsonReport;
    assert.equal(code, 1);
    assert.deepEqual(Object.keys(report), ['findings', 'skipped']);
    assert.deepEqual(Object.keys(report.findings[0] ?? {}), [
      'id',
      'severity',
      'message',
      'evidence',
      'fixes',
    ]);
  });

  it('takes a configuration by name, and options in its place', async () => {
    assert.deepEqual(await idsOf('--config', '.vscode/launch.json:Debug'), []);
    const device = ['--config', '.vscode/launch.json', '--device', 'STM32G071RB'];
    assert.deepEqual(await idsOf(...device), ['qemu-no-machine']);
    assert.deepEqual(await idsOf('--servertype', 'jlink'), ['servertype-unknown']);
    assert.deepEqual(await idsOf('--cwd', 'none'), ['cwd-missing']);
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
    assert.deepEqual(await idsOf('--config', 'one.json'), [
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
    const { out } = await run('check', '--config', 'one.json');
    assert.match(out, /cmake\.launchTargetPath\}: give the value here with --elf FILE\./);
    assert.match(out, /what \$\{input:board\} stands for/);
    const rest = await idsOf('--config', 'one.json', '--elf', 'build/fw.elf');
    assert.deepEqual(rest, ['attribute-unresolved-variable']);
  });

  it('does not take a misspelt request for a launch', async () => {
    put('one.json', launchJson.replaceAll('"launch"', '"lanch"'));
    assert.deepEqual(await idsOf('--config', 'one.json'), ['attribute-wrong-type']);
  });

  it("puts the system's own part over the rest", async () => {
    const config = {
      type: 'stm32',
      servertype: 'jlink',
      device: 'STM32F405RG',
      executable: 'build/fw.elf',
      linux: { servertype: 'qemu' },
      windows: { servertype: 'x' },
    };
    put('one.json', JSON.stringify(config));
    assert.deepEqual(await idsOf('--config', 'one.json'), []);
  });

  it('checks a launch that is described by options alone', async () => {
    rmSync(join(project, '.vscode'), { recursive: true });
    const options = ['--servertype', 'qemu', '--device', 'STM32F405RG', '--elf', 'build/fw.elf'];
    assert.deepEqual(await idsOf(...options), []);
    assert.deepEqual(await idsOf(), ['servertype-unknown', 'elf-missing']);
  });

  it('explains itself', async () => {
    const help = await run('--help');
    assert.equal(help.code, 0);
    assert.match(help.out, /^Usage: stm32-preflight check/);
    assert.deepEqual(await run('--version'), { code: 0, out: '1.2.3\n', err: '' });
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^A command is missing\./],
    [['explode'], /^There is no command "explode"\./],
    [['check', 'x'], /^"x" is one argument too many\.\n/],
    [['check', 'b/a.elf'], /^"b\/a\.elf" is one .* too many\. Did you mean --elf b\/a\.elf\?\n/],
    [['check', 'my fw.axf'], /Did you mean --elf "my fw\.axf"\?\n/],
    [['x/launch.json:A'], /^There is no .*\. Did you mean check --config x\/launch\.json:A\?\n/],
    [['check', '--colour'], /^Unknown option '--colour'/],
    [['check', '--elf'], /^Option '--elf <value>' argument missing/],
    [['check', '--format', 'xml'], /^--format is one of text, json, not "xml"\./],
    [['check', '--config', 'none.json'], /none\.json cannot be read: ENOENT/],
    [['check', '--config', '.vscode/launch.json:Nix'], /no configuration "Nix"; there are "Debug"/],
  ];
  for (const [argv, message] of wrong) {
    it(`exits with 2 for "${argv.join(' ')}"`, async () => {
      const { code, out, err } = await run(...argv);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, message);
    });
  }

  it('says where a launch.json is wrong', async () => {
    const cases: readonly (readonly [string, string])[] = [
      ['{\n  "configurations": [ oops ]\n}', '2:23: this is no JSON value (is a quote missing?).'],
      ['{\n  "version": "1"\n  "x": 1\n}', '3:3: a comma is missing.'],
      ['{ "configurations": [ }', '1:23: a value is missing.'],
      ['{ "x": 1', '1:9: a closing brace } is missing.'],
    ];
    for (const [text, message] of cases) {
      const file = put('bad.json', text);
      const { code, err } = await run('check', '--config', 'bad.json');
      assert.equal(code, 2);
      assert.equal(err, `${file}:${message}\n`);
    }
  });

  it('asks for a name when several configurations could be meant', async () => {
    const configurations = ['A', 'B'].map((name) => ({ type: 'stm32', name }));
    const file = put('two.json', JSON.stringify({ configurations }));
    const { code, err } = await run('check', '--config', 'two.json');
    assert.equal(code, 2);
    const how = 'such as: --config two.json:A';
    assert.equal(err, `${file}: Name one of the configurations "A", "B", ${how}\n`);
    put('none.json', '[1, 2]');
    assert.match((await run('check', '--config', 'none.json')).err, /no configuration of type/);
  });
});
