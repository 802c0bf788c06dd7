// `probe`: lists, chooses, examines, judges, prints. A probe is open only while it is examined, and is given back
// whatever happens.

import { resolve } from 'node:path';
import { printable } from '../../base/text';
import { chooseProbe, listOrFailure, reasonNotToOpen } from '../../analysis/facts/probe';
import { failedWords } from '../../analysis/link-words';
import { judgeProbe } from '../../analysis/judge-probe';
import type { Device } from '../../devices/device';
import { findDevice } from '../../devices/find-device';
import { examine } from '../../examination/examine';
import type { Examination, LinkSample } from '../../examination/examination';
import { testLink } from '../../examination/test-link';
import type { Finding } from '../../findings/finding';
import type { Host } from '../../host/host';
import { resolveArgs } from '../../launch/resolve-args';
import type { ServerDriver } from '../../launch/server-driver';
import type { ProbeInfo } from '../../probe/probe-info';
import type { CliContext } from '../context';
import type { ProbeCommand } from '../probe-args';
import type { ProbeReport } from './probe-report';

/** 130: ended by Ctrl+C (128 and the number of SIGINT, as shells have it). */
export type ProbeExitCode = 0 | 1 | 2 | 130;

/** A probe, and who will use it after us. */
interface Job {
  readonly command: ProbeCommand;
  readonly context: CliContext;
  readonly device: Device | undefined;
  readonly driver: ServerDriver | undefined;
  readonly signal: AbortSignal | undefined;
}

export async function runProbe(command: ProbeCommand, context: CliContext): Promise<ProbeExitCode> {
  const job = jobOf(command, context);
  if (typeof job === 'string') {
    context.err(`${printable(job)}\n`);
    return 2;
  }
  try {
    return await (command.isList ? tellList(job) : tellProbe(job));
  } catch (thrown) {
    if (job.signal?.aborted !== true) throw thrown;
    context.err('Interrupted; the probe was given back.\n');
    return 130;
  }
}

/** @returns what is wrong with a name on the command line. */
function jobOf(command: ProbeCommand, context: CliContext): Job | string {
  const { device: name, servertype } = command;
  const match = name === undefined ? undefined : findDevice(name);
  if (match?.kind === 'unknown') {
    const nearest = match.nearest.length === 0 ? '' : `; near it are ${match.nearest.join(', ')}`;
    return `--device: there is no part "${name ?? ''}"${nearest}.`;
  }
  const driver = context.drivers.find(({ id }) => id === servertype);
  if (servertype !== undefined && driver?.usesProbe !== true) {
    const ids = context.drivers.filter(({ usesProbe }) => usesProbe).map(({ id }) => id);
    return driver === undefined
      ? `--servertype: there is no "${servertype}"; one that uses a probe is ${ids.join(', ')}.`
      : `--servertype: ${servertype} uses no probe of this computer; one that does is ${ids.join(', ')}.`;
  }
  const signal = context.interruption?.();
  return { command, context, device: match?.device, driver, signal };
}

async function tellList({ command, context }: Job): Promise<ProbeExitCode> {
  const list = await listOrFailure(context.host, serverText(command));
  if (list.failure !== undefined) {
    context.err(`${printable(list.failure.message)}\n`);
    return 2;
  }
  const { renderListJson, renderListText } = await import('../render/probe-list');
  const text = command.format === 'json' ? renderListJson(list) : renderListText(list);
  return (await write(text, command, context)) ? 0 : 2;
}

async function tellProbe(job: Job): Promise<ProbeExitCode> {
  const { command, context } = job;
  const report = await reportOf(job);
  const isColoured = context.isTerminal && !command.isPlain && command.output === undefined;
  const text =
    command.format === 'json'
      ? (await import('../render/probe-json')).renderProbeJson(report)
      : (await import('../render/probe-text')).renderProbeText(report, { isColoured });
  if (!(await write(text, command, context))) return 2;
  const isExamined = report.examination?.opening.state === 'opened';
  const hasError = report.findings.some(({ severity }) => severity === 'error');
  return hasError || !isExamined ? 1 : 0;
}

async function reportOf(job: Job): Promise<ProbeReport> {
  const { command, context, signal } = job;
  const { host, cwd, drivers } = context;
  const list = await listOrFailure(host, serverText(command));
  signal?.throwIfAborted();
  const choice = chooseProbe(list, command.serial);
  const { chosen } = choice;
  const whyNot = list.failure?.message.replace(/\.$/, '') ?? reasonNotToOpen(choice);
  const first =
    chosen === undefined || whyNot !== undefined ? undefined : await examined(host, chosen, job);
  const isTested = command.isLinkTest && chosen !== undefined && first?.opening.state === 'opened';
  const linkTest = isTested ? await tested(host, chosen, job) : undefined;
  // The test has read a hundred times more, at all clocks: the checks go by it.
  const examination = first && linkTest?.ok === true ? { ...first, link: linkTest } : first;
  const user = {
    mayReset: command.mayReset,
    device: command.device,
    servertype: command.servertype,
    serialNumber: command.serial,
    stlinkServer: serverText(command),
  };
  const isWhole = examination !== undefined;
  const judged = await judgeProbe(host, { list, examination }, user, { drivers, baseDir: cwd });
  return {
    ...{ cwd, list, chosen, examination, linkTest, whyNot: whyNot ?? 'it was not examined' },
    findings: judged.findings.map(withOptions),
    skipped: judged.skipped.map((entry) =>
      isWhole ? entry : { ...entry, why: whyNot ?? entry.why },
    ),
  };
}

/** Here an option stands for an attribute of a launch configuration. */
function withOptions(finding: Finding): Finding {
  const inOptions = (text: string): string =>
    text.replace(/\bserialNumber\b/g, '--serial').replace(/\bstlinkServer\b/g, '--stlink-server');
  const fixes = finding.fixes.map((fix) => ({ ...fix, title: inOptions(fix.title) }));
  return { ...finding, fixes };
}

function examined(host: Host, probe: ProbeInfo, job: Job): Promise<Examination> {
  const { command, context, device, driver, signal } = job;
  const { args } = resolveArgs({ device: command.device }, context.cwd);
  return examine(host, probe, {
    device,
    mayReset: command.mayReset,
    speedKhz: driver?.probeUse?.(args).speedKhz,
    signal,
  });
}

async function tested(
  host: Host,
  probe: ProbeInfo,
  { command, context, signal }: Job,
): Promise<ProbeReport['linkTest']> {
  const isShown = context.isTerminal && command.format === 'text';
  const show = (sample: LinkSample): void => context.err(`\r\u001B[K${failedWords(sample)}`);
  const test = await testLink(host, probe, {
    mayReset: command.mayReset,
    ...(isShown ? { onSample: show } : {}),
    signal,
  });
  if (isShown) context.err('\r\u001B[K');
  return test.link;
}

function serverText({ stlinkServer }: ProbeCommand): string | undefined {
  return stlinkServer === undefined ? undefined : `${stlinkServer.host}:${stlinkServer.port}`;
}

/** @returns false when the file cannot be written; that was told. */
async function write(text: string, command: ProbeCommand, context: CliContext): Promise<boolean> {
  if (command.output === undefined) {
    context.out(text);
    return true;
  }
  const path = resolve(context.cwd, command.output);
  const problem = await context.writeFile(path, text);
  if (problem !== undefined)
    context.err(`--output: ${printable(path)} cannot be written: ${problem}.\n`);
  return problem === undefined;
}
