// Bytes of a log → its lines as their tool meant them: without colours, zero bytes and marks; or why it is no log.

import { hex32 } from './hex';
import type { LogBytes } from './log-window';

export interface LogText {
  /** Those that were kept, without line ends. */
  readonly lines: readonly string[];
  /** The number in the log of a kept line; both count from 1. */
  readonly numberOf: (kept: number) => number;
  readonly lostLines: number;
}

export type LogTextResult =
  { readonly ok: true; readonly log: LogText } | { readonly ok: false; readonly why: string };

/** @returns the lines; `why` completes "FILE …" where it is empty or no text. */
export function readLogText({ first, last, lostLines }: LogBytes): LogTextResult {
  const binary = binaryKind(first);
  if (binary !== undefined) return { ok: false, why: `${binary}, not a log` };
  const begin = linesOf(decode(first));
  if (begin.every((line) => line.trim() === '')) return { ok: false, why: 'is empty' };
  if (last.length === 0) {
    return { ok: true, log: { lines: begin, numberOf: (kept) => kept, lostLines: 0 } };
  }
  // It ends with a line end, behind which is no line.
  const head = begin.at(-1) === '' ? begin.slice(0, -1) : begin;
  const numberOf = (kept: number): number => (kept <= head.length ? kept : kept + lostLines);
  return { ok: true, log: { lines: [...head, ...linesOf(decode(last))], numberOf, lostLines } };
}

/** The lines of a text that is at hand; line ends as VS Code counts them. */
export function linesOf(text: string): readonly string[] {
  const plain = text.replace(escapes, '').replace(marks, '');
  return plain.split(/\r\n|\r|\n/);
}

/** CSI and OSC sequences and the two-character escapes of ECMA-48: colours, cursor moves, titles, links. */
const escapes =
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)?|[@-Z\\^_=>])/g;

/** Zero bytes, which a serial line or a crashed program leaves, backspaces, and byte order marks. */

const marks = /[\0\u0008\uFEFF]/g;

/** UTF-8; else the code page of western Windows, in which older tools write paths. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // TypeError: no UTF-8. Every byte is a character in the other.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What files begin with that are taken for logs by mistake. */
const kinds: readonly (readonly [begin: readonly number[], what: string])[] = [
  [[0x7f, 0x45, 0x4c, 0x46], 'is an ELF file'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a zip file'],
  [[0x1f, 0x8b], 'is a gzip file'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF file'],
  [[0x89, 0x50, 0x4e, 0x47], 'is a picture (PNG)'],
  [[0xff, 0xd8, 0xff], 'is a picture (JPEG)'],
  [[0x4d, 0x5a, 0x90], 'is a Windows program'],
];

const looked = 64 * 1024;

/** More control characters than this share of a text are none of a log. */
const controlShare = 0.1;

function binaryKind(bytes: Uint8Array): string | undefined {
  const known = kinds.find(([begin]) => begin.every((byte, at) => bytes[at] === byte));
  if (known !== undefined) return known[1];
  const begin = bytes.subarray(0, looked);
  const text = begin.filter((byte) => byte !== 0);
  const controls = text.filter((byte) => byte < 0x20 && !ordinary.has(byte));
  const zeros = begin.length - text.length;
  const isBinary = controls.length > text.length * controlShare || zeros > begin.length / 2;
  if (!isBinary) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = begin;
  const word = hex32(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
  return `is a binary file (it begins with ${word})`;
}

/** Tab, line ends, form feed, bell, backspace, escape. */
const ordinary: ReadonlySet<number> = new Set([0x07, 0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
