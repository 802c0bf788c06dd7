// What the bench knows of examples/f405-demo: its files, its tagged lines, and what its variables must show.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface Firmware {
  readonly folder: string;
  readonly elf: string;
  readonly mainC: string;
  /** Line numbers in main.c of the comments `@name`. */
  readonly lines: Readonly<
    Record<'main-first' | 'bottom' | 'locals-first' | 'locals' | 'loop', number>
  >;
  /** Twenty lines of main.c that have code, in order. */
  readonly twentyLines: readonly number[];
  /** The first eight bytes of the vector table: initial SP and reset address, as they lie in flash. */
  readonly vectors: Buffer;
}

/** The int array every page is read from. Each element is three times its index, from before main on. */
export const bigArray = {
  name: 'big_array',
  length: 10_000,
  valueAt: (index: number) => index * 3,
};

/** Frames at `@bottom`, main included. */
export const deepestFrames = 53;

/** Locals of the function that holds `@locals`. */
export const localsCount = 17;

export const flash = { start: 0x08000000, sizeBytes: 1024 * 1024 };

/** QEMU's board for this image. */
export const board = 'netduinoplus2';

/**
 * @param folder of the example project, with its built ELF
 * @param gdb asked for the lines that have code
 * @throws Error when a tag or the ELF is missing
 */
export function readFirmware(folder: string, gdb: string): Firmware {
  const elf = path.join(folder, 'build', 'f405-demo.elf');
  const mainC = path.join(folder, 'Core', 'Src', 'main.c');
  const source = fs.readFileSync(mainC, 'utf8').split('\n');
  const tag = (name: string): number => {
    const index = source.findIndex((line) => line.includes(`/* @${name} */`));
    if (index < 0) throw new Error(`${mainC} has no line tagged @${name}`);
    return index + 1;
  };
  return {
    folder,
    elf,
    mainC,
    lines: {
      'main-first': tag('main-first'),
      bottom: tag('bottom'),
      // `int many_locals(void)`, `{`, then its first line.
      'locals-first': source.findIndex((line) => line.startsWith('int many_locals(')) + 3,
      locals: tag('locals'),
      loop: tag('loop'),
    },
    twentyLines: linesWithCode(gdb, elf, folder).slice(0, 20),
    vectors: vectorsOf(elf, gdb),
  };
}

function linesWithCode(gdb: string, elf: string, cwd: string): number[] {
  const output = execFileSync(
    gdb,
    ['-nx', '-q', '-batch', '-ex', 'maint info line-table main.c', elf],
    {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  // Rows: INDEX LINE REL-ADDRESS… IS-STMT; GDB 13 has one address column, newer ones two.
  const rows = [...output.matchAll(/^\d+ +(\d+) +0x[0-9a-f]+ .*Y/gm)];
  const lines = [...new Set(rows.map((row) => Number(row[1])))].sort((a, b) => a - b);
  if (lines.length < 20) throw new Error(`${elf}: only ${lines.length} lines of main.c have code`);
  return lines;
}

function vectorsOf(elf: string, gdb: string): Buffer {
  const output = execFileSync(gdb, ['-nx', '-q', '-batch', '-ex', 'x/2xw 0x08000000', elf], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const words = [...output.matchAll(/\t0x([0-9a-f]{8})/g)].map((match) =>
    parseInt(match[1] ?? '', 16),
  );
  const bytes = Buffer.alloc(8);
  words.forEach((word, index) => bytes.writeUInt32LE(word, index * 4));
  return bytes;
}
