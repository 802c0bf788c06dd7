// The language server as it is built: from its start to the first problems, after a keystroke, and over a workspace.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LspSession, uriOf } from '../support/lsp-session';
import type { RowId } from './rows';
import type { Samples } from './samples';

const contender = 'ours';
const fixture = path.join(__dirname, '..', 'fixtures', 'linker', 'f4-ccm.ld');
const linesOfScript = 600;
const keystrokes = 50;
const scriptsOfWorkspace = 1_000;
const startsPerRound = 4;
/** Every script of the workspace has one, to be counted. */
const mistake = '\n(';
const mistakeId = 'ld-unbalanced-bracket';

export class LanguageServerBench {
  readonly #samples: Samples;
  readonly #program: string;
  readonly #folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lsp-bench-')));
  readonly #long: string;

  /** @param dist the folder of the built programs */
  constructor(samples: Samples, dist: string) {
    this.#samples = samples;
    this.#program = path.join(dist, 'language-server.js');
    const text = fs.readFileSync(fixture, 'utf8');
    const lacking = Math.max(0, linesOfScript - text.split('\n').length);
    const more = Array.from({ length: lacking }, (_, index) => `bench_${index} = . + ${index};\n`);
    this.#long = `${text}${more.join('')}${mistake}`;
    for (let index = 0; index < scriptsOfWorkspace; index++) {
      const folder = path.join(this.#folder, 'workspace', `board${index}`);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, 'STM32F407VGTx_FLASH.ld'), `${text}${mistake}`);
    }
  }

  async round(): Promise<void> {
    for (let turn = 0; turn < startsPerRound; turn++) await this.#measureStart();
    await this.#measureWorkspace();
  }

  close(): void {
    fs.rmSync(this.#folder, { recursive: true });
  }

  #add(row: RowId, value: number): void {
    this.#samples.add(row, contender, value, undefined);
  }

  async #measureStart(): Promise<void> {
    const began = performance.now();
    const { session } = await LspSession.start({ program: this.#program });
    const uri = uriOf(path.join(this.#folder, 'STM32F407VGTx_FLASH.ld'));
    try {
      await session.open(uri, this.#long);
      await session.until(() => session.codes(uri)?.includes(mistakeId) ?? false);
      this.#add('lspStart', performance.now() - began);
      await session.until(() => session.parts.get(uri)?.part !== undefined);
      for (let index = 0; index < keystrokes; index++) {
        const problems = session.problems.get(uri);
        const typed = performance.now();
        await session.change(uri, `${this.#long}${' '.repeat(index % 2)}`);
        await session.until(() => session.problems.get(uri) !== problems);
        this.#add('lspKeystroke', performance.now() - typed);
      }
    } finally {
      await session.end();
    }
  }

  async #measureWorkspace(): Promise<void> {
    const began = performance.now();
    const folder = path.join(this.#folder, 'workspace');
    const { session } = await LspSession.start({ program: this.#program, folders: [folder] });
    try {
      await session.until(() => session.problems.size >= scriptsOfWorkspace);
      this.#add('lspWorkspace', performance.now() - began);
      const status = fs.readFileSync(`/proc/${session.child.pid ?? 0}/status`, 'utf8');
      const peakKib = Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]);
      this.#add('lspWorkspaceRss', (peakKib * 1024) / 1e6);
    } finally {
      await session.end();
    }
  }
}
