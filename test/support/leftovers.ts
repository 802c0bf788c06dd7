// The adapters a suite starts, and the assertion that none of them leaves a process behind. Every adapter
// carries a mark in its environment, which GDB and the servers inherit.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import {
  endMarked,
  markedEnv,
  markedProcesses,
  newMark,
} from '../../scripts/parts/marked-processes.mjs';
import { poll } from '../../src/base/abort';
import { DapClient, limited, spawnAdapter } from './dap-client';
import type { AdapterOptions, DapError } from './dap-client';
import { qemuLaunch } from './debug-session';

/** A process whose parent was killed may take this long to notice and end. */
export const graceMs = 20_000;

/** Less than any limit after which a launch gives up to wait, and far more than a busy machine needs to say no at once. */
export const atOnceMs = 14_000;

/** What a busy machine may need beyond a limit of the product. */
export const busyMs = 15_000;

export class Adapters {
  private readonly mark = newMark();
  private readonly clients: DapClient[] = [];
  private readonly listening: ChildProcess[] = [];

  /** An adapter on stdio. */
  start(options: AdapterOptions = {}): DapClient {
    const client = DapClient.start({ ...options, env: this.env(options) });
    this.clients.push(client);
    return client;
  }

  /** An adapter that listens on a port that it chose; several clients may connect to it. */
  async listen(): Promise<{ readonly adapter: ChildProcess; readonly port: number }> {
    const adapter = spawnAdapter({ args: ['--server=0'], env: this.env({}) });
    this.listening.push(adapter);
    const said = once(createInterface(adapter.stderr), 'line');
    const [line] = (await limited(said, 'the adapter to say that it listens')) as [string];
    return { adapter, port: Number(/:(\d+)$/.exec(line)?.[1]) };
  }

  /** What runs of these adapters and what they started, as command lines. */
  running(program = ''): readonly { pid: number; command: string }[] {
    return markedProcesses(this.mark).filter(({ command }) => command.includes(program));
  }

  /** Only GDB and servers: the adapter itself may go on. */
  children(): readonly { pid: number; command: string }[] {
    return this.running().filter(({ command }) => !command.includes('debug-adapter.js'));
  }

  /** Asserts that these end by themselves in a short while. */
  async assertEnded(processes: readonly { readonly pid: number }[]): Promise<void> {
    const left = () => this.running().filter(({ pid }) => processes.some((one) => one.pid === pid));
    const areGone = () => Promise.resolve(left().length === 0 || undefined);
    await limited(poll(areGone), 'the processes to end', graceMs);
  }

  /** Asserts that everything ends by itself in a short while; kills what does not. */
  async assertGone(): Promise<void> {
    assert.deepEqual(await endMarked(this.mark, graceMs), []);
  }

  /** Asserts that a launch with these attributes is refused in time, with these words, and leaves nothing. */
  async assertRefused(
    client: DapClient,
    attributes: object,
    limitMs: number,
    words: readonly RegExp[],
  ): Promise<void> {
    const start = performance.now();
    await assert.rejects(
      client.request('launch', { ...qemuLaunch, ...attributes }),
      (error: DapError) => {
        for (const word of words) assert.match(error.text, word);
        return true;
      },
    );
    const tookMs = performance.now() - start;
    assert.ok(tookMs < limitMs, `${tookMs} ms`);
    assert.deepEqual(this.children(), []);
  }

  /** Ends what a suite left open, then asserts that nothing remains. */
  async end(): Promise<void> {
    for (const client of this.clients.splice(0)) {
      if (client.child?.exitCode === null && client.child.signalCode === null) {
        await client.disconnect().catch(() => client.kill());
      }
    }
    for (const child of this.listening.splice(0)) child.kill('SIGTERM');
    await this.assertGone();
  }

  private env({ env = process.env }: AdapterOptions): NodeJS.ProcessEnv {
    return markedEnv(this.mark, env);
  }
}

/** Adapters for the tests of the enclosing `describe`; ended, with the assertion, when it is over. */
export function useAdapters(): Adapters {
  const adapters = new Adapters();
  after(() => adapters.end());
  return adapters;
}
