// Builds the stand-in of a GDB server into one executable file, starts it as a launch starts a server, and reads what it
// met. See stand-in-server.ts for what it is and is not.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { endMarked, markedEnv, newMark } from '../../scripts/parts/marked-processes.mjs';
import { poll } from '../../src/base/abort';
import { Failure } from '../../src/base/failure';
import type { Host } from '../../src/host/host';
import { createNodeHost } from '../../src/host/node-host';
import { resolveArgs } from '../../src/launch/resolve-args';
import type { ServerDriver } from '../../src/launch/server-driver';
import { freePorts } from '../../src/host/free-ports';
import { runServer } from '../../src/servers/run-server';
import type { RunningServer } from '../../src/servers/run-server';
import { limited } from './dap-client';
import { graceMs } from './leftovers';
import { root } from './project';
import type { DialogueName } from './stand-in-dialogues';

export interface Started {
  readonly server: RunningServer;
  readonly port: number;
  /** What went to the log. */
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  readonly abort: AbortController;
  /** What the stand-in met. */
  readonly journal: () => readonly string[];
}

export interface StartOptions {
  readonly raw?: Readonly<Record<string, unknown>>;
  /** Port of the stub that does the work. */
  readonly target?: number;
  readonly port?: number;
}

/** Resolves once the stand-in has met what begins so. */
export async function met(journal: () => readonly string[], what: string): Promise<void> {
  const isMet = () => Promise.resolve(journal().some((line) => line.startsWith(what)) || undefined);
  await limited(poll(isMet), what);
}

export class StandIn {
  private readonly mark = newMark();
  private readonly started: RunningServer[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'stand in-'));
  private runs = 0;
  /** The executable, called as ST's; its dialogue comes from the environment. */
  readonly program = join(this.folder, 'ST-LINK_gdbserver');

  constructor() {
    buildSync({
      entryPoints: [join(root, 'test/support/stand-in-server.ts')],
      outfile: this.program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      banner: { js: `#!${process.execPath}` },
    });
    chmodSync(this.program, 0o755);
    mkdirSync(join(this.folder, 'journals'));
  }

  /** What the stand-in is told by, for whoever starts it in another way. */
  env(
    dialogue: DialogueName,
    target = 0,
  ): { readonly env: NodeJS.ProcessEnv; journal: () => readonly string[] } {
    const file = join(this.folder, 'journals', `${this.runs++}.txt`);
    const env = {
      STAND_IN_DIALOGUE: dialogue,
      STAND_IN_TARGET: `${target}`,
      STAND_IN_JOURNAL: file,
    };
    const journal = (): readonly string[] =>
      existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    return { env: { ...process.env, ...env }, journal };
  }

  host(env: NodeJS.ProcessEnv): Host {
    const node = createNodeHost();
    const marked = markedEnv(this.mark, env);
    return {
      ...node,
      spawn: (program, args, options = {}) =>
        node.spawn(program, args, { ...options, env: { ...marked, ...options.env } }),
    };
  }

  async start(
    driver: ServerDriver,
    dialogue: DialogueName,
    options: StartOptions = {},
  ): Promise<Started> {
    const { env, journal } = this.env(dialogue, options.target);
    const host = this.host(env);
    const raw = { servertype: driver.id, device: 'STM32F405RG', ...options.raw };
    const { args } = resolveArgs(raw, this.folder);
    const [free = 0, ...morePorts] = await freePorts(host, 1 + (driver.morePorts ?? 0));
    const port = options.port ?? free;
    const command = driver.command(args, { program: this.program, port, morePorts, files: {} });
    if (command === undefined) throw new Error(`${driver.id} starts nothing`);
    const lines: string[] = [];
    const warnings: string[] = [];
    const abort = new AbortController();
    const server = runServer(host, {
      driver,
      command,
      cwd: this.folder,
      address: driver.address(args, port),
      events: {
        onLine: (line) => void lines.push(line),
        onTargetText: () => undefined,
        onWarning: (text) => void warnings.push(text),
      },
      signal: abort.signal,
    });
    this.started.push(server);
    return { server, port, lines, warnings, abort, journal };
  }

  /** Starts it and gives the failure it must end in. */
  async failureOf(
    driver: ServerDriver,
    dialogue: DialogueName,
    options?: StartOptions,
  ): Promise<Failure> {
    const { server } = await this.start(driver, dialogue, options);
    try {
      await server.ready;
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown;
      throw thrown;
    }
    throw new Error('it became ready');
  }

  /** Ends what a test started. @returns what had to be killed, which is to be nothing */
  async end(): Promise<readonly unknown[]> {
    for (const server of this.started.splice(0)) await server.dispose();
    return endMarked(this.mark, graceMs);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
