// What is known of a launch as Markdown for a forum or an issue. Who and where somebody is, is taken out first.

import { isLoopback, parseHostPort } from '../base/host-port';
import { printable } from '../base/text';
import type { TranscriptLine } from '../base/transcript';
import type { Finding } from '../findings/finding';
import type { LaunchRecord } from '../protocol/debug-events';
import { explanationMarkdown, quotedLength, shown } from './explanation';
import { bounded, endsOf, fenced, inline, joined, table } from './markdown';
import { createRedactor, redactAll, textsIn } from './redact';
import type { PrivateFacts, Redact } from './redact';

/** Where it happened. */
export interface Environment {
  /** Program and version, such as `['VS Code', '1.91.0']`. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** What must not be told. */
  readonly known: PrivateFacts;
}

/** An issue of GitHub holds 65,536 characters. */
export const reportLimit = 60_000;

/** Shares of it; what is left is for the diagnosis, headings and versions. */
const limits = {
  failure: 2_000,
  findings: 8_000,
  configuration: 6_000,
  commandLines: 4_000,
  transcript: 24_000,
};

/** @returns Markdown of at most `reportLimit` characters, which names no user, computer, folder or serial number. */
export function launchReport(record: LaunchRecord, environment: Environment): string {
  const known = withConfigured(environment.known, record.configuration);
  // Names are looked for everywhere; of the transcript, only what is shown is worth the time.
  const redact = createRedactor(known, textsIn(record));
  const redacted = redactAll({ ...record, transcript: [] }, redact) as LaunchRecord;
  const { diagnosis, findings, skipped, configuration, commandLines } = redacted;
  const parts = [
    '## STM32 debug launch',
    ...whatHappened(redacted),
    ...(diagnosis === undefined ? [] : ['### Diagnosis', ...explanationMarkdown(diagnosis)]),
    '### Findings of the checks before the launch',
    findings.length === 0 ? 'None.' : bounded(findings.flatMap(findingLines), limits.findings),
    ...(skipped.length === 0 ? [] : [`Not checked: ${skipped.map(({ id }) => id).join(', ')}.`]),
    '### Configuration',
    fenced(
      bounded(JSON.stringify(configuration, undefined, 2).split('\n'), limits.configuration),
      'json',
    ),
    '### Versions',
    table(
      [
        ...environment.versions,
        ...redacted.versions.map(({ name, version }) => [name, version ?? 'not told'] as const),
      ].map(([name, version]) => [inline(name), inline(version)] as const),
    ),
    ...(commandLines.length === 0
      ? []
      : [
          '### Command lines',
          fenced(bounded(commandLines.map(commandLine), limits.commandLines), 'text'),
        ]),
    ...transcriptPart(record, redact),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Hosts and serial numbers that the configuration names are private too. */
function withConfigured(
  known: PrivateFacts,
  configuration: LaunchRecord['configuration'],
): PrivateFacts {
  const texts = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      const value = configuration[name];
      return typeof value === 'string' && value !== '' ? [value] : [];
    });
  const hosts = texts(['gdbTarget', 'stlinkServer', 'ipAddress'])
    .map((text) => parseHostPort(text)?.host ?? text)
    .filter((host) => !isLoopback(host) && /^[a-z]/i.test(host));
  return {
    ...known,
    hostNames: [...known.hostNames, ...hosts],
    serials: [...known.serials, ...texts(['serialNumber', 'boardId'])],
  };
}

function whatHappened({
  outcome,
  failure,
  way,
}: Pick<LaunchRecord, 'outcome' | 'failure' | 'way'>): readonly string[] {
  const words = {
    started: 'The session started.',
    failed: 'The launch failed.',
    ended: 'The session has ended.',
  };
  return [
    words[outcome],
    ...(failure === undefined
      ? []
      : [
          `\`${failure.code}\`:`,
          fenced(bounded(failure.message.split('\n').map(shown), limits.failure), 'text'),
        ]),
    ...(way === undefined ? [] : [`The target answered ${inline(way.text)}.`]),
  ];
}

function findingLines({ id, severity, message, evidence, fixes }: Finding): readonly string[] {
  return [
    `- **${severity}** \`${id}\`: ${inline(message)}`,
    ...evidence.map(({ what, where }) => `  - ${inline(what)} (${inline(where)})`),
    ...fixes.map(({ title }) => `  - Fix: ${inline(title)}`),
  ];
}

/** As a shell takes it. */
function commandLine(words: readonly string[]): string {
  return printable(
    words
      .map((each) => (/^[\w@%+=:,./\\<>…-]+$/.test(each) ? each : JSON.stringify(each)))
      .join(' '),
  );
}

function transcriptPart({ transcript, dropped }: LaunchRecord, redact: Redact): readonly string[] {
  if (transcript.length === 0) return [];
  const written = ({ atMs, source, text }: TranscriptLine): string => {
    const seconds = (atMs / 1000).toFixed(3).padStart(8);
    return `${seconds} ${source.padEnd(7)} ${shown(redact(text))}`;
  };
  const { first, left, last } = endsOf(
    transcript,
    limits.transcript,
    ({ text }) => Math.min(text.length, quotedLength) + 17,
  );
  const lost = dropped === 0 ? '' : `; ${dropped} more were not kept`;
  return [
    '### Transcript',
    `<details>\n<summary>${transcript.length} lines${lost}</summary>`,
    fenced(joined({ first: first.map(written), left, last: last.map(written) }), 'text'),
    '</details>',
  ];
}
