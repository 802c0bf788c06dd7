// The checks inside VS Code, outside of a session. A bundle of its own, loaded with the first run: the analyzer
// and its table of parts are many times the extension's size.

import { preflight } from '../analysis/preflight';
import { toMemoryMap } from '../analysis/memory-map';
import type { Preflight, PreflightScope } from '../analysis/preflight';
import type { TargetTouch } from '../analysis/facts/probe';
import { createNodeHost } from '../host/node-host';
import { attributeLocation } from '../launch/launch-json';
import type { ServerDriver } from '../launch/server-driver';
import { substituteVariables } from '../launch/variables';
import type { SourceLocation } from '../findings/finding';
import type { FindingsEvent } from '../protocol/debug-events';
import type { MemoryMap } from '../protocol/memory-map';

export { compareBuildFiles } from './compare-build-files';
export { whoIsHere } from '../host/who';
export { launchReport } from '../report/launch-report';
export { reportZip } from '../report/report-zip';
export { explainLogText } from './explain-log-text';
export { ignoreEdits } from '../launch/ignore-edit';
export { appendEdit } from '../launch/import/append-edit';
export { importLaunches } from './import-launches';
export { keepWayEdits } from '../launch/keep-way';
export { findServers } from './find-servers';
export { linkChartOf, partialLinkChart } from './probes/link-chart-of';
export {
  examineProbe,
  findProbes,
  judgeExamination,
  testProbeLink,
  watchForProbes,
} from './probes/probe-analysis';
export { probeNodes } from './probes/probe-nodes';
export { probeReport } from './probes/probe-report';

/** A launch configuration as it stands in launch.json, settings added. */
export interface PreflightRequest {
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Path of the workspace folder: `${workspaceFolder}`, and where relative paths start. */
  readonly folder: string;
  readonly drivers: readonly ServerDriver[];
  readonly scope: PreflightScope;
  /** What may be done with the target; `look` when left out. */
  readonly touch?: TargetTouch;
  readonly signal?: AbortSignal;
}

export async function runPreflight(request: PreflightRequest): Promise<FindingsEvent> {
  const { findings, skipped, made } = await check(request);
  return { findings, skipped, made, seen: undefined, unseen: undefined, isRefused: false };
}

/** The part's memories with the image in them. */
export async function mapMemory(request: PreflightRequest): Promise<MemoryMap> {
  const { facts, findings } = await check(request);
  return toMemoryMap(facts, findings);
}

function check(request: PreflightRequest): Promise<Preflight> {
  const { configuration, folder, drivers, scope, touch = 'look', signal } = request;
  const host = createNodeHost();
  const { homeDir, env } = host;
  const values = { workspaceFolder: folder, homeDir, env };
  const raw = substituteVariables(configuration, values);
  const stop = signal === undefined ? {} : { signal };
  return preflight(host, raw, drivers, { baseDir: folder, scope, touch, ...stop });
}

/** Where a configuration's attribute stands in a launch.json; its name where it does not. */
export function placeInLaunchJson(
  text: string,
  file: string,
  name: string,
  attribute: string | undefined,
): SourceLocation | undefined {
  return attributeLocation(text, file, name, attribute ?? 'name');
}
