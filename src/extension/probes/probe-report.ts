// What is known of a probe and its target as Markdown, to be pasted into an issue or a mail. Pure.

import { examinationRows } from '../../analysis/examination-rows';
import type { Finding } from '../../findings/finding';
import type { ProbeInfo } from '../../probe/probe-info';
import { placeWords } from './probes-state';
import type { ExaminedProbe } from './probes-state';

export interface ReportInputs {
  readonly probe: ProbeInfo;
  readonly examined: ExaminedProbe | undefined;
  /** Program and version, such as `['VS Code', '1.91.0']`. */
  readonly versions: readonly (readonly [name: string, version: string])[];
}

export function probeReport({ probe, examined, versions }: ReportInputs): string {
  const { name, id, serial, access } = probe;
  const parts = [
    `## ${cell(name)}`,
    table([
      ['USB id', id],
      ['Serial number', serial ?? 'none'],
      ['Place', placeWords(probe)],
      ['Access', access],
    ]),
    examined === undefined ? 'It was not examined.' : examinedPart(examined),
    '### Versions',
    table(versions),
    ...(serial === undefined
      ? []
      : ['The serial number identifies this very probe. Remove it above if that is not wanted.']),
  ];
  return `${parts.join('\n\n')}\n`;
}

function examinedPart({ examination, findings, skipped, atMs, mayReset }: ExaminedProbe): string {
  const { opening, commands, tookMs } = examination;
  const when = new Date(atMs).toISOString();
  const how = mayReset ? 'with reset allowed' : 'without reset';
  return [
    `### Examined ${when}, ${how}`,
    ...(opening.state === 'opened'
      ? []
      : [`The probe could not be opened (${opening.state}): ${cell(opening.message)}`]),
    table(
      examinationRows(examination).map(({ name, text, why }) => [
        name,
        why === undefined ? text : `${text}: ${why}`,
      ]),
    ),
    `${commands} commands in ${Math.round(tookMs)} ms.`,
    '### Findings',
    findings.length === 0 ? 'None.' : findings.map(findingPart).join('\n'),
    ...(skipped.length === 0
      ? []
      : [`Not checked:\n\n${skipped.map((each) => `- ${each.id}: ${cell(each.why)}`).join('\n')}`]),
  ].join('\n\n');
}

function findingPart({ id, severity, message, evidence, fixes }: Finding): string {
  return [
    `- **${severity}** \`${id}\`: ${cell(message)}`,
    ...evidence.map(({ what, where }) => `  - ${cell(what)} (${cell(where)})`),
    ...fixes.map(({ title }) => `  - Fix: ${cell(title)}`),
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  return ['| | |', '| --- | --- |', ...lines].join('\n');
}

/** In one line, and nothing of it Markdown: a USB device says of itself what it likes. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_<>|[\]]/g, (sign) => `\\${sign}`);
}
