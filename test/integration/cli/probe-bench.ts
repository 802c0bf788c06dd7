// `stm32-preflight probe` in this process against the simulated bench, and its JSON.

import { runCli } from '../../../src/cli/run-cli';
import type { CliContext } from '../../../src/cli/context';
import { createNodeHost } from '../../../src/host/node-host';
import { drivers } from '../../../src/servers/index';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { Setup, SetupChange } from '../../simulator/setup';
import { hurriedMs, upToThrice } from '../../support/probe-bench';
import { root } from '../../support/project';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface ProbeJson {
  readonly probe: Readonly<Record<string, unknown>>;
  readonly target: Readonly<Record<string, unknown>> & {
    readonly notDetermined: readonly { readonly what: string; readonly why: string }[];
    readonly commands: number;
    readonly tookMs: number;
  };
  readonly findings: readonly {
    readonly id: string;
    readonly severity: 'error' | 'warning' | 'info';
    readonly message: string;
    readonly evidence: readonly { readonly what: string; readonly where: string }[];
    readonly fixes: readonly { readonly title: string }[];
    readonly connect?: {
      readonly speedKhz?: number;
      readonly underReset?: true;
      readonly reset?: 'software';
    };
  }[];
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
}

export async function runProbe(
  bench: Pick<Bench, 'address'>,
  argv: readonly string[],
  overrides: Partial<CliContext> = {},
): Promise<Run> {
  let out = '';
  let err = '';
  const code = await runCli(['probe', '--stlink-server', bench.address, ...argv], {
    host: createNodeHost(),
    drivers,
    version: '0.0.0',
    cwd: root,
    packageFolder: root,
    isTerminal: false,
    out: (text) => (out += text),
    err: (text) => (err += text),
    writeFile: () => Promise.resolve('read-only'),
    ...overrides,
  });
  return { code, out, err };
}

/** A bench with these changes, for as long as `use` takes. */
export async function withBench<T>(
  changes: readonly SetupChange[],
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  const setups: readonly Setup[] = changes.map((change) => changed(healthy, change));
  const bench = await serveBench(setups);
  try {
    return await use(bench);
  } finally {
    await bench.dispose();
  }
}

export function examined(
  change: SetupChange,
  ...argv: readonly string[]
): Promise<ProbeJson & { readonly code: number }> {
  const once = () =>
    withBench([change], async (bench) => {
      const { code, out, err } = await runProbe(bench, ['--format', 'json', ...argv]);
      if (out === '') throw new Error(`exit code ${code}: ${err}`);
      return { ...(JSON.parse(out) as ProbeJson), code };
    });
  return upToThrice(once, ({ target }) => target.tookMs < hurriedMs);
}

/** Ids of errors and warnings, sorted. */
export function alarmsOf({ findings }: ProbeJson): readonly string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ id }) => id)
    .sort();
}
