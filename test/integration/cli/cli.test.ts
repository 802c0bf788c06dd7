// The built command line program as a shell and a CI job meet it: a process, its output and its exit code.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { demo, root } from '../../support/project';
import { shapeProblems, valueProblems } from '../../unit/cli/sarif-shape';

const program = join(root, 'dist', 'cli.js');

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param cwd where the program is started. */
async function run(cwd: string, ...argv: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [program, ...argv], { cwd });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

describe('stm32-preflight', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-cli-')));
    cpSync(demo.folder, join(folder, 'demo'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds no error in the files of the demo project', async () => {
    const files = [demo.elf, join(demo.folder, 'f405-demo.ioc')];
    const { code, out, err } = await run(folder, 'check', ...files, '--device', 'STM32F405RG');
    assert.deepEqual([code, err], [0, ''], out);
    assert.match(out, /^no errors, /m);
    assert.ok(!out.includes('\u001B'), 'a pipe gets no colours');
  });

  it('exits with 1 where the ELF file is not built, and names the place in launch.json', async () => {
    rmSync(join(folder, 'demo', 'build'), { recursive: true });
    const { code, out } = await run(join(folder, 'demo'), 'check', '--format', 'json');
    assert.equal(code, 1);
    const { findings } = JSON.parse(out) as { findings: { id: string }[] };
    assert.ok(findings.some(({ id }) => id === 'elf-missing'));
  });

  it('exits with 2 and says why on standard error', async () => {
    const { code, out, err } = await run(folder, 'check', '--elf', 'none.elf');
    assert.deepEqual([code, out], [2, '']);
    assert.equal(err, `--elf: there is no file ${join(folder, 'none.elf')}.\n`);
  });

  it('writes valid SARIF with the docs pages of what it found', async () => {
    writeFileSync(join(folder, 'demo', 'build', 'f405-demo.elf'), 'no ELF file');
    const sarif = ['--format', 'sarif', '--output', 'report.sarif'];
    const { code, out, err } = await run(folder, 'check', 'demo', ...sarif);
    assert.deepEqual([code, out, err], [1, '', '']);
    const text = readFileSync(join(folder, 'report.sarif'), 'utf8');
    assert.deepEqual(shapeProblems(text), []);
    assert.deepEqual(valueProblems(text), []);
    const [{ tool, results = [] } = { tool: undefined }] = (JSON.parse(text) as Log).runs;
    const found = results.find(({ ruleId }) => ruleId === 'elf-not-elf');
    const place = found?.locations?.[0]?.physicalLocation?.artifactLocation;
    assert.match(place?.uri ?? '', /^demo\/(build\/f405-demo\.elf|\.vscode\/launch\.json)$/);
    const rule = tool?.driver.rules?.[found?.ruleIndex ?? -1];
    assert.match(rule?.help?.markdown ?? '', /^# elf-not-elf\n/);
  });

  it('ends quietly when nobody reads its output to the end', async () => {
    const child = spawn(process.execPath, [program, 'check', 'demo'], { cwd: folder });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.destroy();
    await once(child, 'close');
    assert.equal(err, '');
  });
});
