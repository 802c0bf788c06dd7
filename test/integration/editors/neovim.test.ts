// Linker scripts in another editor for real: Debian's Neovim, without a user, set up by the very lines of
// docs/editors.md. What vim.diagnostic knows is compared with what the server says to any client.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver/node';
import { endMarked, markedEnv, newMark } from '../../../scripts/parts/marked-processes.mjs';
import { limited } from '../../support/dap-client';
import { graceMs } from '../../support/leftovers';
import { LspSession, serverProgram, uriOf } from '../../support/lsp-session';
import { root } from '../../support/project';

interface Seen {
  readonly code: string;
  readonly message: string;
  readonly severity: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly source: string;
}

interface Outcome {
  readonly failure: string | null;
  readonly opened?: readonly Seen[];
  readonly mended?: boolean;
  readonly undone?: readonly Seen[];
  readonly filetype?: string;
}

/** Everything takes a second; what hangs is told by Neovim before this. */
const limitMs = 250_000;
const wanted = 'ld-content-in-external-memory';
const faulty = '  .psram :';

/** Buffers in a PSRAM behind QUADSPI, which nothing can program: the section lacks (NOLOAD). */
const script = [
  'ENTRY(Reset_Handler)',
  'MEMORY',
  '{',
  '  FLASH (rx)  : ORIGIN = 0x08000000, LENGTH = 512K',
  '  RAM (xrw)   : ORIGIN = 0x20000000, LENGTH = 128K',
  '  PSRAM (rw)  : ORIGIN = 0x90000000, LENGTH = 8M',
  '}',
  '_estack = ORIGIN(RAM) + LENGTH(RAM);',
  'SECTIONS',
  '{',
  '  .isr_vector : { KEEP(*(.isr_vector)) } >FLASH',
  '  .text : { *(.text*) *(.rodata*) } >FLASH',
  '  .ARM.exidx : { *(.ARM.exidx*) } >FLASH',
  '  .data : { *(.data*) } >RAM AT> FLASH',
  '  .bss : { *(.bss*) *(COMMON) } >RAM',
  faulty,
  '  {',
  '    *(.psram*)',
  '  } >PSRAM',
  '}',
  '',
].join('\n');

function documentedSetup(): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const section = /^### Neovim: linker scripts\n([\s\S]*?)(?=^##)/m.exec(page)?.[1] ?? '';
  return [...section.matchAll(/```lua\n([\s\S]*?)```/g)].map(([, lua]) => lua).join('\n');
}

describe('Neovim with the language server', () => {
  const mark = newMark();
  let folder = '';
  let outcome: Outcome;
  let told: readonly Diagnostic[] = [];

  before(async function () {
    this.timeout(limitMs + 20_000);
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'neovim-')));
    const file = (name: string): string => join(folder, name);
    const target = file('STM32F446RETx_FLASH.ld');
    writeFileSync(target, script);
    writeFileSync(file('setup.lua'), documentedSetup());
    const { session } = await LspSession.start({ folders: [folder] });
    await session.open(uriOf(target), script);
    await session.until(() => session.codes(uriOf(target))?.includes(wanted) ?? false);
    told = session.problems.get(uriOf(target)) ?? [];
    await session.end();
    const nvim = spawn(
      'nvim',
      ['--headless', '--clean', '-c', `luafile ${join(__dirname, 'neovim-session.lua')}`],
      {
        cwd: folder,
        env: markedEnv(mark, {
          ...process.env,
          HOME: folder,
          XDG_STATE_HOME: folder,
          XDG_CONFIG_HOME: folder,
          XDG_CACHE_HOME: folder,
          XDG_DATA_HOME: folder,
          PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
          SESSION_SETUP: file('setup.lua'),
          SESSION_SERVER: serverProgram,
          SESSION_SCRIPT: target,
          SESSION_WANTED: wanted,
          SESSION_LINE: faulty,
          SESSION_FIXED: '  .psram (NOLOAD) :',
          SESSION_RESULT: file('result.json'),
        }),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [nvim.stdout, nvim.stderr])
      stream.on('data', (chunk) => (said += String(chunk)));
    await limited(once(nvim, 'close'), 'Neovim to end', limitMs);
    try {
      outcome = JSON.parse(readFileSync(file('result.json'), 'utf8')) as Outcome;
    } catch (error) {
      throw new Error(`Neovim wrote no result: ${said.slice(-1_000)}`, { cause: error });
    }
  });

  after(async () => {
    await endMarked(mark, 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes through the session without an error', () => {
    assert.equal(outcome.failure, null);
  });

  it('knows the script as a linker script', () => {
    assert.equal(outcome.filetype, 'ld');
  });

  it('shows the problem of the PSRAM section on its line', () => {
    const line = script.split('\n').indexOf(faulty);
    const problem = outcome.opened?.find(({ code }) => code === wanted);
    assert.equal(problem?.line, line);
  });

  it('shows the same problems as the server tells any client', () => {
    assert.deepEqual(outcome.opened, told.map(asSeen));
  });

  it('shows none once the section is marked NOLOAD, and the same again when that is undone', () => {
    assert.equal(outcome.mended, true);
    assert.deepEqual(outcome.undone, outcome.opened);
  });

  it('leaves no process behind', async () => {
    assert.deepEqual(await endMarked(mark, graceMs), []);
  });
});

function asSeen({ code, message, severity, range, source }: Diagnostic): Seen {
  return {
    code: String(code),
    message: typeof message === 'string' ? message : message.value,
    severity: severity ?? 0,
    line: range.start.line,
    column: range.start.character,
    endLine: range.end.line,
    endColumn: range.end.character,
    source: source ?? '',
  };
}
