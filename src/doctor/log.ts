// From lines of text to what was said in them: which messages, by which tools, with which values; and what of it was
// made void by a success later on.

import type { SaidLine } from '../findings/diagnosis';
import type { TranscriptSource } from '../base/transcript';
import { cleanLine } from './clean-line';
import { messages } from './messages/index';
import type { MessageName } from './messages/index';
import type { Phase } from './messages/message';
import { SpokenText } from './spoken-text';
import { readValues } from './values';
import type { Values } from './values';
import { toolMarks } from './tools';
import type { Tool } from './tools';

export interface ReadLog {
  readonly lineCount: number;
  /** The last lines that are not empty and do not repeat the one before, as they stand. */
  last(count: number): readonly SaidLine[];
  /** The lines without time stamps and colours, by the same index. */
  readonly clean: readonly string[];
  /** The lines that say one of these, in order; without those that a later success made void. */
  heard(...names: readonly MessageName[]): readonly SaidLine[];
  has(...names: readonly MessageName[]): boolean;
  /** The lines that say one of these and after which the same went well. */
  overcome(...names: readonly MessageName[]): readonly SaidLine[];
  /** The lines that match; for what is too special to be a message of its own. */
  matching(pattern: RegExp): readonly SaidLine[];
  readonly values: Values;
  /** By the version where one is told, else an empty text. */
  readonly tools: ReadonlyMap<Tool, string>;
}

interface Heard {
  readonly index: number;
  readonly tool: Tool | undefined;
  readonly level: number;
}

/** Something that went well. */
type Success = Heard;

/** How far a launch has come when a message of a phase is printed. */
const levels: Readonly<Record<Phase, number>> = {
  'server-start': 0,
  'probe-open': 1,
  'target-connect': 2,
  'gdb-connect': 2,
  program: 4,
  verify: 5,
  run: 6,
  context: 9,
};

/** How far a launch surely has come when these are printed. */
const successes: Readonly<Partial<Record<MessageName, number>>> = {
  'stlink-version': 1,
  'ocd-dpidr': 2,
  'device-id': 2,
  'st-initialized': 2,
  'st-ready': 2,
  'ocd-examined': 2,
  'ocd-device-id': 2,
  'su-identified': 2,
  'download-complete': 4,
  'ocd-programmed': 4,
  verified: 5,
  'gdb-load-done': 4,
};

/**
 * @param lines oldest first; their numbers count from 1.
 * @param sources who said each, where that is known.
 */
export function readLog(
  lines: readonly string[],
  sources: readonly TranscriptSource[] = [],
): ReadLog {
  const clean = cleaned(lines, sources);
  const text = new SpokenText(clean);
  const { tools, speakerAt } = readSpeakers(text, clean);
  const said = new Map<MessageName, readonly Heard[]>();
  const reached: Success[] = [];
  for (const { name, phase, pattern } of messages) {
    const found = text.find(pattern);
    if (found.length === 0) continue;
    const level = successes[name];
    if (level !== undefined) {
      reached.push(...found.map((index) => ({ level, index, tool: speakerAt(index) })));
    }
    said.set(
      name,
      found.map((index) => ({ index, tool: speakerAt(index), level: levels[phase] })),
    );
  }
  const isVoid = voider(reached);
  const lineAt = (index: number): SaidLine => ({
    line: index + 1,
    text: lines[index] ?? '',
  });
  // The causes ask for the same ones again and again.
  const collected = new Map<string, readonly SaidLine[]>();
  const collect = (names: readonly MessageName[], wanted: boolean): readonly SaidLine[] => {
    const key = `${wanted} ${names.join()}`;
    const known = collected.get(key);
    if (known !== undefined) return known;
    const found = names
      .flatMap((name) => said.get(name) ?? [])
      .filter((one) => isVoid(one) === wanted)
      .map(({ index }) => lineAt(index))
      .sort((a, b) => a.line - b.line);
    collected.set(key, found);
    return found;
  };
  return {
    lineCount: lines.length,
    last: (count) => lastLines(lines, count),
    clean,
    heard: (...names) => collect(names, false),
    has: (...names) => names.some((name) => said.get(name)?.some((one) => !isVoid(one)) === true),
    overcome: (...names) => collect(names, true),
    matching: (pattern) => text.find(pattern).map(lineAt),
    values: readValues(text, clean, lineAt),
    tools,
  };
}

