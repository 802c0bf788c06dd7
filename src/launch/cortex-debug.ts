// Cortex-Debug's way of writing a configuration, read as ours: its obsolete names, and its values that have another
// type. Read in its src/frontend/configprovider.ts and package.json (1.13).

import { isObject } from '../base/record';
import type { Finding } from '../findings/finding';
import { attributes } from './attributes';
import type { Attribute } from './attributes';
import { problem } from './problem';
import { optionsAsAttributes } from './server-options';

export interface ReadDialect {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly problems: readonly Finding[];
}

/** Names that Cortex-Debug calls obsolete and still takes. */
const obsoleteNames: Readonly<Record<string, string>> = {
  debugger_args: 'debuggerArgs',
  jlinkpath: 'serverpath',
  openOCDPath: 'serverpath',
  stutilpath: 'serverpath',
  pyocdPath: 'serverpath',
  board: 'boardId',
  target: 'targetId',
};

/** A value as our attribute has it; `problem` where something is lost by that. */
interface ReadValue {
  readonly value: unknown;
  readonly problem?: Finding;
}

/** By attribute; everything else is taken as it is. */
const values: Readonly<Record<string, (value: unknown) => ReadValue>> = {
  // Its older versions had a switch here.
  showDevDebugOutput: (value) => ({
    value: typeof value === 'boolean' ? (value ? 'raw' : 'none') : value,
  }),
  targetId: numberAsText,
  serialNumber: numberAsText,
  interface: (value) =>
    value === 'cjtag' ? { value: 'swd', problem: noCompactJtag() } : { value },
  symbolFiles: readSymbolFiles,
};

/** Never throws; a value that fits nothing stays for resolve-args.ts to complain about. */
export function readCortexDebug(raw: Readonly<Record<string, unknown>>): ReadDialect {
  const problems: Finding[] = [];
  const entries = new Map<string, unknown>();
  for (const [key, given] of Object.entries(raw)) {
    const name = ownValue(obsoleteNames, key) ?? key;
    const isOutdone = name === key ? !isGiven(given) && entries.has(name) : isGiven(raw[name]);
    if (isOutdone) continue;
    const read = ownValue(values, name)?.(given) ?? { value: given };
    if (read.problem !== undefined) problems.push(read.problem);
    entries.set(name, read.value);
  }
  const options = optionsAsAttributes(Object.fromEntries(entries));
  return { configuration: options.configuration, problems: [...problems, ...options.problems] };
}

/** Every older name that an attribute is also given by. */
export function olderNamesOf(attribute: string): readonly string[] {
  const replaced = Object.entries<Attribute>(attributes).filter(
    ([, { replacedBy }]) => replacedBy === attribute,
  );
  const obsolete = Object.entries(obsoleteNames).filter(([, name]) => name === attribute);
  return [...replaced, ...obsolete].map(([name]) => name);
}

/** Own names only: "constructor" in a launch.json means nothing. */
function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function numberAsText(value: unknown): ReadValue {
  return { value: typeof value === 'number' ? String(value) : value };
}

function noCompactJtag(): Finding {
  const message = 'interface "cjtag" is taken as "swd": compact JTAG is not supported.';
  const fix = 'Set interface to "swd" or "jtag".';
  return problem('attribute-unused', 'warning', message, '"interface": "cjtag"', fix);
}

/** Entries may be objects with a file and the addresses that GDB's add-symbol-file takes; we take the file. */
function readSymbolFiles(value: unknown): ReadValue {
  if (!Array.isArray(value)) return { value };
  const lost = new Set<string>();
  const files = value.map((entry: unknown) => {
    if (!isObject(entry) || typeof entry['file'] !== 'string') return entry;
    for (const [key, member] of Object.entries(entry)) {
      if (key !== 'file' && isGiven(member)) lost.add(key);
    }
    return entry['file'];
  });
  if (lost.size === 0) return { value: files };
  const names = [...lost].join(', ');
  const message = `${names} of symbolFiles ${lost.size === 1 ? 'has' : 'have'} no effect: symbols are read at the addresses in the file.`;
  const fix = `Remove ${names}, or link the file for the addresses where it runs.`;
  const what = `"symbolFiles": ${JSON.stringify(value)}`;
  return { value: files, problem: problem('attribute-unused', 'warning', message, what, fix) };
}
