// Why a launch failed, as Markdown: the causes, most probable first, or that none is known.

import { printable } from '../base/text';
import type { DiagnosedCause, Diagnosis, SaidLine } from '../findings/diagnosis';
import { fenced, inline } from './markdown';

/** Most of one line that is quoted, and most lines of one cause. */
export const quotedLength = 240;
const quotedLines = 8;

/** @returns paragraphs, without a heading. */
export function explanationMarkdown({ causes, noise, lastLines }: Diagnosis): readonly string[] {
  const unknown = [
    'Not known: nothing that was said tells a cause. The last lines:',
    quoted(lastLines),
  ];
  return [
    ...(causes.length === 0 ? unknown : causes.flatMap(causeMarkdown)),
    ...(noise.length === 0
      ? []
      : [
          'These lines look like errors and mean nothing here:',
          quoted(noise),
          noise
            .slice(0, quotedLines)
            .map(({ line, why }) => `- line ${line}: ${inline(why)}`)
            .join('\n'),
        ]),
  ];
}

function causeMarkdown(cause: DiagnosedCause, index: number): readonly string[] {
  const { id, message, confidence, evidence, facts, fix, experiment } = cause;
  return [
    `**${index + 1}. ${confidence}: ${inline(message)}** (\`${id}\`)`,
    ...(evidence.length === 0 ? [] : [quoted(evidence)]),
    [
      ...facts.map(({ what, where }) => `- ${inline(what)} (${inline(where)})`),
      `- Fix: ${inline(fix)}`,
      ...(experiment === undefined ? [] : [`- To decide: ${inline(experiment.text)}`]),
    ].join('\n'),
  ];
}

function quoted(all: readonly SaidLine[]): string {
  const lines = all.slice(0, quotedLines);
  if (lines.length === 0) return '(nothing was said)';
  const width = Math.max(...lines.map(({ line }) => String(line).length));
  return fenced(
    lines.map(({ line, text }) => `${String(line).padStart(width)}: ${shown(text)}`).join('\n'),
    'text',
  );
}

/** One line of somebody's output, not too long. */
export function shown(text: string): string {
  const line = printable(text.trimEnd());
  return line.length > quotedLength ? `${line.slice(0, quotedLength)}…` : line;
}
