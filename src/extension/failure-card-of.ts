// The card of a failed launch out of its record: which step failed, the causes with who said their lines, and what can be
// tried. Pure.

import type { TranscriptLine, TranscriptSource } from '../base/transcript';
import type { DiagnosedCause, Experiment, SaidLine } from '../findings/diagnosis';
import type { Finding } from '../findings/finding';
import type { ServerDriver } from '../launch/server-driver';
import type { LaunchRecord } from '../protocol/debug-events';
import type {
  CardCause,
  CardExperiment,
  CardFact,
  CardLine,
  FailureCard,
} from '../protocol/failure-card';
import { experimentLabel, isPossible } from './experiments';

/** What failed, by the failure's code; a code that is not here ended the launch as a whole. */
const steps: Readonly<Record<string, string>> = {
  preflight: 'Refused by the checks before the launch',
  'launch-impossible': 'Refused by the checks before the launch',
  'gdb-cannot-run': 'GDB did not start',
  'gdb-no-arm': 'GDB does not know Arm',
  'gdb-gone': 'GDB ended',
  'no-entry-point': 'The function to run to was not found',
  'server-failed': 'The GDB server did not start',
  'server-port-taken': 'The GDB server did not start',
  'target-no-answer': 'Connecting to the target failed',
  'connect-failed': 'Connecting GDB to its server failed',
  'load-failed': 'Programming failed',
  'verify-failed': 'Verifying failed',
  'user-command-failed': 'A command of the configuration failed',
  'server-gone': 'The GDB server ended',
  'target-gone': 'The target was lost',
};

/** @param driver of the launch; undefined where its servertype is not known. */
export function failureCardOf(record: LaunchRecord, driver: ServerDriver | undefined): FailureCard {
  const { failure, diagnosis, findings, configuration, transcript } = record;
  const toLine = lineMaker(transcript, driver);
  const causes =
    diagnosis?.causes.map((cause) => causeCard(cause, configuration, driver, toLine)) ??
    findings.filter(({ severity }) => severity === 'error').map(findingCard);
  const name = configuration['name'];
  return {
    launch: typeof name === 'string' ? name : 'Launch',
    step: steps[failure?.code ?? ''] ?? 'The launch failed',
    message: failure?.message ?? 'It failed, and did not say why.',
    causes,
    noise: (diagnosis?.noise ?? []).map((said) => ({ ...toLine(said), why: said.why })),
    lastLines: causes.length > 0 ? [] : (diagnosis?.lastLines ?? []).map(toLine),
  };
}

type LineMaker = (said: SaidLine) => CardLine;

/** A line's number counts in the transcript, which knows who said it. */
function lineMaker(
  transcript: readonly TranscriptLine[],
  driver: ServerDriver | undefined,
): LineMaker {
  const names: Readonly<Record<TranscriptSource, string>> = {
    adapter: 'adapter',
    server: driver?.name ?? 'server',
    gdb: 'GDB',
    probe: 'probe',
  };
  return ({ line, text }) => {
    const source = transcript[line - 1]?.source;
    return { line, text, source: source === undefined ? undefined : names[source] };
  };
}

function causeCard(
  cause: DiagnosedCause,
  configuration: Readonly<Record<string, unknown>>,
  driver: ServerDriver | undefined,
  toLine: LineMaker,
): CardCause {
  const { id, confidence, message, fix, experiment, evidence, facts, location } = cause;
  const file: readonly CardFact[] =
    location === undefined ? [] : [{ what: 'The file at fault', where: location.file, location }];
  return {
    ...{ id, confidence, message, fix },
    evidence: evidence.map(toLine),
    facts: [
      ...file,
      ...facts.map(({ what, where, location: at }) => ({ what, where, location: at })),
    ],
    experiment: experiment && experimentCard(experiment, configuration, driver),
  };
}

function experimentCard(
  { text, action }: Experiment,
  configuration: Readonly<Record<string, unknown>>,
  driver: ServerDriver | undefined,
): CardExperiment {
  if (action === undefined || !isPossible(action, driver)) return { text, button: undefined };
  return { text, button: { action, label: experimentLabel(action, configuration) } };
}

/** A launch that the checks refused has its causes in what they found. */
function findingCard({ id, message, evidence, fixes }: Finding): CardCause {
  return {
    ...{ id, message, confidence: 'confirmed', evidence: [], experiment: undefined },
    facts: evidence.map(({ what, where, location }) => ({ what, where, location })),
    fix: fixes.map(({ title }) => title).join('\n'),
  };
}
