// How one and the same text looks in logs, JSON, URLs and GDB/MI, as sources of regular expressions (flags `iu`).

/**
 * Between two parts of a path: either slash, doubled by JSON and GDB/MI, or URL-encoded. Bounded, so that a long run of
 * slashes is not tried from each of them to its end.
 */
export const separator = '(?:[\\\\/]{1,16}|(?:%5C|%2F){1,16})';

/** Behind the letter of a Windows drive. */
export const colon = '(?::|%3A)';

/** A character that JSON or GDB/MI has escaped, so that its backslash separates nothing. */
const escaped = '\\\\{1,16}u[0-9a-f]{4}|\\\\{1,16}[0-3][0-7]{2}';

/** Part of a name without blanks: as it stands, escaped, or URL-encoded. */
export const word = `(?:${escaped}|%(?!5C|2F|3A)|[^\\s\\\\/<>:"|?*%\\u2026])+`;

/** A part of a path that others follow; it may have blanks. */
export const innerPart = `(?:<[^<>]{1,20}>|\\u2026|${word}(?: ${word}){0,6}(?=${separator}))`;

/** The last part of a path, as far as it can be told from what follows it. */
export const lastPart = `(?:${escaped}|%(?!5C|2F|3A)|[^\\s\\\\/<>:"'|?*%,;)\\]}\\u2026])+`;

const special = /[.*+?^${}()|[\]\\/]/g;

export function literal(text: string): string {
  return text.replace(special, '\\$&');
}

/** Any spelling of a text: other slashes, encoded, escaped, decomposed, or garbled by a wrong code page. */
export function anySpelling(text: string): string {
  const forms = [...new Set([text.normalize('NFC'), text.normalize('NFD')])];
  return `(?:${forms.map(spelling).join('|')})`;
}

function spelling(text: string): string {
  // Slashes in a row are one separator.
  return [...text.replace(/[\\/]+/g, '/')].map(characterSpelling).join('');
}

function characterSpelling(character: string): string {
  if (character === '/') return separator;
  if (character === ':') return colon;
  if (/[\w.~-]/.test(character)) return literal(character);
  const bytes = [...new TextEncoder().encode(character)];
  const utf16 = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  const of = (codes: readonly number[], write: (code: number) => string): string =>
    codes.map(write).join('');
  const spellings = [
    literal(character),
    of(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`),
    of(utf16, (code) => `\\\\+u${code.toString(16).padStart(4, '0')}`),
  ];
  if (character.charCodeAt(0) >= 0x80) {
    spellings.push(
      of(bytes, (byte) => `\\\\+${byte.toString(8).padStart(3, '0')}`),
      literal(new TextDecoder('windows-1252').decode(new Uint8Array(bytes))),
      ...['\\uFFFD{1,4}', '\\?'],
    );
  }
  return `(?:${spellings.join('|')})`;
}

/** The text behind an escaped or encoded spelling; as it stands where it is neither. */
export function plainOf(text: string): string {
  const utf16 = text.replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const octal = utf16.replace(/(?:\\+[0-3][0-7]{2})+/g, (run) => {
    const codes = [...run.matchAll(/[0-7]{3}/g)].map(([code]) => Number.parseInt(code, 8));
    return new TextDecoder().decode(new Uint8Array(codes));
  });
  try {
    return decodeURIComponent(octal);
  } catch {
    // URIError: the percent sign is part of it.
    return octal;
  }
}
