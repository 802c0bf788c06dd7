// A linker script of test/fixtures/scripts with what its first line says is known around it:
// `/* fixture: {"part": "STM32F405RG", "needed": ["_sidata"]} */`. Its folder serves INCLUDE.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findDevice } from '../../src/devices/find-device';
import type { FileEdit } from '../../src/findings/finding';
import { readScript } from '../../src/linker/read-script';
import { checkScript } from '../../src/script-checks/check-script';
import type { ScriptReport } from '../../src/script-checks/check-script';
import type {
  BuildSeen,
  InputSectionSeen,
  NamedPart,
  OutputSectionSeen,
  ScriptFacts,
} from '../../src/script-checks/script-check';
import { deviceNamed } from './device';

/** What stands behind `fixture:`. Everything may be left out: then it is not known. */
interface Surroundings {
  readonly part?: string;
  /** Symbols that the startup file takes from the script. */
  readonly needed?: readonly string[];
  readonly build?: {
    /** By name: sizes in bytes, or more where a check looks at it. */
    readonly outputs?: Readonly<Record<string, number | Partial<OutputSectionSeen>>>;
    readonly symbols?: Readonly<Record<string, number>>;
    readonly inputs?: readonly (Partial<InputSectionSeen> & { readonly name: string })[];
  };
  readonly named?: readonly { readonly kind: NamedPart['kind']; readonly text: string }[];
  /** How many times all behind the first line stands there: for a script of megabytes. */
  readonly times?: number;
}

const whereNamed: Readonly<Record<NamedPart['kind'], string>> = {
  configuration: 'launch configuration',
  ioc: 'board.ioc',
  'linker-script': 'board.ld',
  build: 'CMakeLists.txt',
};

const firstLine = /^\/\* fixture: (\{.*\}) \*\//;

/** @param file how the script is called in places; others are looked for beside `path`. */
export function checkCase(text: string, file: string, path: string): ScriptReport {
  return checkScript(factsOf(text, file, path));
}

function factsOf(text: string, file: string, path: string): ScriptFacts {
  const json = firstLine.exec(text)?.[1];
  if (json === undefined) throw new Error(`${path} has no fixture comment on its first line`);
  const around = JSON.parse(json) as Surroundings;
  const { part, needed, build, named = [], times = 1 } = around;
  const whole = times === 1 ? text : repeated(text, times);
  const script = readScript(whole, file, (name) => {
    const beside = join(dirname(path), name);
    return existsSync(beside) ? { file: name, text: readFileSync(beside, 'utf8') } : undefined;
  });
  return {
    script,
    part: part === undefined ? undefined : { device: deviceNamed(part), source: 'device table' },
    named: named.map(({ kind, text: name }) => ({
      ...{ kind, text: name },
      ...{ where: whereNamed[kind], match: findDevice(name) },
    })),
    build: build && buildOf(build),
    needed: needed?.map((name) => ({
      ...{ name, isStartup: true },
      location: { file: 'startup.s', line: 1 },
    })),
  };
}

function repeated(text: string, times: number): string {
  const start = text.indexOf('\n') + 1;
  return text.slice(0, start) + text.slice(start).repeat(times);
}

function buildOf(build: NonNullable<Surroundings['build']>): BuildSeen {
  const { outputs = {}, symbols = {}, inputs } = build;
  return {
    source: 'firmware.elf',
    writtenAtMs: undefined,
    outputs: new Map(Object.entries(outputs).map(([name, seen]) => [name, outputOf(name, seen)])),
    symbols: new Map(Object.entries(symbols)),
    inputs: inputs?.map((seen) => ({
      ...{ sizeBytes: 4, type: 'progbits', object: 'main.o', output: '' },
      ...seen,
    })),
  };
}

function outputOf(name: string, seen: number | Partial<OutputSectionSeen>): OutputSectionSeen {
  const { sizeBytes = 0, address = 0 } = typeof seen === 'number' ? { sizeBytes: seen } : seen;
  const rest = typeof seen === 'number' ? {} : seen;
  return { name, sizeBytes, address, loadAddress: address, isNobits: false, ...rest };
}

/** The text with the edits of one fix; throws where they overlap or leave the text. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  const offsetOf = ({ line, column }: FileEdit['start']): number => {
    const start = starts[line - 1];
    if (start === undefined || start + column - 1 > text.length) throw new Error('edit outside');
    return start + column - 1;
  };
  const ranges = edits
    .map(({ start, end, newText }) => ({ from: offsetOf(start), to: offsetOf(end), newText }))
    .sort((a, b) => b.from - a.from);
  let before = text.length;
  let result = text;
  for (const { from, to, newText } of ranges) {
    if (to > before || from > to) throw new Error('edits overlap');
    result = result.slice(0, from) + newText + result.slice(to);
    before = from;
  }
  return result;
}
