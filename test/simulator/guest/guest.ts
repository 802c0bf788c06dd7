// A virtual machine with a real Linux kernel and USB stack, in which every program and file of the host is there to
// read. Devices are plugged into it by programs that speak usbredir.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGuestKernel } from '../../../scripts/parts/guest-kernel.mjs';
import { cacheFolder, root } from '../../../scripts/parts/places.mjs';
import { buildInitrd } from './initrd';
import { JobPort } from './job-port';
import type { JobResult } from './job-port';
import { commandLine, quoted } from './job-text';
import { QemuProcess } from './qemu-process';

/** It boots in 3 to 5 s; a machine that does much else at the same time needs several times that. */
const bootLimitMs = 120_000;

/** A job that takes longer hangs: the slowest, a Node program whose files are read for the first time, takes 10 s. */
const jobLimitMs = 120_000;

/** So much of the console's text goes into an error. */
const consoleTail = 2_000;

export interface GuestOptions {
  /** Unix sockets on which a USB device listens that speaks usbredir: a port of the guest's hub each, in this order. */
  readonly usb?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export interface JobOptions {
  /** Called with each piece of the output. */
  readonly onOutput?: (text: string) => void;
  readonly limitMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Guest {
  /** From the start of QEMU until jobs were taken. */
  readonly bootMs: number;
  /**
   * Runs a job as root, in the project's folder, with the host's PATH; only /run ($HOME, $TMPDIR) can be written to.
   * What it leaves running is killed at its end.
   * @param job shell text, or a program with its arguments.
   * @throws {Error} when it takes longer than `limitMs`, is cancelled, or the guest ends: the guest is gone then
   */
  run(job: string | readonly string[], options?: JobOptions): Promise<JobResult>;
  /** Ends it, whatever it does. */
  dispose(): Promise<void>;
}

/** Boots the guest and resolves when it takes jobs. @throws {Error} with the console's text when it does not */
export async function startGuest({ usb = [], signal }: GuestOptions = {}): Promise<Guest> {
  const found = findGuestKernel(cacheFolder);
  if (found === undefined) throw new Error('no guest kernel: run "node scripts/setup.mjs test"');
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'guest-'));
  const [initrd, port] = [join(folder, 'initrd'), join(folder, 'jobs')];
  writeFileSync(initrd, buildInitrd(found));
  const jobs = await JobPort.listen(port);
  const qemu = QemuProcess.start({ kernel: found.kernel, initrd, port, usb });
  const dispose = async (): Promise<void> => {
    await qemu.kill();
    jobs.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const limited = async <T>(wait: Promise<T>, what: string, ms: number, stop?: AbortSignal) => {
    try {
      return await before(Promise.race([wait, qemu.ended]), ms, stop);
    } catch (thrown) {
      await dispose(); // it would be of no use any more
      const said = `\n${qemu.console.slice(-consoleTail)}`.trimEnd();
      throw new Error(`${what}: ${(thrown as Error).message}${said}`);
    }
  };
  await limited(jobs.ready, 'boot of the guest', bootLimitMs, signal);
  return {
    bootMs: performance.now() - start,
    run: (job, { onOutput = () => undefined, limitMs = jobLimitMs, signal: stop } = {}) =>
      limited(jobs.run(scriptOf(job), onOutput), 'job in the guest', limitMs, stop),
    dispose,
  };
}

/** One job in a guest of its own. */
export async function runInGuest(
  job: string | readonly string[],
  { usb = [], ...options }: GuestOptions & JobOptions = {},
): Promise<JobResult> {
  const guest = await startGuest({ usb, signal: options.signal });
  try {
    return await guest.run(job, options);
  } finally {
    await guest.dispose();
  }
}

/** @throws {Error} when the limit passes or the signal fires before */
async function before<T>(wait: Promise<T>, limitMs: number, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(limitMs);
  const stop = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  let onAbort = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error(limit.aborted ? `not done in ${limitMs} ms` : 'cancelled'));
    if (stop.aborted) onAbort();
    stop.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([wait, stopped]);
  } finally {
    stop.removeEventListener('abort', onAbort);
  }
}

function scriptOf(job: string | readonly string[]): string {
  const text = typeof job === 'string' ? job : commandLine(job);
  return [
    `export PATH=${quoted(process.env.PATH ?? '')}`,
    'export HOME=/run/home TMPDIR=/run/tmp LANG=C.UTF-8',
    `cd ${quoted(root)}`,
    text,
  ].join('\n');
}