/** By the same index; empty where a line is no sign of anything. */
function cleaned(
  lines: readonly string[],
  sources: readonly TranscriptSource[],
): readonly string[] {
  const known = new Map<string, string>();
  return lines.map((text, index) => {
    const source = sources[index];
    // What we ourselves say.
    if (text === '' || source === 'adapter') return '';
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = isUnheard(text) ? '' : cleanLine(text);
    const heard = othersWords.test(now) ? '' : now;
    known.set(text, heard);
    return heard;
  });
}

/** Tools of the build (but for what they started), npm, and programs that say what they are, the firmware among them. */
const othersWords =
  /^(?:npm (?:ERR!|error|warn)|(?:\S{0,300}[\\/-])?(?:ld|gcc|g\+\+|as|collect2|ninja|make)(?:\.\w{2,4})?(?:\[\d{1,3}\])?: (?!.{0,300}(?:openocd|st-|pyocd|jlink|gdb|STM32_))|\[(?:app|fw|firmware|uart)\]|(?:app|fw|firmware|uart|semihosting): )/i;

/** Most of a trace is about what went well. */
function isUnheard(text: string): boolean {
  if (text.startsWith('Debug: ')) return !/ack|fail|error|not ok/i.test(text.slice(0, 400));
  return /^(?:-> |(?:<- )?\d{0,9}\^(?:done|running|connected))/.test(text);
}

function lastLines(lines: readonly string[], count: number): readonly SaidLine[] {
  const found: SaidLine[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < count; index--) {
    const text = lines[index] ?? '';
    const first = found[0];
    if (text.trim() === '') continue;
    if (first?.text === text) found.shift();
    found.unshift({ line: index + 1, text });
  }
  return found;
}

/** Tells whether a failure was followed by a success of the same tool that it would have prevented. */
function voider(reached: readonly Success[]): (heard: Heard) => boolean {
  // The last success of each kind is enough, and there are few kinds.
  const last = new Map<string, Success>();
  for (const success of reached) {
    const key = `${success.level} ${success.tool ?? ''}`;
    if ((last.get(key)?.index ?? -1) < success.index) last.set(key, success);
  }
  const latest = [...last.values()];
  return ({ index, tool, level }) =>
    level < levels.context &&
    latest.some((success) => {
      return success.level >= level && success.index > index && success.tool === tool;
    });
}

/** Who speaks at a line is who was recognised last. */
function readSpeakers(
  text: SpokenText,
  clean: readonly string[],
): {
  readonly tools: ReadonlyMap<Tool, string>;
  readonly speakerAt: (index: number) => Tool | undefined;
} {
  const tools = new Map<Tool, string>();
  const speakers = new Map<number, Tool>();
  for (const { tool, pattern } of toolMarks) {
    for (const index of text.find(pattern)) {
      const version = pattern.exec(clean[index] ?? '')?.[1] ?? '';
      if (version !== '' || !tools.has(tool)) tools.set(tool, version);
      if (!speakers.has(index)) speakers.set(index, tool);
    }
  }
  const marked = [...speakers.keys()].sort((a, b) => a - b);
  return {
    tools,
    speakerAt(index) {
      let low = 0;
      let high = marked.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((marked[middle] ?? 0) <= index) low = middle + 1;
        else high = middle;
      }
      const at = marked[low - 1];
      return at === undefined ? undefined : speakers.get(at);
    },
  };
}
