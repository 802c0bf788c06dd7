// A part's name as people and tools write it → which parts of the table it means.

import { deviceTable, ownValue, partEntry } from './table';

/** Keys are names without `STM32`. */
export type NamedParts =
  | { readonly kind: 'part'; readonly key: string }
  | NamedLine
  | { readonly kind: 'preliminary'; readonly line: string }
  /** `text` is what is left for a comparison with known names. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A name that leaves the choice among `keys` open: a line, a flash size class, a range of CubeMX. */
export interface NamedLine {
  readonly kind: 'line';
  readonly name: string;
  readonly keys: readonly string[];
  /** The one with the most flash, of those the one with the most RAM. */
  readonly largest: string;
}

/** Longer than any name with its vendor, package and packing; the rest of a longer text is not looked at. */
const nameLimit = 80;

/** Package letter, temperature range, then options and packing: `T6`, `Tx`, `TxQ`, `T6QTR`, `Q`. */
const tailForm = /^(?:[A-Z](?:[0-9X][A-Z0-9]{0,7})?)?$/;

/** What tools append for a core or a world: `_M7`, `_CM4`, `_S`. */
const coreForm = /^(?:C?M\d{1,2}P?|A7|A35|NS|S|CPU\d|CORE\d)$/;

export function namedParts(name: string): NamedParts {
  const text = withoutVendor(name.slice(0, nameLimit).toUpperCase());
  // Before `-` is ignored: `L151RB-A` is a part of its own.
  if (ownValue(deviceTable().parts, text) !== undefined) return { kind: 'part', key: text };
  const range = rangeOf(text);
  if (range !== undefined) return range;
  const [head = '', ...rest] = text.replaceAll('-', '').split('_');
  if (rest.length > 0 && rest.every((word) => coreForm.test(word))) return resolve(head);
  return resolve(head + rest.join(''));
}

/** Without white space, vendor, `STM32`, and what a tool put behind `:`, `/` or `,`. */
function withoutVendor(text: string): string {
  const packed = text.replace(/\s+/g, ' ').trim();
  const start = packed.indexOf('STM32');
  const own =
    start >= 0
      ? packed.slice(start + 'STM32'.length)
      : packed.replace(/^(?:STMICROELECTRONICS|ST)[^A-Z0-9]+/, '');
  const [first = ''] = own.split(/[:/,;@|]/);
  return first.replaceAll(' ', '').replace(/^[-_]+/, '');
}

function resolve(text: string): NamedParts {
  const key = partKey(text);
  if (key !== undefined) return { kind: 'part', key };
  return lineOf(text) ?? preliminaryOf(text) ?? { kind: 'unknown', text };
}

/** The longest key the text begins with, when a package and so on may follow. */
function partKey(text: string): string | undefined {
  const { parts } = deviceTable();
  for (let length = Math.min(text.length, 8); length >= 5; length -= 1) {
    const key = text.slice(0, length);
    if (ownValue(parts, key) === undefined) continue;
    const tail = text.slice(length);
    if (!tailForm.test(tail)) return undefined;
    // L1: the revised silicon has an A or X behind package and temperature, `L151RBT6A`.
    const variant = tail === 'A' ? 'A' : /^[A-Z][0-9X]([AX])/.exec(tail)?.[1];
    const varied = `${key}-${variant ?? ''}`;
    return ownValue(parts, varied) === undefined ? key : varied;
  }
  return undefined;
}

/** `F405`, `F405xx`, `F103xB` (flash size class), `F405R` (pin count), `MP157Cxx`. */
function lineOf(text: string): NamedLine | undefined {
  const { lines } = deviceTable();
  const line = [5, 4]
    .map((length) => text.slice(0, length))
    .find((head) => ownValue(lines, head) !== undefined);
  if (line === undefined) return undefined;
  const rest = text.slice(line.length);
  if (/^X{0,4}$/.test(rest)) {
    return namedLine(line, partsOfLine(line), ownValue(lines, line));
  }
  const [pins = 'X', flash = 'X'] = rest;
  const tail = rest.slice(2);
  if (!tailForm.test(tail)) return undefined;
  const fitting = partsOfLine(line).filter(
    (key) => fits(pins, key[line.length]) && fits(flash, key[line.length + 1]),
  );
  const name = `${line}${pins === 'X' ? 'x' : pins}${flash === 'X' ? '' : flash}`;
  return openChoice(name, fitting, tail === 'A' || tail === 'X' ? tail : '');
}

