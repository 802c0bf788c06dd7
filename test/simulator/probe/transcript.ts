// One line for each command and what it was answered, the form in which sessions are compared.

/** Bytes of data that a line shows. */
const shownBytes = 24;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A command's own bytes, without the zeros it is padded with. */
function commandText(command: Uint8Array): string {
  return hex(command).replace(/(00)+$/, '');
}

function codeOf(command: Uint8Array): string {
  const [first = 0, second = 0] = command;
  const isDebug = first >= 0xf2 && first <= 0xf4;
  return hex(new Uint8Array(isDebug ? [first, second] : [first])).toUpperCase();
}

/** `F2 36  f23600ed00e0  IN 8 8000000041c20f41`; `OUT n hex` before it where data was sent. */
export function transcriptLine(
  command: Uint8Array,
  data: Uint8Array,
  answer: Uint8Array | undefined,
): string {
  const code = (codeOf(command).match(/../g) ?? []).join(' ').padEnd(6);
  const out =
    data.length === 0 ? '  ' : ` OUT ${data.length} ${hex(data.subarray(0, shownBytes))} `;
  const back =
    answer === undefined ? 'IN 0 ' : `IN ${answer.length} ${hex(answer.subarray(0, shownBytes))}`;
  return `${code} ${commandText(command)}${out}${back}`.trimEnd();
}

/** What the program asked for: a transcript without the answers. */
export function questions(transcript: readonly string[]): readonly string[] {
  return transcript.map((line) => line.replace(/ +IN \d+.*$/, ''));
}
