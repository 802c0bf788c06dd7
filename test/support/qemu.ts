// A QEMU that belongs to the test, not to the adapter: a GDB server "that runs already". Its QMP monitor
// tells from outside whether the target runs and what its memory holds.

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { limited } from './dap-client';
import { freePort } from './ports';

export interface QemuOptions {
  /** QEMU's board; the example's by default. */
  readonly machine?: string;
  /** The image that is in flash from the beginning; none by default. */
  readonly kernel?: string;
  /** Whether the core runs at once instead of waiting for GDB. */
  readonly running?: boolean;
}

interface Reply {
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly QMP?: unknown;
}

export class Qemu {
  private readonly replies: Reply[] = [];
  private readonly waiting: ((reply: Reply) => void)[] = [];

  private constructor(
    readonly port: number,
    readonly child: ChildProcessWithoutNullStreams,
  ) {
    createInterface(child.stdout).on('line', (line) => {
      const reply = JSON.parse(line) as Reply;
      if (!('return' in reply || 'error' in reply || 'QMP' in reply)) return; // an event
      const next = this.waiting.shift();
      if (next === undefined) this.replies.push(reply);
      else next(reply);
    });
    child.stdin.on('error', () => undefined);
  }

  /** Starts the board; resolves when GDB may connect. Somebody else may have taken its port meanwhile: then on another. */
  static async start(options: QemuOptions = {}, tries = 3): Promise<Qemu> {
    const { machine = 'netduinoplus2', kernel, running = false } = options;
    const port = await freePort();
    const child = spawn('qemu-system-arm', [
      ...['-machine', machine, '-display', 'none', '-serial', 'null', '-qmp', 'stdio'],
      ...(kernel === undefined ? [] : ['-kernel', kernel]),
      ...(running ? [] : ['-S']),
      ...['-gdb', `tcp:127.0.0.1:${port}`],
    ]);
    const qemu = new Qemu(port, child);
    // The greeting comes after the GDB stub has its port.
    const greeting = qemu.reply().then(() => true);
    const ended = once(child, 'exit').then(() => false);
    if (!(await limited(Promise.race([greeting, ended]), "QEMU's greeting"))) {
      if (tries > 1) return Qemu.start(options, tries - 1);
      throw new Error(`QEMU ended with ${child.exitCode} before it listened on ${port}`);
    }
    await qemu.ask('qmp_capabilities');
    return qemu;
  }

  get gdbTarget(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** `running`, or why it does not: `paused`, `debug`, `prelaunch`. */
  async status(): Promise<string> {
    const { status } = (await this.ask('query-status')) as { status: string };
    return status;
  }

  /** A word of the target's memory, whether or not it runs. */
  async word(address: number): Promise<number> {
    const said = await this.human(`xp /1wx 0x${address.toString(16)}`);
    return Number(/: (0x[0-9a-f]+)/i.exec(said)?.[1]);
  }

  /** Stops the core from outside, or lets it go. */
  async pause(): Promise<void> {
    await this.ask('stop');
  }

  /** Whether the word there still changes: the core carries out instructions. */
  async changes(address: number): Promise<boolean> {
    const before = await this.word(address);
    for (let reads = 0; reads < 2000; reads++) {
      if ((await this.word(address)) !== before) return true;
    }
    return false;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  private async human(line: string): Promise<string> {
    return (await this.ask('human-monitor-command', { 'command-line': line })) as string;
  }

  private async ask(execute: string, args: object = {}): Promise<unknown> {
    this.child.stdin.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const reply = await limited(this.reply(), `QEMU's answer to ${execute}`);
    if (reply.error !== undefined) throw new Error(`${execute}: ${reply.error.desc}`);
    return reply.return;
  }

  private reply(): Promise<Reply> {
    const [first] = this.replies.splice(0, 1);
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** One QEMU at a time for each test of the enclosing `describe`; ended after it. */
export function useQemu(): { start(options?: QemuOptions): Promise<Qemu> } {
  const started: Qemu[] = [];
  afterEach(async () => {
    for (const qemu of started.splice(0)) await qemu.stop();
  });
  return {
    start: async (options) => {
      const qemu = await Qemu.start(options);
      started.push(qemu);
      return qemu;
    },
  };
}
