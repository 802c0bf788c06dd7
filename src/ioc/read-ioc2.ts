// Text of a CubeMX2 .ioc2 file → what it says about the project. It is TOML whose values are whole files:
// `"File: <path>" = """<content>"""`, of which the pinout and the csolution matter here. Never throws.

import { LineIndex } from '../base/text';
import { debugStateOf } from './debug-state';
import type { IocIp, IocPin, IocPlace, IocProblem, IocProject } from './ioc-project';
import { pinOf } from './read-ioc';

interface Block {
  readonly path: string;
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly start: number;
  readonly isClosed: boolean;
}

/** Reads the text of an .ioc2 file; text that is none gives a project of undefined members with problems. */
export function readIoc2(text: string): IocProject {
  const lines = new LineIndex(text);
  const blocks = blocksOf(text);
  const placeOf = (start: number, end: number): IocPlace => placeIn(lines, start, end);
  const pinout = blocks.find(({ path }) => path.endsWith('pinout.store.json'));
  const solution = blocks.find(({ path }) => path.endsWith('.csolution.yml'));
  const { pins, isReadable } = pinout === undefined ? noPins : pinsOf(pinout, placeOf);
  const named = solution === undefined ? undefined : deviceOf(solution, placeOf);
  return {
    format: 'ioc2',
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    device: named?.device,
    devicePlace: named?.place,
    orderCode: named?.device,
    family: named === undefined ? undefined : /^STM32[A-Z]+\d/.exec(named.device)?.[0],
    board: boardOf(blocks),
    version: /^mx2Version *= *"([^"\n]{1,40})"/m.exec(text)?.[1],
    projectName: solution === undefined ? undefined : baseName(solution.path, '.csolution.yml'),
    toolchain: undefined,
    mainLocation: undefined,
    contexts: [],
    trustZone: undefined,
    debug: debugStateOf(pins.map(withMode), undefined),
    freePins: undefined,
    pins,
    ips: ipsOf(pins),
    values: new Map(),
    problems: problemsOf(text, blocks, pinout, isReadable, placeOf),
  };
}

type PlaceOf = (start: number, end: number) => IocPlace;

function placeIn(lines: LineIndex, start: number, end: number): IocPlace {
  const { line, column } = lines.placeOf(start);
  return { start, end, line, column, endColumn: column + (end - start) };
}

const opening = /^"File: ([^"\n]*)" *= *"""/gm;

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = opening.lastIndex;
    const end = endOfBlock(text, start);
    blocks.push({
      ...{ path: match[1] ?? '', text: text.slice(start, end ?? text.length), start },
      isClosed: end !== undefined,
    });
    opening.lastIndex = (end ?? text.length) + 3;
  }
  return blocks;
}

/** The closing quotes, an escaped one passed over. */
function endOfBlock(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"""', from); at >= 0; at = text.indexOf('"""', at + 1)) {
    if (text[at - 1] !== '\\') return at;
  }
  return undefined;
}

/** TOML's escapes in a multi-line string; a file without a backslash is its own value. */
function contentOf(raw: string): string {
  return raw.replace(/\\(["\\])/g, '$1');
}

const noPins: { readonly pins: readonly IocPin[]; readonly isReadable: boolean } = {
  pins: [],
  isReadable: true,
};

function pinsOf(block: Block, placeOf: PlaceOf): typeof noPins {
  const store = parseJson(block.text) ?? parseJson(contentOf(block.text));
  if (store === undefined) return { pins: [], isReadable: false };
  const pinout = member(store, 'pinout-configuration');
  const pins: IocPin[] = [];
  // Places are looked for in the order of the list: the pins stand in it one after the other.
  let from = 0;
  for (const list of ['userConfigurations', 'needConfigurations']) {
    for (const item of arrayOf(member(pinout, list))) {
      const signal = textOf(member(member(item, 'signal'), 'name'));
      const instance = textOf(member(member(item, 'signal'), 'instance'));
      const name = textOf(member(member(item, 'pin'), 'name'));
      if (name === undefined) continue;
      const at = block.text.indexOf(`"name": "${name}"`, from);
      if (at >= 0) from = at + 1;
      const start = block.start + Math.max(at, 0);
      const length = at < 0 ? 0 : `"name": "${name}"`.length;
      pins.push({
        ...{ pin: pinOf(name), name, mode: undefined, label: undefined },
        // A plain GPIO has only its port as the instance: GPIOA and "GPIO".
        signal: signal === 'GPIO' ? (instance ?? signal) : signal,
        place: placeOf(start, start + length),
      });
    }
  }
  return { pins, isReadable: true };
}

/** CubeMX2 has no mode of the debug pins beside their signals: given a signal, they are on. */
function withMode(pin: IocPin): IocPin {
  return pin.signal?.startsWith('DEBUG_') === true ? { ...pin, mode: 'Serial_Wire' } : pin;
}

function ipsOf(pins: readonly IocPin[]): readonly IocIp[] {
  const found = new Map<string, IocIp>();
  for (const { signal, place } of pins) {
    const name = signal === undefined ? '' : signal.split('_', 1)[0];
    if (name !== undefined && name !== '' && !found.has(name)) found.set(name, { name, place });
  }
  return [...found.values()];
}

function deviceOf(
  block: Block,
  placeOf: PlaceOf,
): { readonly device: string; readonly place: IocPlace } | undefined {
  const match = /^[ \t-]*device: *["']?(?:[\w .-]+::)?(STM32\w{2,20})/m.exec(block.text);
  if (match?.[1] === undefined) return undefined;
  const start = block.start + match.index + match[0].length - match[1].length;
  return { device: match[1], place: placeOf(start, start + match[1].length) };
}

/** `…$STMicroelectronics::NUCLEO-C542RC@NUC542RC$KR1` in the hardware's composition. */
function boardOf(blocks: readonly Block[]): string | undefined {
  const block = blocks.find(({ path }) => path.endsWith('hw-composition.store.json'));
  return block === undefined
    ? undefined
    : /"boardUID": *"[^"\n]{0,200}?::([\w-]{1,60})@/.exec(block.text)?.[1];
}

function baseName(path: string, suffix: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -suffix.length);
}

function problemsOf(
  text: string,
  blocks: readonly Block[],
  pinout: Block | undefined,
  isReadable: boolean,
  placeOf: PlaceOf,
): readonly IocProblem[] {
  if (blocks.length === 0) {
    const message = text.trim() === '' ? 'it is empty' : 'it has no block "File: …"';
    return [{ kind: 'not-cubemx', message, place: placeOf(0, 0) }];
  }
  const open = blocks.find(({ isClosed }) => !isClosed);
  if (open !== undefined) {
    const message = `the block "File: ${open.path}" does not end`;
    return [{ kind: 'cut-off', message, place: placeOf(open.start, open.start) }];
  }
  if (pinout !== undefined && !isReadable) {
    const message = `the block "File: ${pinout.path}" is no JSON`;
    return [{ kind: 'no-json', message, place: placeOf(pinout.start, pinout.start) }];
  }
  return [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
