// What a failure costs: large logs explained, and a launch of a target that never answers, from the request to the
// answer with its cause, through the built adapter, the real OpenOCD and GDB.
import { spawn } from 'node:child_process';
import { DapClient, DapError } from '../support/dap-client';
import { explainLines } from '../../src/doctor/diagnose';
import { swdWiresOpen } from '../simulator/faults/swd-wires-open';
import { serveBench } from '../simulator/serve';
import { changed, healthy } from '../simulator/setup';
import { rows } from '../unit/doctor/message-rows';
import type { Firmware } from './firmware';
import type { RowId } from './rows';
import type { Samples } from './samples';

const launchesPerRound = 2;
const explanationsPerRound = 3;
const logBytes = 1_000_000;

export class FailureBench {
  constructor(
    private readonly samples: Samples,
    private readonly firmware: Firmware,
    /** Path of the built adapter. */
    private readonly adapter: string,
  ) {}

  /** @throws Error when the log is not explained, or a target that never answers is reached */
  async round(): Promise<void> {
    for (const lines of [talkativeLog(), ...errorLogs()]) {
      for (let turn = 0; turn < explanationsPerRound; turn++) {
        const began = performance.now();
        const { causes } = explainLines(lines);
        this.#add('explain', performance.now() - began);
        if (causes.length === 0) throw new Error('a large log is not explained');
      }
    }
    for (let turn = 0; turn < launchesPerRound; turn++) {
      this.#add('silentLadder', await this.#launch({ preflight: { mode: 'off' } }));
      this.#add('silentChecked', await this.#launch({}));
    }
  }

  /** @returns milliseconds from the launch request to its answer */
  async #launch(attributes: object): Promise<number> {
    const bench = await serveBench([changed(healthy, swdWiresOpen.change)]);
    const child = spawn(process.execPath, [this.adapter], { stdio: ['pipe', 'pipe', 'ignore'] });
    const client = new DapClient(child.stdout, child.stdin, child);
    client.limitMs = 60_000;
    try {
      await client.initialize();
      const began = performance.now();
      const request = {
        ...{ servertype: 'openocd', device: 'STM32F405RG', stlinkServer: bench.address },
        ...{ cwd: this.firmware.folder, executable: this.firmware.elf },
        ...attributes,
      };
      const failed = await client.request('launch', request).then(
        () => false,
        (error: unknown) => error instanceof DapError,
      );
      if (!failed) throw new Error('a target that never answers was reached');
      return performance.now() - began;
    } finally {
      await client.disconnect().catch(() => undefined); // it may have ended
      child.kill();
      await bench.dispose();
    }
  }

  #add(row: RowId, value: number): void {
    this.samples.add(row, 'ours', value, undefined);
  }
}

/** A log of OpenOCD at its most talkative, with the failure at its end. */
function talkativeLog(): readonly string[] {
  return [
    ...['Open On-Chip Debugger 0.12.0', 'Info : Target voltage: 3.279463'],
    ...filled((at) => {
      return `Debug: ${at} ${at * 3} target.c:2601 target_write_u32(): address: 0xe000edf0, value: 0xa05f0003`;
    }),
    'Error: init mode failed (unable to connect to the target)',
  ];
}

/** Logs that are nothing but messages of the tools, no line said twice: every tool in turn, GDB's, a single one. */
function errorLogs(): readonly (readonly string[])[] {
  const said = rows.flatMap((row) => row.said.split('\n'));
  const any = (at: number): string => said[at % said.length] ?? '';
  return [
    filled((at) => `${any(at)} (${at})`),
    filled((at) => `<- &"${any(at)} ${at}\\n"`),
    filled((at) => `Error: init mode failed (unable to connect to the target) ${at}`),
  ];
}

/** @returns lines until they are as many bytes as the log is to have. */
function filled(lineAt: (at: number) => string): readonly string[] {
  const lines: string[] = [];
  for (let size = 0; size < logBytes;) {
    const line = lineAt(lines.length);
    lines.push(line);
    size += line.length + 1;
  }
  return lines;
}
