// A log point's message: text with {expressions}.

/** Text and expressions in turn. `\{` is a brace; an unclosed brace is text. */
export type LogPart = { readonly text: string } | { readonly expression: string };

export function parseLogMessage(message: string): readonly LogPart[] {
  const parts: LogPart[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const character = message.charAt(at);
    if (character === '\\' && /[{}\\]/.test(message.charAt(at + 1))) {
      text += message.charAt(++at);
      continue;
    }
    const end = character === '{' ? closing(message, at) : -1;
    if (end < 0) {
      text += character;
      continue;
    }
    if (text !== '') parts.push({ text });
    text = '';
    parts.push({ expression: message.slice(at + 1, end).trim() });
    at = end;
  }
  if (text !== '') parts.push({ text });
  return parts;
}

/** The brace that closes the one at `open`; expressions may hold pairs of their own. */
function closing(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at++) {
    if (message.charAt(at) === '{') depth++;
    if (message.charAt(at) === '}' && --depth === 0) return at;
  }
  return -1;
}
