// What a GDB is and can do: version, MI features, Arm support. Three pipelined questions, so asking costs a
// launch no round trip.

import { Failure } from '../base/failure';
import type { Gdb } from './gdb';
import { texts } from './mi-record';

export interface GdbVersion {
  readonly major: number;
  readonly minor: number;
}

export interface GdbIdentity {
  /** The first line of `--version`, e.g. `GNU gdb (Debian 13.1-3) 13.1`. */
  readonly versionLine: string;
  /** Undefined when the line has no version we can read. */
  readonly version: GdbVersion | undefined;
  /** `--host=… --target=…` in one word, e.g. `x86_64-linux-gnu` or `arm-none-eabi`. */
  readonly configuredAs: string | undefined;
  /** Of `-list-features`. */
  readonly features: readonly string[];
  readonly hasPython: boolean;
  readonly supportsArm: boolean;
}

/** Asks all at once; safe to pipeline before `-file-exec-and-symbols`, which sets the architecture anew. */
export async function identify(gdb: Gdb, signal?: AbortSignal): Promise<GdbIdentity> {
  const options = { signal };
  const [version, features, supportsArm] = await Promise.all([
    gdb.collect('-gdb-version', options),
    gdb.send('-list-features', options),
    trySetArm(gdb, signal),
    gdb.collect('-gdb-set architecture auto', options),
  ]);
  const names = texts(features, 'features');
  return {
    ...readVersion(version.output),
    features: names,
    hasPython: names.includes('python'),
    supportsArm,
  };
}

/** @throws Failure gdb-no-arm, naming the program and what it is for */
export function requireArm(gdb: Gdb, identity: GdbIdentity): void {
  if (identity.supportsArm) return;
  const message = `GDB "${gdb.program}" cannot debug Arm programs.`;
  throw new Failure('gdb-no-arm', 'user', message, {
    evidence: [
      `version: ${identity.versionLine}`,
      `configured for: ${identity.configuredAs ?? 'unknown'}`,
      'set architecture arm: refused',
    ],
    fix: 'Set "gdbPath" to arm-none-eabi-gdb of the Arm or ST toolchain, or to gdb-multiarch.',
  });
}

/** Reads the text of `gdb --version` or `-gdb-version`. */
export function readVersion(
  said: string,
): Pick<GdbIdentity, 'versionLine' | 'version' | 'configuredAs'> {
  const versionLine = said.split('\n', 1)[0]?.trim() ?? '';
  // The package's own version stands in brackets ("GNU gdb (GDB; ST 13.3.rel1…) 13.3"), GDB's is the last.
  const last = /(\d+)\.(\d+)\S*$/.exec(versionLine.replace(/\([^)]*\)/g, ''));
  const any = last ?? /(\d+)\.(\d+)/.exec(versionLine);
  return {
    versionLine,
    version: any === null ? undefined : { major: Number(any[1]), minor: Number(any[2]) },
    configuredAs: /configured as "([^"]*)"/.exec(said)?.[1],
  };
}

/** Collected, so that "The target architecture is set to …" is not shown as a message of the session. */
async function trySetArm(gdb: Gdb, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await gdb.collect('-gdb-set architecture arm', { signal });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === 'gdb-error') return false;
    throw error;
  }
}
