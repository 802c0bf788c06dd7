// The probe: listing, the examination of a healthy target and of every faulty one, and the link test against the same
// commands without it. The simulated bench runs in a process of its own where time is compared.
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseHostPort } from '../../src/base/host-port';
import type { HostPort } from '../../src/base/host-port';
import { examine } from '../../src/examination/examine';
import { testLink } from '../../src/examination/test-link';
import type { Host } from '../../src/host/host';
import { createNodeHost } from '../../src/host/node-host';
import { listProbes } from '../../src/probe/list-probes';
import { openTransport } from '../../src/probe/open-probe';
import type { ProbeInfo } from '../../src/probe/probe-info';
import { openStLink } from '../../src/probe/stlink/stlink';
import { faults } from '../simulator/faults/index';
import { serveBench } from '../simulator/serve';
import { changed, healthy } from '../simulator/setup';
import { end, start } from './processes';
import type { RowId } from './rows';
import type { Samples } from './samples';

const examinationsPerRound = 20;
const listsPerRound = 20;
const linkReads = 1000;
const linkTestsPerRound = 3;
const cpuid = 0xe000ed00;

export class ProbeBench {
  readonly #samples: Samples;
  readonly #host = createNodeHost();
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'probe-bench-'));

  constructor(samples: Samples) {
    this.#samples = samples;
    writeBus(this.#folder);
  }

  /** @throws Error when the simulated bench does not start, or a healthy target is not found healthy */
  async round(): Promise<void> {
    await this.#measureLists();
    const serve = path.join(import.meta.dirname, '../simulator/serve.ts');
    const server = start(process.execPath, ['--import', 'tsx', serve]);
    try {
      const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
      const address = parseHostPort(line.replace('listening on ', ''));
      if (address === undefined) throw new Error(`the simulated bench said ${line}`);
      const probe = await onlyProbe(this.#host, address);
      await this.#measureExaminations(probe);
      await this.#measureLink(probe);
    } finally {
      await end(server);
    }
  }

  /** Every fault once: the slowest verdict counts. */
  async faults(): Promise<void> {
    for (const fault of faults) {
      const bench = await serveBench([changed(healthy, fault.change)]);
      try {
        const address = parseHostPort(bench.address);
        const began = performance.now();
        if (address !== undefined) await this.#judge(address);
        this.#add('probeVerdict', performance.now() - began);
      } finally {
        await bench.dispose();
      }
    }
  }

  close(): void {
    fs.rmSync(this.#folder, { recursive: true });
  }

  /** A server that lies has no probe to examine; saying so is its verdict. */
  async #judge(stlinkServer: HostPort): Promise<void> {
    const { probes } = await listProbes(this.#host, { stlinkServer }).catch(() => ({ probes: [] }));
    const [probe] = probes;
    if (probe !== undefined) await examine(this.#host, probe, { mayReset: true });
  }

  async #measureLists(): Promise<void> {
    const host = hostWithBus(this.#host, this.#folder);
    for (let turn = 0; turn < listsPerRound; turn++) {
      const began = performance.now();
      const { probes } = await listProbes(host);
      this.#add('probeList', performance.now() - began);
      if (probes.length !== probesOnBus) throw new Error(`${probes.length} probes are listed`);
    }
  }

  async #measureExaminations(probe: ProbeInfo): Promise<void> {
    for (let turn = 0; turn < examinationsPerRound; turn++) {
      const began = performance.now();
      const { coreState, commands } = await examine(this.#host, probe, { mayReset: true });
      this.#add('probeExamine', performance.now() - began);
      this.#add('probeCommands', commands);
      if (!coreState.ok) throw new Error(`the core is not known: ${coreState.why}`);
    }
  }

  /** In turn, so that what disturbs one disturbs the other; the first of each warms the code up. */
  async #measureLink(probe: ProbeInfo): Promise<void> {
    for (let turn = 0; turn <= linkTestsPerRound; turn++) {
      const bare = await this.#bareReads(probe);
      const tested = await this.#testedReads(probe);
      if (turn === 0) continue;
      this.#samples.add('probeLink', 'raw', bare, undefined);
      this.#add('probeLink', tested);
    }
  }

  async #testedReads(probe: ProbeInfo): Promise<number> {
    const began = performance.now();
    const options = { mayReset: false, reads: linkReads, speedsKhz: [1800] };
    const { link } = await testLink(this.#host, probe, options);
    if (!link.ok || link.value.samples[0]?.reads !== linkReads) throw new Error('no link test');
    return performance.now() - began;
  }

  /** Opening, as many commands, closing: what no link test can do without. */
  async #bareReads(probe: ProbeInfo): Promise<number> {
    const began = performance.now();
    const transport = await openTransport(this.#host, probe);
    const stLink = await openStLink(transport, probe.id);
    await stLink.enterSwd();
    for (let turn = 0; turn < linkReads; turn++) await stLink.readWord(cpuid);
    await stLink.close();
    return performance.now() - began;
  }

  #add(row: RowId, value: number): void {
    this.#samples.add(row, 'ours', value, undefined);
  }
}

async function onlyProbe(host: Host, stlinkServer: HostPort): Promise<ProbeInfo> {
  const { probes } = await listProbes(host, { stlinkServer });
  const [probe] = probes;
  if (probe === undefined) throw new Error('the simulated bench lists no probe');
  return probe;
}

const probesOnBus = 8;
const otherDevices = 24;

/** A bus as Linux lists it, with more on it than on most desks. */
function writeBus(folder: string): void {
  for (let index = 0; index < probesOnBus + otherDevices; index++) {
    const device = path.join(folder, 'sys/bus/usb/devices', `1-${index}`);
    fs.mkdirSync(device, { recursive: true });
    const isProbe = index < probesOnBus;
    const facts = {
      idVendor: isProbe ? '0483' : '046d',
      idProduct: isProbe ? '374b' : 'c077',
      busnum: '1',
      devnum: String(index + 1),
      product: isProbe ? 'STM32 STLink' : 'Mouse',
      serial: String(index).padStart(24, '0'),
    };
    for (const [name, text] of Object.entries(facts)) {
      fs.writeFileSync(path.join(device, name), `${text}\n`);
    }
    const node = path.join(folder, 'dev/bus/usb/001', String(index + 1).padStart(3, '0'));
    fs.mkdirSync(path.dirname(node), { recursive: true });
    fs.writeFileSync(node, '');
  }
}

/** This machine with another USB bus. */
function hostWithBus(host: Host, folder: string): Host {
  const place = (file: string): string =>
    /^\/(?:sys|dev)\/bus\/usb/.test(file) ? path.join(folder, file) : file;
  return {
    ...host,
    platform: 'linux',
    stat: (file) => host.stat(place(file)),
    readDir: (file) => host.readDir(place(file)),
    readFile: (file, limit) => host.readFile(place(file), limit),
    canWrite: (file) => host.canWrite(place(file)),
  };
}
