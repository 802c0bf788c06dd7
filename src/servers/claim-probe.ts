// One session for each probe: whoever examines one for a launch claims it first, by a file that only one can make, and
// keeps it until its server has ended. So a second launch is told whose it is before it can disturb the first.

import { poll, withTimeout } from '../base/abort';
import { toFailure } from '../base/failure';
import { isObject } from '../base/record';
import type { Host } from '../host/host';
import { inspectProcesses, processRealm, thisProcess } from '../host/processes';

export interface Claimant {
  readonly pid: number;
  /** What its session works in. */
  readonly folder: string | undefined;
}

export type ProbeClaim =
  /** `release` gives it back; twice is once. */
  | { readonly kind: 'claimed'; readonly release: () => Promise<void> }
  | { readonly kind: 'held'; readonly by: Claimant };

interface Written extends Claimant {
  readonly realm: string;
  /** As in ProcessKey; empty where only the time is known. */
  readonly started: string;
  readonly startedMs: number;
}

const version = 1;
const limitBytes = 16 * 1024;

/** How far a process's own idea of its start and the system's may be apart. */
const startToleranceMs = 10_000;

/**
 * Waits `probeClaim` for a session that is just ending. Where no file can be written nobody is refused.
 * @param probe its serial number, or where it hangs.
 * @throws Failure `cancelled`
 */
export async function claimProbe(
  host: Host,
  probe: string,
  folder: string | undefined,
  signal?: AbortSignal,
): Promise<ProbeClaim> {
  const file = `probes/${encodeURIComponent(probe)}.json`;
  const [realm, me] = await Promise.all([processRealm(host), thisProcess(host)]);
  const text = `${JSON.stringify({ version, realm, ...me, folder })}\n`;
  const release = (): Promise<void> => host.state.removeIf(file, text);
  let by: Claimant | undefined;
  const attempt = async (): Promise<ProbeClaim | undefined> => {
    switch (await host.state.create(file, text)) {
      case 'created':
        return { kind: 'claimed', release };
      case 'failed':
        return { kind: 'claimed', release: () => Promise.resolve() };
      case 'exists':
        by = await holderIn(host, file, realm);
        return undefined;
    }
  };
  const over = new AbortController();
  const claim = poll(attempt, over.signal);
  try {
    return await withTimeout(claim, 'probeClaim', 'the probe', signal);
  } catch (error) {
    if (toFailure(error).code !== 'timeout') throw error;
    // Without a holder the file could not be removed, which is no reason to refuse a launch.
    return by === undefined
      ? { kind: 'claimed', release: () => Promise.resolve() }
      : { kind: 'held', by };
  } finally {
    over.abort();
    claim.catch(() => undefined);
  }
}

/** @returns who has it; one that nobody has any more is removed. */
async function holderIn(host: Host, file: string, realm: string): Promise<Claimant | undefined> {
  const read = await host.readFile(`${host.state.path}/${file}`, limitBytes);
  if (!read.ok) return undefined;
  const text = new TextDecoder().decode(read.bytes);
  const written = parseClaim(text);
  // Numbers of elsewhere tell nothing here; where the probe really is in use there, opening it says so.
  if (written?.realm === realm && (await isAlive(host, written)))
    return { pid: written.pid, folder: written.folder };
  await host.state.removeIf(file, text);
  return undefined;
}

async function isAlive(host: Host, { pid, started, startedMs }: Written): Promise<boolean> {
  const now = (await inspectProcesses(host, [pid])).get(pid);
  if (now === undefined) return false;
  if (started !== '') return now.started === started;
  return Math.abs((now.startedMs ?? NaN) - startedMs) < startToleranceMs;
}

/** @returns undefined for what is no claim, or another version's. */
function parseClaim(text: string): Written | undefined {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    // Not ours.
    return undefined;
  }
  if (!isObject(told) || told['version'] !== version) return undefined;
  const { realm, pid, started, startedMs, folder } = told;
  if (typeof realm !== 'string' || typeof pid !== 'number' || typeof started !== 'string')
    return undefined;
  if (typeof startedMs !== 'number') return undefined;
  return {
    realm,
    pid,
    started,
    startedMs,
    folder: typeof folder === 'string' ? folder : undefined,
  };
}
