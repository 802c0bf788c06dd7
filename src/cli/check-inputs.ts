// Inputs → report: the preflights in parallel, put together by project.

import type { Finding, Skipped } from '../findings/finding';
import { sortFindings } from '../findings/sort';
import { pathFrom } from '../host/paths';
import { checkJob } from './check-job';
import type { JobResult } from './check-job';
import { checkScripts } from './check-scripts';
import type { CliContext } from './context';
import type { Inputs } from './inputs';
import { jobsOf } from './jobs';
import { mapBounded } from './map-bounded';
import type { ProjectReport, ReadFailure, Report } from './report';

/** Preflights under way at once. More would not be faster in one thread, and each holds an ELF file. */
const parallelLimit = 4;

export async function checkInputs(inputs: Inputs, context: CliContext): Promise<Report> {
  const { cwd } = context;
  const { results, failures } =
    inputs.scripts.length > 0
      ? await checkScripts(inputs, context)
      : await checkJobs(inputs, context);
  const ofJobs = results.map(({ failure }) => failure).filter((failure) => failure !== undefined);
  const messages = new Map([...failures, ...ofJobs].map((each) => [each.message, each]));
  const byFolder = new Map<string, JobResult[]>();
  for (const result of results.filter(({ failure }) => failure === undefined)) {
    const others = byFolder.get(result.folder);
    if (others === undefined) byFolder.set(result.folder, [result]);
    else others.push(result);
  }
  const projects = [...byFolder]
    .map(([folder, ofFolder]) => toProject(folder, pathFrom(cwd, folder), ofFolder))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return { cwd, projects, failures: [...messages.values()] };
}

async function checkJobs(
  inputs: Inputs,
  context: CliContext,
): Promise<{ readonly results: readonly JobResult[]; readonly failures: readonly ReadFailure[] }> {
  const { jobs, failures } = await jobsOf(context.host, inputs, context.cwd);
  const results = await mapBounded(jobs, parallelLimit, (job) => checkJob(job, context));
  return { results, failures };
}

/** Several configurations of a project find the same in its files: that is told once. */
function toProject(folder: string, name: string, results: readonly JobResult[]): ProjectReport {
  const findings = new Map<string, Finding>();
  const skipped = new Map<string, Skipped>();
  for (const result of results) {
    for (const finding of result.findings) {
      const { id, message, location } = finding;
      const key = JSON.stringify([id, message, location]);
      if (!findings.has(key)) findings.set(key, finding);
    }
    for (const entry of result.skipped) skipped.set(JSON.stringify([entry.id, entry.why]), entry);
  }
  const [first] = results;
  return {
    ...{ folder, name, home: first?.home ?? { file: folder } },
    findings: sortFindings([...findings.values()]),
    skipped: [...skipped.values()],
  };
}
