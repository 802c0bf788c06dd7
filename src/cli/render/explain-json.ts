// Explanations for other programs. The shape is a promise (docs/cli.md): members may be added, none changed.

import type { DiagnosedCause, SaidLine } from '../../findings/diagnosis';
import type { Explanation } from '../explain/explanation';

/** @param isMany several logs were named, whether or not all could be read. */
export function renderExplanationsJson(explained: readonly Explanation[], isMany: boolean): string {
  const [only] = explained.map(toJson);
  const whole = isMany ? { files: explained.map(toJson) } : only;
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function toJson({ file, diagnosis, lines, lostLines }: Explanation): object {
  const { causes, noise, lastLines } = diagnosis;
  return {
    file,
    causes: causes.map(causeToJson),
    noise: noise.map((each) => ({ ...said(each), why: each.why })),
    lastLines: lastLines.map(said),
    lines,
    ...(lostLines === 0 ? {} : { linesNotRead: lostLines }),
  };
}

function causeToJson(cause: DiagnosedCause): object {
  const { id, confidence, message, evidence, fix, experiment } = cause;
  const action = experiment?.action;
  return {
    ...{ id, confidence, message },
    evidence: evidence.map(said),
    fix,
    experiment: experiment?.text ?? null,
    ...(action === undefined ? {} : { action }),
  };
}

function said({ line, text }: SaidLine): object {
  return { line, text };
}
