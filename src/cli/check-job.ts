// One preflight for the command line: its findings with the place in launch.json that is at fault.

import { isAbsolute, join, resolve } from 'node:path';
import { preflight } from '../analysis/preflight';
import type { Preflight } from '../analysis/preflight';
import type { Evidence, Finding, Skipped, SourceLocation } from '../findings/finding';
import { attributeLocation } from '../launch/launch-json';
import type { SystemPart } from '../launch/launch-json';
import type { CliContext } from './context';
import type { Job } from './jobs';
import { systemPartOf } from './read-config';
import type { ReadFailure } from './report';

export interface JobResult {
  readonly folder: string;
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** The place for a finding that has none. */
  readonly home: SourceLocation;
  /** An input that was named on the command line cannot be read. */
  readonly failure: ReadFailure | undefined;
}

export async function checkJob(job: Job, context: CliContext): Promise<JobResult> {
  const { host, drivers } = context;
  const { folder, raw, scope } = job;
  const result = await preflight(host, raw, drivers, { baseDir: folder, scope, touch: 'none' });
  const place = (attribute: string | undefined): SourceLocation | undefined =>
    job.launch && placeIn(job.launch, attribute, systemPartOf(host));
  const located = (finding: Finding): Finding => {
    const attribute = attributeOf(finding);
    const location =
      finding.location ??
      (attribute === undefined || job.overridden.has(attribute) ? undefined : place(attribute));
    return {
      ...withOption(finding),
      evidence: finding.evidence.map((item) => fromHere(item, job)),
      ...(location === undefined ? {} : { location: inProject(location, folder) }),
    };
  };
  return {
    folder,
    findings: result.findings.map(located),
    skipped: result.skipped,
    home: place(undefined) ?? { file: fileOf(result) ?? join(folder, '.vscode', 'launch.json') },
    failure: failureOf(job, result),
  };
}

function placeIn(
  { text, file, index }: NonNullable<Job['launch']>,
  attribute: string | undefined,
  system: SystemPart,
): SourceLocation | undefined {
  return attributeLocation(text, file, index, attribute, system);
}

/** The attribute at fault; some findings only show it, as evidence from the configuration. */
function attributeOf({ attribute, evidence }: Finding): string | undefined {
  if (attribute !== undefined) return attribute;
  const shown = evidence.find(({ where }) => where === 'launch configuration')?.what ?? '';
  return shownAttribute(shown);
}

/** `"device": "x"`, `"executable" names …`, `no "servertype"`. */
function shownAttribute(what: string): string | undefined {
  return /^(?:no )?"([^"]+)"/.exec(what)?.[1];
}

/** Names where the value came from: an option, or what was found in the folder, replaces the configuration. */
function fromHere(item: Evidence, job: Job): Evidence {
  const { location, where, what } = item;
  const isOfPart = where.startsWith('device table; ');
  const attribute = isOfPart ? 'device' : shownAttribute(what);
  return {
    ...item,
    where: where.replace(/\blaunch configuration\b/, (whole) => originOf(attribute, whole, job)),
    ...(location === undefined ? {} : { location: inProject(location, job.folder) }),
  };
}

function originOf(
  attribute: string | undefined,
  configuration: string,
  { launch, overridden, folder, raw }: Job,
): string {
  if (overridden.has(attribute ?? '')) return 'command line';
  if (launch !== undefined) return configuration;
  return overridden.size > 0 || raw['preflight'] !== undefined ? 'command line' : folder;
}

function inProject(location: SourceLocation, folder: string): SourceLocation {
  return isAbsolute(location.file)
    ? location
    : { ...location, file: resolve(folder, location.file) };
}

/** The first file that was looked at. */
function fileOf({ args }: Preflight): string | undefined {
  return args.executable ?? args.ioc ?? args.linkerScript;
}

function failureOf(job: Job, { facts }: Preflight): ReadFailure | undefined {
  const file = facts.imageFile.ok ? facts.imageFile.value : undefined;
  const isGiven = job.overridden.has('executable') && file?.state === 'unreadable';
  if (!isGiven || file.path !== job.raw['executable']) return undefined;
  return { folder: job.folder, message: `--elf: ${file.path} cannot be read: ${file.message}.` };
}

/** Which option stands for an attribute. */
const optionOf: ReadonlyMap<string, string> = new Map([
  ['executable', '--elf FILE'],
  ['ioc', '--ioc FILE'],
  ['linkerScript', '--ld FILE'],
  ['device', '--device PART'],
  ['core', '--core CORE'],
  ['servertype', '--servertype TYPE'],
  ['gdbPath', '--gdb PROGRAM'],
  ['cwd', '--cwd DIR'],
]);

/** What only VS Code can put in its place (`${command:…}`, `${input:…}`) can be said here by an option. */
function withOption(finding: Finding): Finding {
  if (finding.id !== 'attribute-unresolved-variable') return finding;
  const option = optionOf.get(finding.attribute ?? '');
  const [variable] = /\$\{(?:command|input|config):[^}]*\}/.exec(finding.message) ?? [];
  if (option === undefined || variable === undefined) return finding;
  const title = `Only VS Code can replace ${variable}: give the value here with ${option}.`;
  return { ...finding, fixes: [{ title }] };
}
