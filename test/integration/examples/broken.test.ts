// The projects that cannot work, through the shipped command line program: each is found as its table says, also when
// its image is built anew by the real compiler.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../support/project';

interface Found {
  readonly id: string;
  readonly severity: string;
  readonly message: string;
  readonly location: { readonly path: string; readonly line: number } | null;
}

const examples = join(root, 'examples', 'broken');
const expected = JSON.parse(readFileSync(join(examples, 'expected.json'), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

function check(folder: string): readonly Found[] {
  const args = [join(root, 'dist/cli.js'), 'check', '--launch', '.vscode/launch.json'];
  const run = spawnSync(process.execPath, [...args, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return (JSON.parse(run.stdout) as { findings: Found[] }).findings;
}

/** The line, counted from 1, that begins so. */
function lineOf(file: string, start: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.findIndex((line) => line.trim().startsWith(start)) + 1;
}

describe('examples/broken', () => {
  let copy: string;
  before(() => {
    copy = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-broken-')));
    cpSync(examples, copy, { recursive: true });
  });
  after(() => rmSync(copy, { recursive: true }));

  for (const [name, ids] of Object.entries(expected)) {
    it(`${name}: gives ${ids.join(' and ')}, as it lies there and built anew`, () => {
      const missing = (folder: string): readonly string[] => {
        const found = check(folder).map(({ id }) => id);
        return ids.filter((id) => !found.includes(id));
      };
      assert.deepEqual(missing(join(examples, name)), []);
      const folder = join(copy, name);
      execFileSync('sh', [join(folder, 'build.sh')]);
      assert.deepEqual(missing(folder), []);
    });
  }

  it('names the line of the script that puts PSRAM into the image (S6)', () => {
    const folder = join(copy, 's6-psram-without-noload');
    const script = join(folder, 'STM32F405ZGTX_FLASH.ld');
    const [found, ...others] = check(folder);
    assert.equal(found?.location?.path, script);
    assert.equal(found.location.line, lineOf(script, '.psram :'));
    assert.equal(found.severity, 'error');
    assert.match(found.message, /8192 bytes, all zero, at 0x60000000 .*\(NOLOAD\) is missing/);
    assert.deepEqual(others, []);
  });

  it('names the line of the .ioc that switches SWD off (S4)', () => {
    const folder = join(copy, 's4-swd-switched-off');
    const found = check(folder).find(({ id }) => id === 'ioc-swd-disabled');
    const project = join(folder, 'blinky.ioc');
    assert.deepEqual(found?.location?.path, project);
    assert.equal(found.location.line, lineOf(project, 'VP_SYS_VS_ND.Mode='));
    assert.equal(found.severity, 'error');
  });
});
