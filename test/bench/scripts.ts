// Linker scripts: how fast they are parsed and evaluated, and that the time grows with the text and no faster, by the
// code as it is built.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { parseScript } from '../../src/linker/parser';
import type { readScript } from '../../src/linker/read-script';
import type { RowId } from './rows';
import type { Samples } from './samples';

const root = path.join(__dirname, '..', '..');
const sample = path.join(root, 'test', 'fixtures', 'linker', 'f4-ccm.ld');

const warmUps = 30;
const samplesPerRound = 10;
const linesOfScript = 600;
const filesOfMegabyte = 10;
/** Characters; the longer text is so many times the shorter one. */
const shortLength = 80_000;
const growth = 8;

/** Each is a text of about that many characters. */
const worst: readonly ((length: number) => string)[] = [
  (length) => repeated('a = b + 1; ', length),
  (length) => `MEMORY { ${repeated('R : ORIGIN = 0, LENGTH = 1 ', length)} }`,
  (length) => `SECTIONS { ${repeated('.a : { *(.text) } >R :x ', length)} }`,
  (length) => `SECTIONS { .a : { ${repeated('*(SORT(.x) EXCLUDE_FILE(y) .z) ', length)} } }`,
  (length) => `a = ${repeated('(', length)}`,
  (length) => `a = 1${repeated(' ? 1 : 2', length)};`,
  (length) => repeated('=', length),
  (length) => repeated('@', length),
  (length) => repeated('"', length),
  (length) => repeated('/*', length),
  (length) => repeated('{', length),
  (length) => repeated('a=1;', length),
];

interface Code {
  readonly parseScript: typeof parseScript;
  readonly readScript: typeof readScript;
}

export class ScriptBench {
  constructor(private readonly samples: Samples) {}

  round(): void {
    const code = built();
    const text = fs.readFileSync(sample, 'utf8');
    const file = repeated(text, 1_000_000 / filesOfMegabyte);
    const lines = repeated(text, (text.length * linesOfScript) / text.split('\n').length);
    this.#times('scriptParse', () => {
      for (let count = 0; count < filesOfMegabyte; count += 1) code.parseScript(file);
    });
    this.#times('scriptRead', () => code.readScript(lines, 'a.ld'));
    this.#times('scriptLong', () => code.readScript(repeated('a = 1; ', 10_000_000), 'a.ld'), 1);
    this.#add('scriptGrowth', Math.max(...worst.map((make) => growthOf(code, make))));
  }

  #times(row: RowId, run: () => unknown, turns = samplesPerRound): void {
    for (let turn = 0; turn < (turns === 1 ? 0 : warmUps); turn += 1) run();
    for (let turn = 0; turn < turns; turn += 1) this.#add(row, msOf(run));
  }

  #add(row: RowId, value: number): void {
    this.samples.add(row, 'ours', value, undefined);
  }
}

/** How many times as long the longer text takes, of the best of some runs. */
function growthOf(code: Code, make: (length: number) => string): number {
  const best = (text: string): number =>
    Math.min(...Array.from({ length: 5 }, () => msOf(() => code.readScript(text, 'a.ld'))));
  const short = best(make(shortLength));
  return best(make(shortLength * growth)) / short;
}

function msOf(run: () => unknown): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

/** Bundled as the programs are: tsx would add a call to every closure. */
function built(): Code {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'script-bench-'));
  const outfile = path.join(folder, 'scripts.cjs');
  const contents =
    "export { parseScript } from './parser'; export { readScript } from './read-script';";
  const stdin = { contents, resolveDir: path.join(root, 'src', 'linker'), loader: 'ts' } as const;
  try {
    buildSync({ stdin, bundle: true, platform: 'node', target: 'node20', minify: true, outfile });
    return createRequire(outfile)(outfile) as Code;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
