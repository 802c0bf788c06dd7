// The host's end of the port over which the guest gets its jobs and tells their output. One job at a time.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

export interface JobResult {
  /** Standard output and error, as they came. */
  readonly output: string;
  readonly exitCode: number;
}

interface Running {
  /** Stands at the beginning of the last line, before the exit code. */
  readonly mark: string;
  readonly onOutput: (text: string) => void;
  readonly resolve: (result: JobResult) => void;
  output: string;
  told: number;
}

export class JobPort {
  private socket: Socket | undefined;
  private running: Running | undefined;
  private greet: () => void = () => undefined;
  /** Resolves when the guest takes jobs. */
  readonly ready = new Promise<void>((resolve) => (this.greet = resolve));

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.socket = socket.setEncoding('utf8');
      socket.on('error', () => socket.destroy()); // whoever waits learns it from QEMU's end
      socket.on('data', (text: string) => this.take(text));
    });
  }

  /** Listens before QEMU starts, for it connects at once. */
  static async listen(path: string): Promise<JobPort> {
    const server = createServer();
    server.listen(path);
    await once(server, 'listening');
    return new JobPort(server);
  }

  /**
   * Resolves at the job's end; never when the guest ends before.
   * @param script shell text.
   * @throws {Error} when another job still runs
   */
  async run(script: string, onOutput: (text: string) => void): Promise<JobResult> {
    if (this.running !== undefined) throw new Error('the guest runs another job');
    const token = randomUUID();
    return new Promise((resolve) => {
      this.running = { mark: `\n${token} `, onOutput, resolve, output: '', told: 0 };
      this.socket?.write(`${token} ${Buffer.from(script).toString('base64')}\n`);
    });
  }

  close(): void {
    this.running = undefined;
    this.socket?.destroy();
    this.server.close();
  }

  private take(text: string): void {
    const { running } = this;
    if (running === undefined) return text.includes('ready') ? this.greet() : undefined;
    running.output += text;
    const end = running.output.lastIndexOf(running.mark);
    if (end < 0 || !running.output.endsWith('\n')) return tell(running, tellable(running));
    const exitCode = Number(running.output.slice(end + running.mark.length));
    running.output = running.output.slice(0, end);
    tell(running, end);
    this.running = undefined;
    running.resolve({ output: running.output, exitCode });
  }
}

/** Where the output ends that is no beginning of the mark. */
function tellable({ output, mark }: Running): number {
  const lastLine = output.lastIndexOf('\n');
  const tail = output.slice(lastLine);
  const isMark = lastLine >= 0 && (mark.startsWith(tail) || tail.startsWith(mark));
  return isMark ? lastLine : output.length;
}

function tell(running: Running, end: number): void {
  if (end <= running.told) return;
  const text = running.output.slice(running.told, end);
  running.told = end;
  running.onOutput(text);
}
