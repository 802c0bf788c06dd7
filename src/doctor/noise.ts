// Lines that look like errors and mean nothing, each with the reason.

import type { ReadLog } from './log';
import type { SaidLine } from '../findings/diagnosis';

interface Noise {
  readonly pattern: RegExp;
  readonly why: string;
  /** Where it means nothing; everywhere when absent. */
  readonly when?: (log: ReadLog, line: SaidLine) => boolean;
}

/** The probe was opened behind this line: it was about another USB device. */
function probeFollows(log: ReadLog, { line, text }: SaidLine): boolean {
  if (/LIBUSB_ERROR.*\bSTLINK V\d/i.test(text)) return true;
  return log
    .heard('stlink-version', 'ocd-init-mode', 'ocd-examined', 'verified')
    .some((found) => found.line > line);
}

const table: readonly Noise[] = [
  {
    pattern: /recv returned 0\. Remote side has closed gracefully/i,
    why: 'stlink-server says this whenever a client leaves, in spite of "Error:".',
  },
  {
    pattern: /stlinkserver already running, exit/i,
    why: 'One stlink-server serves all sessions; a second one ends at once.',
  },
  {
    pattern: /ST-LINK firmware update available/i,
    why: 'A hint: the session goes on with the firmware that the probe has.',
  },
  {
    pattern: /LIBUSB_ERROR_NOT_(?:SUPPORTED|FOUND)|LIBUSB_ERROR_ACCESS/i,
    why: 'It was about another USB device: the probe was opened afterwards.',
    when: probeFollows,
  },
  {
    pattern: /Unable to match requested speed/i,
    why: 'The probe has steps of speed, and the next lower one is used.',
  },
  {
    pattern:
      /auto-selecting first available session transport|The selected transport took over low-level/,
    why: 'Information about how OpenOCD speaks to the probe.',
  },
  {
    pattern: /\bdeprecated\b/i,
    why: 'An older name that still works.',
    when: (_, { text }) => !/only supports deprecated HLA/i.test(text),
  },
  {
    pattern: /Encountered Error when opening .{0,300}STM32_Programmer_CLI/i,
    why: 'ST-LINK_gdbserver says this after any failure of the programmer; the path is right.',
  },
  {
    pattern: /keep_alive\(\) was not invoked/i,
    why: 'The computer was slow for a moment; harmless as long as GDB waits.',
  },
  {
    pattern: /T-bit of XPSR is 0 but should be 1/i,
    why: 'The vector table is empty until the program is loaded.',
  },
  {
    pattern: /clearing lockup after double fault/i,
    why: 'The flash is empty or half programmed until the program is loaded.',
    when: (log) => log.has('ocd-programmed', 'gdb-load-done'),
  },
  {
    pattern: /If your product embeds Debug Authentication/i,
    why: 'The hint at debug authentication is printed for every part.',
    when: (log) => !log.has('cube-access-port'),
  },
];

/** A line that says nothing alarming needs no word about it. */
const alarming =
  /error|warn|fail|unable|not |exit|lockup|deprecated|update|T-bit|took over|auto-select/i;

/** At most this many are told; a log repeats its noise. */
const most = 20;

/** What is told of lines behind which the session went on. */
export function overcomeNoise(
  lines: readonly SaidLine[],
  goal: SaidLine,
): readonly (SaidLine & { readonly why: string })[] {
  const why = `The session went on after this line: "${goal.text.trim().slice(0, 80)}" follows in line ${goal.line}.`;
  return lines.filter(({ text }) => alarming.test(text)).map((line) => ({ ...line, why }));
}

/** Whether a line that looks like an error means nothing here. */
export function isNoise(log: ReadLog, line: SaidLine): boolean {
  return noiseOf(log, line, log.clean[line.line - 1] ?? '') !== undefined;
}

function noiseOf(log: ReadLog, line: SaidLine, text: string): Noise | undefined {
  return table.find(({ pattern, when }) => pattern.test(text) && (when?.(log, line) ?? true));
}

export function noiseIn(log: ReadLog): readonly (SaidLine & { readonly why: string })[] {
  const found: (SaidLine & { readonly why: string })[] = [];
  const told = new Set<string>();
  for (const line of log.matching(alarming)) {
    if (found.length >= most) break;
    const text = log.clean[line.line - 1] ?? '';
    if (told.has(text)) continue;
    told.add(text);
    const noise = noiseOf(log, line, text);
    if (noise !== undefined) found.push({ ...line, why: noise.why });
  }
  return found;
}
