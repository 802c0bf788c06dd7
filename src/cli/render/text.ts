// Findings for people at a terminal: `path:line:column: severity: message [id]`, which editors and terminals
// make a link of, then what was read and what to do.

import { isAbsolute } from 'node:path';
import { count } from '../../base/count';
import { printable } from '../../base/text';
import type { Evidence, Finding, Severity, SourceLocation } from '../../findings/finding';
import { pathFrom } from '../../host/paths';
import type { ProjectReport, Report } from '../report';
import type { RenderContext } from './index';

/** SGR codes of ECMA-48: bold red, bold yellow, bold cyan; bold and faint for the rest. */
const codes = {
  error: '1;31',
  warning: '1;33',
  information: '1;36',
  bold: '1',
  faint: '2',
} as const;

type Style = keyof typeof codes;
export type Paint = (style: Style, text: string) => string;

export function painter(isColoured: boolean): Paint {
  return (style, text) => (isColoured ? `\u001B[${codes[style]}m${text}\u001B[0m` : text);
}

export const words: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
};

export function renderText(
  report: Report,
  { isColoured }: Pick<RenderContext, 'isColoured'>,
): string {
  const paint = painter(isColoured);
  const { projects, cwd } = report;
  const isMany = projects.length > 1;
  const notMade = skippedLines(projects).map((line) => `${paint('faint', line)}\n`);
  const isApart = (index: number): boolean =>
    index > 0 && projects[index - 1]?.findings.length === 0;
  const blocks = projects.flatMap((project, index) => [
    ...(project.findings.length > 0 && isApart(index) ? ['\n'] : []),
    ...project.findings.map((finding) => `${findingText(finding, cwd, paint)}\n\n`),
    ...(isMany ? [`${paint('bold', `${printable(project.name)}: ${summary(project)}`)}\n`] : []),
    ...(isMany && project.findings.length > 0 ? ['\n'] : []),
  ]);
  const isGapMissing = isMany && blocks.at(-1) !== '\n';
  const last = isMany ? totals(projects) : projects.map(summary).join('');
  return [
    ...blocks,
    ...(isGapMissing ? ['\n'] : []),
    ...notMade,
    ...(notMade.length > 0 ? ['\n'] : []),
    `${paint('bold', last)}\n`,
  ].join('');
}

function findingText(finding: Finding, cwd: string, paint: Paint): string {
  const { location, severity, message, id, evidence, fixes } = finding;
  const place = location === undefined ? '' : `${paint('bold', placeText(location, cwd))}: `;
  return [
    `${place}${paint(severity, `${words[severity]}:`)} ${printable(message)} ${paint('faint', `[${id}]`)}`,
    ...evidence.map((item) => `  ${printable(evidenceText(item, cwd))}`),
    ...fixes.map(({ title }) => `  Fix: ${printable(title)}`),
  ].join('\n');
}

/** The place takes the place of `where`, which names the same file. */
function evidenceText({ what, where, location }: Evidence, cwd: string): string {
  const isSameFile = location !== undefined && where.startsWith(location.file);
  if (isSameFile) return `${what} (${placeText(location, cwd)})`;
  return `${what} (${isAbsolute(where) ? placeText({ file: where }, cwd) : where})`;
}

/** Relative to where the user is, so that it is short and the terminal still finds it. */
function placeText({ file, line, column }: SourceLocation, cwd: string): string {
  const shown = file === cwd ? file : pathFrom(cwd, file);
  return [printable(shown), ...(line === undefined ? [] : [line, column ?? 1])].join(':');
}

/** One missing file keeps many checks from running: said once, with their ids and the projects. */
function skippedLines(projects: readonly ProjectReport[]): readonly string[] {
  const owners = new Map<string, string[]>();
  for (const project of projects) {
    for (const [why, ids] of idsByReason(project)) {
      const line = `${why} ${checksText(ids)}`;
      owners.set(line, [...(owners.get(line) ?? []), project.name]);
    }
  }
  const where = (names: readonly string[]): string =>
    names.length === projects.length ? '' : ` in ${shortList(names)}`;
  return [...owners].map(([line, names]) => printable(`not checked${where(names)}: ${line}`));
}

const listedNames = 3;

function shortList(names: readonly string[]): string {
  const rest = names.length - listedNames;
  const listed = names.slice(0, listedNames).join(', ');
  return rest > 0 ? `${listed} and ${rest} more` : listed;
}

/** Reasons for which up to so many checks were not made name them; the JSON names all. */
const namedChecks = 3;

/** `[chip-mismatch]`, `(25 checks)`. */
export function checksText(ids: readonly string[]): string {
  return ids.length > namedChecks ? `(${ids.length} checks)` : `[${ids.join(', ')}]`;
}

export function idsByReason({
  skipped,
}: Pick<ProjectReport, 'skipped'>): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, why } of skipped) reasons.set(why, [...(reasons.get(why) ?? []), id]);
  return reasons;
}

function countsOf(projects: readonly Pick<ProjectReport, 'findings'>[]): string[] {
  const all = projects.flatMap(({ findings }) => findings);
  const countOf = (severity: Severity): number =>
    all.filter((finding) => finding.severity === severity).length;
  return [plural(countOf('error'), 'error'), plural(countOf('warning'), 'warning')];
}

export function summary(project: Pick<ProjectReport, 'findings' | 'skipped'>): string {
  const parts = countsOf([project]);
  const { length } = project.skipped;
  if (length > 0) parts.push(`${plural(length, 'check')} not made`);
  return `${parts.join(', ')}.`;
}

function totals(projects: readonly ProjectReport[]): string {
  return `${plural(projects.length, 'project')}: ${countsOf(projects).join(', ')}.`;
}

function plural(number: number, noun: string): string {
  return number === 0 ? `no ${noun}s` : count(number, noun);
}
