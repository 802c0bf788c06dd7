// The checks by themselves: warm in one process, as a command line program on the example and on a large ELF file,
// and the device table they look parts up in.
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { preflight } from '../../src/analysis/preflight';
import { allDeviceNames, findDevice } from '../../src/devices/find-device';
import { createNodeHost } from '../../src/host/node-host';
import { drivers } from '../../src/servers/index';
import { buildElf } from '../support/elf-builder';
import type { Firmware } from './firmware';
import { start } from './processes';
import type { RowId } from './rows';
import type { Samples } from './samples';

const contender = 'ours';
const warmUps = 20;
const warmSamples = 20;
const processesPerRound = 4;
const lookUpsPerRound = 200;

const bigElf = { debugBytes: 46_000_000, symbols: 50_000, codeBytes: 256 * 1024 };

export class PreflightBench {
  readonly #samples: Samples;
  readonly #firmware: Firmware;
  readonly #dist: string;
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preflight-bench-'));
  /** Each is looked up once: a second time it would come out of a map. */
  #names = [...allDeviceNames()];

  /** @param dist the folder of the built programs */
  constructor(samples: Samples, firmware: Firmware, dist: string) {
    this.#samples = samples;
    this.#firmware = firmware;
    this.#dist = dist;
    fs.writeFileSync(this.#file('big.elf'), bigImage());
    fs.writeFileSync(
      this.#file('peak.cjs'),
      "process.on('exit', () => process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}`));\n",
    );
  }

  /** @throws Error when a check of the example or of the large file does not end as it should */
  async round(): Promise<void> {
    await this.#measureWarm();
    this.#measureDevices();
    const { folder } = this.#firmware;
    const big = ['check', '--elf', this.#file('big.elf'), '--device', 'STM32F405RG'];
    for (let turn = 0; turn < processesPerRound; turn++) {
      this.#add('preflightCli', (await this.#cli(folder, ['check'])).ms);
      this.#add('preflightBig', (await this.#cli(this.#folder, big)).ms);
      const { peakBytes } = await this.#cli(this.#folder, big, ['-r', this.#file('peak.cjs')]);
      this.#add('preflightBigRss', peakBytes / 1e6);
    }
  }

  close(): void {
    fs.rmSync(this.#folder, { recursive: true });
  }

  #file(name: string): string {
    return path.join(this.#folder, name);
  }

  #add(row: RowId, value: number): void {
    this.#samples.add(row, contender, value, undefined);
  }

  async #measureWarm(): Promise<void> {
    const { folder: cwd, elf: executable } = this.#firmware;
    const raw = { request: 'launch', servertype: 'qemu', device: 'STM32F405RG', executable, cwd };
    for (let turn = 0; turn < warmUps + warmSamples; turn++) {
      const began = performance.now();
      const { made } = await preflight(createNodeHost(), raw, drivers, { baseDir: cwd });
      const ms = performance.now() - began;
      if (made.length === 0) throw new Error('preflight made no check');
      if (turn >= warmUps) this.#add('preflightWarm', ms);
    }
  }

  #measureDevices(): void {
    const file = path.join(this.#dist, 'devices.json');
    const began = performance.now();
    const text = fs.readFileSync(file, 'utf8');
    JSON.parse(text);
    this.#add('devicesLoad', performance.now() - began);
    this.#add('devicesSize', Buffer.byteLength(text) / 1e6);
    for (const name of this.#names.splice(0, lookUpsPerRound)) {
      const asked = performance.now();
      const { kind } = findDevice(name);
      this.#add('devicesLookUp', performance.now() - asked);
      if (kind !== 'found') throw new Error(`${name} is not found`);
    }
  }

  async #cli(
    cwd: string,
    args: readonly string[],
    nodeArgs: readonly string[] = [],
  ): Promise<{ ms: number; peakBytes: number }> {
    const program = path.join(this.#dist, 'cli.js');
    const began = performance.now();
    const child = start(process.execPath, [...nodeArgs, program, ...args], cwd);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.resume();
    const [code] = (await once(child, 'close')) as [number | null];
    const ms = performance.now() - began;
    if (code !== 0) throw new Error(`check ended with ${String(code)}: ${errors}`);
    return { ms, peakBytes: Number(/^peak (\d+)/m.exec(errors)?.[1] ?? NaN) * 1024 };
  }
}

/** A firmware of ordinary size with 50 MB of symbols and debug information. */
function bigImage(): Buffer {
  const { debugBytes, symbols, codeBytes } = bigElf;
  return buildElf({
    segments: [
      { paddr: '0x08000000', words: ['0x20020000', '0x08000201'], fileSize: codeBytes, fill: 0 },
    ],
    sections: [
      { name: '.text', addr: '0x08000000', size: codeBytes, flags: 6 },
      { name: '.debug_info', size: debugBytes },
    ],
    symbols: Array.from({ length: symbols }, (_, index) => ({
      name: `a_function_with_a_long_name_${index}`,
      value: 0x08000200 + (index % 0x8000) * 4,
      size: 4,
      type: 'function' as const,
      section: '.text',
    })),
  });
}
