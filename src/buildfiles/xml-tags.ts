// The tags of an XML text with their attributes, one after the other; as little XML as CubeIDE's files need.

export interface XmlTag {
  /** `option`; `/option` for an end tag. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

/** Takes linear time; a text that breaks off in a tag ends there. */
export function* xmlTags(text: string): Generator<XmlTag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      if (end < 0) return;
      at = end;
      continue;
    }
    const end = endOfTag(text, at + 1);
    if (end === undefined) return;
    yield readTag(text.slice(at + 1, end), at);
    at = end;
  }
}

/** The `>` that is in no attribute's value. */
function endOfTag(text: string, from: number): number | undefined {
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return undefined;
}

function readTag(inside: string, offset: number): XmlTag {
  const name = /^[^\s>]*/.exec(inside)?.[0] ?? '';
  const attributes = new Map<string, string>();
  for (const match of inside.matchAll(/([\w:.-]{1,100})=(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(match[1] ?? '', decoded(match[2] ?? match[3] ?? ''));
  }
  return { name: name.replace(/(?<=.)\/$/, ''), attributes, offset };
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
};

function decoded(value: string): string {
  return value.replace(/&(\w{2,4});/g, (all, name: string) => entities[name] ?? all);
}