function fits(wanted: string, letter: string | undefined): boolean {
  return wanted === 'X' || wanted === letter;
}

/** Of these parts the ones with `-A` or `-X` when it was asked for and there are any, else those without. */
function openChoice(name: string, keys: readonly string[], variant: string): NamedLine | undefined {
  const varied = variant === '' ? [] : keys.filter((key) => key.endsWith(`-${variant}`));
  if (varied.length > 0) return namedLine(`${name}-${variant}`, varied);
  return namedLine(
    name,
    keys.filter((key) => !key.includes('-')),
  );
}

/** Undefined when there is nothing to choose from. */
function namedLine(
  name: string,
  keys: readonly string[],
  largest = largestPart(keys),
): NamedLine | undefined {
  return largest === undefined ? undefined : { kind: 'line', name, keys, largest };
}

/** CubeMX's `F103R(8-B)Tx`: one data sheet for several flash sizes. */
function rangeOf(text: string): NamedLine | undefined {
  const match = /^([A-Z0-9]{4,7})\(([A-Z0-9](?:-[A-Z0-9]){0,7})\)([A-Z0-9]*)$/.exec(text);
  if (match === null) return undefined;
  const [, head = '', letters = '', tail = ''] = match;
  const classes = letters.split('-');
  const variant = /^[A-Z][0-9X]([AX])/.exec(tail)?.[1] ?? '';
  const fitting = Object.keys(deviceTable().parts).filter(
    (key) => key.startsWith(head) && classes.includes(key[head.length] ?? ''),
  );
  return openChoice(`${head}(${letters})`, fitting, variant);
}

function preliminaryOf(text: string): NamedParts | undefined {
  const { preliminary } = deviceTable();
  const line = [5, 4]
    .map((length) => text.slice(0, length))
    .find((head) => ownValue(preliminary, head) !== undefined);
  if (line === undefined || !/^[A-Z0-9]{0,9}$/.test(text.slice(line.length))) return undefined;
  return { kind: 'preliminary', line };
}

let byLine: ReadonlyMap<string, readonly string[]> | undefined;

/** The keys of a line's parts. */
export function partsOfLine(line: string): readonly string[] {
  byLine ??= groupByLine();
  return byLine.get(line) ?? [];
}

function groupByLine(): ReadonlyMap<string, readonly string[]> {
  const { parts, lines } = deviceTable();
  const groups = new Map<string, string[]>(Object.keys(lines).map((line) => [line, []]));
  for (const key of Object.keys(parts)) {
    (groups.get(key.slice(0, 5)) ?? groups.get(key.slice(0, 4)))?.push(key);
  }
  return groups;
}

function largestPart(keys: readonly string[]): string | undefined {
  let largest: { readonly key: string; readonly bytes: readonly [number, number] } | undefined;
  for (const key of keys) {
    const bytes = sizesOf(key);
    const [flash, ram] = largest?.bytes ?? [-1, -1];
    if (bytes[0] > flash || (bytes[0] === flash && bytes[1] > ram)) largest = { key, bytes };
  }
  return largest?.key;
}

function sizesOf(key: string): readonly [flash: number, ram: number] {
  const entry = partEntry(key);
  const banks = entry?.layouts[0]?.banks ?? [];
  const ram = deviceTable().ram[entry?.variant.ram ?? -1] ?? [];
  return [
    banks.reduce((sum, [, size]) => sum + size, 0),
    ram.reduce((sum, { kind, size }) => (kind === 'alias' ? sum : sum + size), 0),
  ];
}
