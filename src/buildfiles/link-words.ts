// The words of a link command, wherever they stand in a build file: -T, -L, -Map, -o, and the part among the defines.

type LinkWordKind = 'script' | 'map' | 'output' | 'folder';

/** A word's value, and where it starts. */
export interface LinkWord {
  readonly kind: LinkWordKind;
  /** Without its quotes; variables as written. */
  readonly value: string;
  readonly offset: number;
}

export interface DeviceWord {
  readonly text: string;
  readonly offset: number;
}

const valueLimit = 1000;
/** A link command has a few; a thousand are no link command any more. */
const wordLimit = 1000;

/** GNU ld: -T, --script, -L, --library-path, -Map; behind gcc's -Wl, with commas. */
const optionWord =
  /(?<![\w-])(?:-T|-L|--(?:script|library-path)(?=[=,\s])|-Map(?=[=,\s])|-o(?=[\s"']))[=,\s]*/g;

/** Finds them in order; the text's comments are blanked out by then. */
export function findLinkWords(text: string): readonly LinkWord[] {
  const words: LinkWord[] = [];
  let tried = 0;
  for (const match of text.matchAll(optionWord)) {
    if (tried++ >= wordLimit) break;
    const offset = match.index + match[0].length;
    const value = valueAt(text, offset);
    if (value !== '') words.push({ kind: kindOf(match[0]), value, offset });
  }
  return words;
}

function kindOf(option: string): LinkWordKind {
  if (option.startsWith('-o')) return 'output';
  if (option.startsWith('-M')) return 'map';
  return /^-(?:L|-l)/.test(option) ? 'folder' : 'script';
}

/** A quoted value, its quotes perhaps escaped (`-T \"a b.ld\"`), or everything up to a blank, quote, comma or bracket. */
function valueAt(text: string, offset: number): string {
  const escaped = text.startsWith('\\"', offset) ? 1 : 0;
  const quote = text[offset + escaped];
  const limit = Math.min(text.length, offset + valueLimit);
  if (quote === '"' || quote === "'") {
    const start = offset + escaped + 1;
    for (let at = start; at < limit && text[at] !== '\n'; at++) {
      if (text[at] === quote) return text.slice(start, at - escaped);
    }
    return '';
  }
  let depth = 0;
  for (let at = offset; at < limit; at++) {
    const char = text[at] ?? '';
    if (char === '(' || char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === ')' && depth-- <= 0) return text.slice(offset, at);
    else if (char === '\\' && text[at + 1] === '"') return text.slice(offset, at);
    else if (depth <= 0 && /[\s"',;>]/.test(char)) return text.slice(offset, at);
  }
  return limit === text.length ? text.slice(offset, limit) : '';
}

/**
 * The define that ST's device headers want (`STM32F405xx`, `STM32F410Rx`, `STM32H7A3xxQ`), and whole order codes
 * and CubeMX names (`STM32F405RGT6`, `STM32F405RGTx`). A family alone (`STM32F4xx`) says nothing about memories.
 */
const deviceWord =
  /(?<![\w/.\\-])(?:-D ?["']?)?(STM32[A-Z0-9]{4,8}(?:x[xA-Z0-9]?[A-Z]{0,2}|[A-Z][367]))(?![\w/\\.-])/g;

export function findDeviceWords(text: string): readonly DeviceWord[] {
  // Most files are long and name none.
  if (!text.includes('STM32')) return [];
  return [...text.matchAll(deviceWord)].map((match) => {
    const name = match[1] ?? '';
    return { text: name, offset: match.index + match[0].length - name.length };
  });
}
