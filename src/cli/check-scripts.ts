// Linker scripts by themselves for the command line: what the editor shows of each, with the same around it.

import { dirname } from 'node:path';
import { folderLookUps } from '../analysis/around-script';
import { checkScriptFile } from '../analysis/check-script-file';
import type { CheckedScript, ScriptFileOptions } from '../analysis/check-script-file';
import { checks } from '../analysis/checks/index';
import { unknownIgnored, withoutIgnored } from '../analysis/preferences';
import { readable } from '../analysis/readable';
import { findDevice } from '../devices/find-device';
import type { Finding } from '../findings/finding';
import type { CliContext } from './context';
import type { JobResult } from './check-job';
import type { Inputs } from './inputs';
import { mapBounded } from './map-bounded';
import type { ReadFailure } from './report';

/** Scripts under way at once. */
const parallelLimit = 4;

export async function checkScripts(
  { scripts, scriptFolders, given }: Inputs,
  { host, cwd }: CliContext,
): Promise<{ readonly results: readonly JobResult[]; readonly failures: readonly ReadFailure[] }> {
  const { device, ignore } = given;
  const unknown = device === undefined ? undefined : unknownPart(device);
  if (unknown !== undefined) return { results: [], failures: [{ folder: cwd, message: unknown }] };
  const options: ScriptFileOptions = {
    ...{ roots: [cwd, ...scriptFolders], part: device, lookUps: folderLookUps(host) },
  };
  const checked = await mapBounded(scripts, parallelLimit, (file) =>
    checkScriptFile(host, file, options),
  );
  const whole = wholeOnes(
    scripts.flatMap((file, at) => {
      const report = checked[at];
      return report === undefined ? [] : [{ file, report }];
    }),
  );
  return { results: whole.map((each) => resultOf(each, ignore)), failures: [] };
}

interface Checked {
  readonly file: string;
  readonly report: CheckedScript;
}

/** What another one of them includes is told there. Files that include each other are neither's part. */
function wholeOnes(all: readonly Checked[]): readonly Checked[] {
  const includedBy = new Map<string, Set<string>>();
  for (const { file, report } of all) {
    for (const part of report.included) {
      const owners = includedBy.get(part) ?? new Set();
      includedBy.set(part, owners.add(file));
    }
  }
  return all.filter(({ file, report }) => {
    const owners = [...(includedBy.get(file) ?? [])];
    return !owners.some((owner) => owner !== file && !report.included.includes(owner));
  });
}

function resultOf({ file, report }: Checked, ignore: readonly string[]): JobResult {
  const unknown = unknownIgnored({ ignore }, checks).map(fromCommandLine);
  const analysis = {
    findings: [...unknown, ...report.findings],
    skipped: report.skipped,
    made: [],
  };
  const folder = dirname(file);
  const { findings, skipped } = readable(withoutIgnored({ ignore }, analysis), folder);
  return { folder, findings, skipped, home: { file }, failure: undefined };
}

function fromCommandLine(finding: Finding): Finding {
  return {
    ...finding,
    evidence: finding.evidence.map((item) => ({ ...item, where: 'command line' })),
  };
}

/** @returns a sentence about a name that is no part's. */
function unknownPart(name: string): string | undefined {
  const match = findDevice(name);
  if (match.kind === 'found') return undefined;
  const nearest = match.nearest.length === 0 ? '' : ` Nearest: ${match.nearest.join(', ')}.`;
  return `--device: no part is called "${name}".${nearest}`;
}
