// `stm32-preflight explain` of the built program: what comes in by files and pipes, what goes out, and how it ends.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logLimitBytes } from '../../../src/base/log-window';
import { root } from '../../support/project';

const program = join(root, 'dist', 'cli.js');

/** OpenOCD 0.12.0 with its GDB port taken, as it prints it. */
const portTaken = [
  'Open On-Chip Debugger 0.12.0',
  'Licensed under GNU GPL v2',
  "Error: couldn't bind gdb to socket on port 3333: Address already in use",
  '',
].join('\n');

const nothing = 'hello\nworld\n';

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Told {
  readonly file: string;
  readonly lines: number;
  readonly linesNotRead?: number;
  readonly causes: readonly {
    readonly id: string;
    readonly confidence: string;
    readonly evidence: readonly { readonly line: number; readonly text: string }[];
    readonly fix: string;
    readonly experiment: string | null;
  }[];
  readonly lastLines: readonly { readonly line: number; readonly text: string }[];
}

describe('stm32-preflight explain', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-explain-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function put(name: string, content: string | Uint8Array): string {
    writeFileSync(join(folder, name), content);
    return name;
  }

  /** @param input what is piped in; nothing when left out, and the pipe is closed. */
  async function run(argv: readonly string[], input: string | Uint8Array = ''): Promise<Run> {
    const child = spawn(process.execPath, [program, 'explain', ...argv], { cwd: folder });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.on('error', () => (err += 'the pipe was closed early\n'));
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }

  async function told(argv: readonly string[], input?: string | Uint8Array): Promise<Told> {
    const { code, out, err } = await run(['--format', 'json', ...argv], input);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as Told;
  }

  it('names the cause in a log, with the line that proves it, what to do and exit code 0', async () => {
    const { file, causes } = await told([put('openocd.log', portTaken)]);
    assert.equal(file, 'openocd.log');
    const [first] = causes;
    assert.equal(first?.id, 'port-in-use');
    assert.equal(first.confidence, 'confirmed');
    assert.deepEqual(first.evidence[0], { line: 3, text: portTaken.split('\n')[2] });
    assert.notEqual(first.fix, '');
    assert.ok(first.experiment === null || typeof first.experiment === 'string');
  });

  it('reads standard input, by its name and without any', async () => {
    for (const argv of [['-'], []]) {
      const { file, causes, lines } = await told(argv, portTaken);
      assert.deepEqual([file, lines, causes[0]?.id], ['-', 3, 'port-in-use']);
    }
  });

  it('reads the same in UTF-16, with CR LF, colours and zero bytes', async () => {
    const windows = portTaken.replaceAll('\n', '\r\n');
    const coloured = portTaken.replace('Error:', '\u001B[31mError:\u001B[0m\0\0');
    const all = [Buffer.from(`\uFEFF${windows}`, 'utf16le'), windows, coloured];
    const wanted = (await told([], portTaken)).causes;
    for (const text of all) assert.deepEqual((await told([], text)).causes, wanted);
  });

  it('says not known, with the last lines, and exits with 0', async () => {
    const { code, out, err } = await run([put('a.log', nothing)]);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Not known: .* last lines:\n {3}line 1: hello\n {3}line 2: world\n/);
    assert.deepEqual((await told(['a.log'])).causes, []);
  });

  it('takes beginning and end of a log that is too long, with the numbers of its lines', async () => {
    const flood = Buffer.from('Info : halted due to step\n'.repeat(40_000));
    const parts = Array.from({ length: 12 }, () => flood);
    const bytes = Buffer.concat([...parts, Buffer.from(portTaken)]);
    assert.ok(bytes.length > logLimitBytes);
    for (const [path, input] of [[put('flood.log', bytes)], ['-', bytes]] as const) {
      const { lines, linesNotRead = 0, causes } = await told([path], input);
      assert.equal(lines, 12 * 40_000 + 3);
      assert.ok(linesNotRead > 0);
      assert.equal(causes[0]?.evidence[0]?.line, lines);
    }
  });

  it('explains several logs each on its own', async () => {
    const { code, out } = await run([
      ...['--format', 'json', put('a.log', portTaken), put('b.log', nothing)],
    ]);
    const { files } = JSON.parse(out) as { files: readonly Told[] };
    assert.equal(code, 0);
    assert.deepEqual(
      files.map(({ file, causes }) => [file, causes[0]?.id]),
      [
        ['a.log', 'port-in-use'],
        ['b.log', undefined],
      ],
    );
  });

  it('explains those that it can read, and exits with 2 for the others', async () => {
    const { code, out, err } = await run(['--format', 'json', put('a.log', nothing), 'none.log']);
    assert.equal(code, 2);
    assert.equal((JSON.parse(out) as { files: readonly Told[] }).files.length, 1);
    assert.equal(err.split('\n').length, 2, err);
  });

  const place = (name: string): string => join(folder, name);
  const bad: readonly (readonly [what: string, argv: readonly string[], told: () => RegExp])[] = [
    [
      'a file that is not there',
      ['none.log'],
      () => /^(.*)none\.log is not there\. Look at the sp/,
    ],
    ['a folder', ['logs'], () => /logs is a folder\. Name the log files in it\.\n$/],
    [
      'an ELF file',
      ['fw.elf'],
      () => /fw\.elf is an ELF file, not a log\. Name the file with what/,
    ],
    [
      'a binary file',
      ['fw.bin'],
      () => /fw\.bin is a binary file \(it begins with 0x[0-9a-f]{8}\)/,
    ],
    [
      'an empty file',
      ['empty.log'],
      () => /empty\.log is empty\. Save what the tool prints to sta/,
    ],
    ['an empty pipe', ['-'], () => /^Standard input is empty\. Save what the tool prints/],
    [
      'no regular file',
      ['/dev/null'],
      () => /^\/dev\/null is a device or a pipe, no ordinary file/,
    ],
  ];
  for (const [what, argv, pattern] of bad) {
    it(`refuses ${what} with a sentence, a remedy and exit code 2`, async () => {
      mkdirSync(place('logs'));
      put('fw.elf', readFileSync(process.execPath).subarray(0, 4096));
      put(
        'fw.bin',
        new Uint8Array(4096).map((_, at) => ((at * 37) % 251) % 24),
      );
      put('empty.log', '');
      const { code, out, err } = await run(argv);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, pattern());
      assert.equal(err.split('\n').length, 2, 'one line');
    });
  }

  it('writes into a file, and says when it cannot', async () => {
    put('a.log', nothing);
    const { code, out } = await run(['a.log', '--output', 'told.txt']);
    assert.deepEqual([code, out], [0, '']);
    assert.match(readFileSync(place('told.txt'), 'utf8'), /^Not known/);
    const wrong = await run(['a.log', '--output', join('none', 'told.txt')]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /^--output: .* cannot be written: ENOENT/);
  });
});
