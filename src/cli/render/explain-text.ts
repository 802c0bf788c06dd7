// Explanations for a person at a bench: the causes, most probable first, each with the lines that speak for it, what to
// do, and what to try where it is not sure.

import { count } from '../../base/count';
import { printable } from '../../base/text';
import type { DiagnosedCause, SaidLine } from '../../findings/diagnosis';
import type { Confidence } from '../../findings/finding';
import type { Explanation } from '../explain/explanation';
import { painter } from './text';
import type { Paint } from './text';
import { hanging, wrap } from './wrap';

const columns = 80;

/** A line of a log that is longer is cut: it is there to be found again. */
const shownLength = 160;

const styles = { confirmed: 'error', likely: 'warning', possible: 'information' } as const;

export function renderExplanationsText(
  explained: readonly Explanation[],
  isMany: boolean,
  isColoured: boolean,
): string {
  const paint = painter(isColoured);
  return explained.map((each) => explanationText(each, isMany, paint)).join('\n');
}

function explanationText(explanation: Explanation, isMany: boolean, paint: Paint): string {
  const { file, diagnosis, lines, lostLines } = explanation;
  const { causes, noise } = diagnosis;
  const blocks = [
    isMany ? [paint('bold', `${printable(file)}: ${count(lines, 'line')}`)] : [],
    ...causes.map((cause, index) => causeLines(cause, index + 1, paint)),
    causes.length === 0 ? unknownLines(explanation, paint) : [],
    noise.length === 0
      ? []
      : ['These lines look like errors and mean nothing here:', ...noise.flatMap(noiseLines)],
    lostLines === 0
      ? []
      : wrap(`${count(lostLines, 'line')} in the middle of the log were not looked at.`, columns),
    [paint('bold', summary(causes))],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.join('\n')}\n`)
    .join('\n');
}

function causeLines(cause: DiagnosedCause, rank: number, paint: Paint): readonly string[] {
  const { id, confidence, message, evidence, facts, fix, experiment } = cause;
  const head = `${rank}. ${confidence}: `;
  const [first = '', ...rest] = hanging(head, `${printable(message)} [${id}]`, columns);
  return [
    `${rank}. ${paint(styles[confidence], `${confidence}:`)} ${first.slice(head.length)}`,
    ...rest.map((line) => indent + line.trimStart()),
    ...evidence.map((line) => indent + saidText(line)),
    ...facts.flatMap(({ what, where }) =>
      hanging(`${indent}- `, printable(`${what} (${where})`), columns),
    ),
    ...hanging(`${indent}Fix: `, printable(fix), columns),
    ...(experiment === undefined
      ? []
      : hanging(`${indent}Try: `, printable(experiment.text), columns)),
  ];
}

const indent = '   ';

function saidText({ line, text }: SaidLine): string {
  const shown = printable(text.trim());
  const cut = shown.length > shownLength ? `${shown.slice(0, shownLength)}…` : shown;
  return `line ${line}: ${cut}`;
}

function noiseLines(noise: SaidLine & { readonly why: string }): readonly string[] {
  return [indent + saidText(noise), ...hanging(`${indent}  `, printable(noise.why), columns)];
}

function unknownLines({ diagnosis: { lastLines } }: Explanation, paint: Paint): readonly string[] {
  return [
    paint('bold', 'Not known: no line of this log tells a cause. Its last lines:'),
    ...lastLines.map((line) => indent + saidText(line)),
    ...wrap(
      'More may stand in a log of the whole launch with more detail: ST-LINK_gdbserver with -v -l 31, OpenOCD with -d, st-util with --verbose=99, pyOCD with -v.',
      columns,
    ),
  ];
}

function summary(causes: readonly DiagnosedCause[]): string {
  if (causes.length === 0) return 'No cause is known.';
  const of = (confidence: Confidence): string => {
    const { length } = causes.filter((cause) => cause.confidence === confidence);
    return length === 0 ? '' : `${length} ${confidence}`;
  };
  const parts = [of('confirmed'), of('likely'), of('possible')].filter((part) => part !== '');
  return `${count(causes.length, 'cause')}: ${parts.join(', ')}.`;
}
