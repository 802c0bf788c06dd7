// Values as other dialects write them, read as ours. Undefined where a value means nothing.

import { isObject } from '../../base/record';
import type { ResetStrategy } from '../launch-args';

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function texts(value: unknown): readonly string[] | undefined {
  return isTexts(value) && value.length > 0 ? value : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Also as text: ST writes numbers that way. */
export function wholeNumber(value: unknown): number | undefined {
  const digits = typeof value === 'number' ? String(value) : text(value);
  return digits !== undefined && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

/** 0 stands for "the server's own choice". */
export function speed(value: unknown): number | undefined {
  const given = wholeNumber(value);
  return given === 0 ? undefined : given;
}

/** `true`, "true", "enabled" and their opposites. */
export function truth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = text(value)?.toLowerCase() ?? '';
  if (/^(true|enabled?|yes|on|1)$/.test(word)) return true;
  return /^(false|disabled?|no|off|0)$/.test(word) ? false : undefined;
}

/** "SWD", "Jtag". */
export function wires(value: unknown): 'swd' | 'jtag' | undefined {
  const word = text(value)?.toLowerCase();
  return word === 'swd' || word === 'jtag' ? word : undefined;
}

/** ST's and SEGGER's words: "Connect under reset", `connect_under_reset`, "Type 2: ResetPin". */
export function resetStrategy(value: unknown): ResetStrategy | undefined {
  const words = (text(value) ?? '').toLowerCase().replace(/[_-]/g, ' ');
  const known: readonly (readonly [RegExp, ResetStrategy])[] = [
    [/under reset/, 'connect-under-reset'],
    [/hardware|reset ?pin/, 'hardware'],
    [/software|system/, 'software'],
    [/\bcore\b/, 'core'],
    [/^none$/, 'none'],
  ];
  return known.find(([pattern]) => pattern.test(words))?.[1];
}

/** "Cortex-M7" → "M7". */
export function core(value: unknown): string | undefined {
  return /^(?:Cortex[- _]?)?(M\d+\+?)/i.exec(text(value) ?? '')?.[1]?.toUpperCase();
}

/** Entries may be texts, or objects with the loader's path in `loader`. */
export function loaders(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const paths = value.map((entry: unknown) => text(isObject(entry) ? entry['loader'] : entry));
  return paths.every((path) => path !== undefined) && paths.length > 0 ? paths : undefined;
}

/** Arguments in one text, as a shell would part them; quotes hold together. */
export function splitArguments(line: string): readonly string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => {
      return double ?? single ?? '';
    }),
  );
}

/** Arguments of a program, as a list or in one text; undefined for what is neither. */
export function argumentList(value: unknown): readonly string[] | undefined {
  const list = texts(value) ?? (typeof value === 'string' ? splitArguments(value) : []);
  return list.length === 0 ? undefined : list;
}

const ownCommand =
  /^-?(enable-pretty-printing|gdb-set (target-async|mi-async)|target[- ](select )?(extended-)?remote|interpreter-exec .*target (extended-)?remote|load\b|file\b|symbol-file\b|target-download)/;

/** Commands of GDB without those that a launch does by itself: connecting, programming, reading symbols. */
export function withoutOwn(commands: readonly string[]): readonly string[] {
  return commands.filter((command) => !ownCommand.test(command.trim()));
}
