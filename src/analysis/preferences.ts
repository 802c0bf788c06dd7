// What the configuration's `preflight` says about the checks: which run, and which findings are not wanted. Pure.

import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import { problemIds } from '../linker/problem-ids';
import { scriptChecks } from '../script-checks/index';
import type { Analysis } from './analyze';
import type { Check } from './check';

/** Without what these find, nothing can be started: they run and tell whatever the configuration says. */
const essential: ReadonlySet<string> = new Set([
  ...['gdb-missing', 'server-missing', 'servertype-unknown'],
  ...['gdb-target-missing', 'openocd-no-config', 'openocd-probe-settings', 'qemu-no-machine'],
  ...['openocd-rtos', 'pyocd-no-target', 'stutil-no-jtag'],
]);

/** Findings about the configuration itself; everything else that has an id is a check. */
const configurationIds = [
  ...['attribute-unknown', 'attribute-unresolved-variable', 'attribute-unused'],
  ...[
    'attribute-wrong-type',
    'gdb-target-missing',
    'openocd-no-config',
    'openocd-probe-settings',
    'openocd-rtos',
    'pyocd-no-target',
    'qemu-no-machine',
    'stutil-no-jtag',
  ],
  'servertype-unknown',
];

type Preferences = LaunchArgs['preflight'];
type Ignoring = Pick<Preferences, 'ignore'>;

/** The checks that the mode wants, and the others as skipped. */
export function wantedChecks(
  { mode }: Preferences,
  checks: readonly Check[],
): { readonly wanted: readonly Check[]; readonly skipped: Analysis['skipped'] } {
  if (mode !== 'off') return { wanted: checks, skipped: [] };
  const isEssential = ({ id }: Check): boolean => essential.has(id);
  const why = 'preflight.mode is "off"';
  return {
    wanted: checks.filter(isEssential),
    skipped: checks.filter((check) => !isEssential(check)).map(({ id }) => ({ id, why })),
  };
}

/** Takes the findings out that are not wanted, and says so: an ignored check never counts as passed. */
export function withoutIgnored({ ignore }: Ignoring, analysis: Analysis): Analysis {
  const isIgnored = ({ id }: Finding): boolean => ignore.includes(id) && !essential.has(id);
  const ids = new Set(analysis.findings.filter(isIgnored).map(({ id }) => id));
  const why = 'its finding is ignored by preflight.ignore';
  return {
    findings: analysis.findings.filter((finding) => !isIgnored(finding)),
    skipped: [...analysis.skipped, ...[...ids].map((id) => ({ id, why }))],
    made: analysis.made.filter((id) => !ids.has(id)),
  };
}

/** A warning for each id to ignore that no finding has: what it was meant for will still be told. */
export function unknownIgnored({ ignore }: Ignoring, checks: readonly Check[]): readonly Finding[] {
  const known = new Set([
    ...configurationIds,
    ...Object.keys(problemIds),
    ...[...checks, ...scriptChecks].map(({ id }) => id),
  ]);
  return ignore
    .filter((id) => !known.has(id))
    .map((id) => ({
      id: 'attribute-unknown',
      severity: 'warning',
      message: `preflight.ignore names "${id}", which is the id of no finding.`,
      evidence: [{ what: `"ignore": ${JSON.stringify(ignore)}`, where: 'launch configuration' }],
      fixes: [{ title: 'Write the id as it stands in brackets behind the finding, or remove it.' }],
      attribute: 'preflight',
    }));
}
