// Another editor for real: Emacs with dap-mode as Debian packages them, without a user, set up by the very lines of
// docs/editors.md. What is compared is what the editor itself knows after each step.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { endMarked, markedEnv, newMark } from '../../../scripts/parts/marked-processes.mjs';
import { limited } from '../../support/dap-client';
import { qemuLaunch } from '../../support/debug-session';
import { graceMs } from '../../support/leftovers';
import { demo, root, taggedLine } from '../../support/project';

/** What emacs-session.el writes down after a step. */
interface Seen {
  readonly step: string;
  /** The frame that the client shows; null while there is none. */
  readonly function: string | null;
  readonly frameLine: number | null;
  /** Where the cursor is. */
  readonly file: string;
  readonly line: number;
  readonly state: string;
  readonly locals?: readonly string[];
  readonly verified?: readonly boolean[];
  readonly adapter?: string;
}

interface Outcome {
  readonly failure: string | null;
  readonly states: readonly Seen[];
}

/** The whole session takes two seconds; a step that hangs is told by Emacs before this. */
const limitMs = 250_000;

/** The setting up of dap-mode that the page shows. */
function documentedSetup(): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const section = /^## Emacs: dap-mode\n([\s\S]*?)(?=^## )/m.exec(page)?.[1] ?? '';
  return [...section.matchAll(/```elisp\n([\s\S]*?)```/g)].map(([, lisp]) => lisp).join('\n');
}

describe('Emacs with dap-mode', () => {
  const mark = newMark();
  const work = taggedLine('work');
  let folder = '';
  let outcome: Outcome;
  const seen = (step: string): Seen | undefined =>
    outcome.states.find((state) => state.step === step);

  before(async function () {
    this.timeout(limitMs + 10_000);
    folder = mkdtempSync(join(tmpdir(), 'emacs-'));
    const file = (name: string): string => join(folder, name);
    writeFileSync(file('setup.el'), documentedSetup());
    const configuration = { name: 'demo', type: 'stm32', request: 'launch', ...qemuLaunch };
    writeFileSync(
      file('plan.json'),
      JSON.stringify({ file: demo.main, line: work, configuration }),
    );
    const emacs = spawn('emacs', ['--batch', '-q', '--load', join(__dirname, 'emacs-session.el')], {
      cwd: folder,
      env: markedEnv(mark, {
        ...process.env,
        HOME: folder,
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
        SESSION_SETUP: file('setup.el'),
        SESSION_ADAPTER: join(root, 'dist/debug-adapter.js'),
        SESSION_PLAN: file('plan.json'),
        SESSION_RESULT: file('result.json'),
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [emacs.stdout, emacs.stderr])
      stream.on('data', (chunk) => (said += String(chunk)));
    await limited(once(emacs, 'close'), 'Emacs to end', limitMs);
    try {
      outcome = JSON.parse(readFileSync(file('result.json'), 'utf8')) as Outcome;
    } catch (error) {
      throw new Error(`Emacs wrote no result: ${said.slice(-1_000)}`, { cause: error });
    }
  });

  after(async () => {
    await endMarked(mark, 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes through the session without an error', () => {
    assert.equal(outcome.failure, null);
  });

  it('launches and shows the first line of main, with the breakpoint verified', () => {
    const expected = { ...at('main', taggedLine('main-first')), step: 'launch', verified: [true] };
    assert.deepEqual(seen('launch'), expected);
  });

  it('continues to the breakpoint', () => {
    assert.deepEqual(seen('continue'), { ...at('tick_work', work), step: 'continue' });
  });

  it('shows the variables of the frame', () => {
    assert.deepEqual(seen('variables')?.locals, ['next=1']);
  });

  it('steps to the next line', () => {
    assert.deepEqual(seen('next'), { ...at('tick_work', work + 1), step: 'next' });
  });

  it('disconnects, and the adapter ends by itself', () => {
    assert.equal(seen('disconnect')?.state, 'terminated');
    assert.equal(seen('disconnect')?.adapter, 'exit');
  });

  it('leaves no process behind', async () => {
    assert.deepEqual(await endMarked(mark, graceMs), []);
  });
});

/** The frame and the cursor are in one place. */
function at(name: string, place: number): Omit<Seen, 'step'> {
  const cursor = { file: 'main.c', line: place };
  return { function: name, frameLine: place, ...cursor, state: 'running' };
}
