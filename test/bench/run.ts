// The bench, started by scripts/bench.mjs with everything it needs in one JSON argument. It interleaves the contenders, so that what
// disturbs the machine disturbs them all, writes the table and tells by its exit code whether the bars hold.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { cdt, ours, type AdapterSetup } from './adapters';
import { checkBars } from './bars';
import { DapSession } from './dap-session';
import type { DebugSession, ImageFrom } from './debug-session';
import { environmentFacts } from './environment';
import { readFirmware, type Firmware } from './firmware';
import { directLink, proxiedLink, type Link } from './link';
import type { PacketCounts } from './packet-proxy';
import { end, endAll, freePort, start, waitForPort } from './processes';
import { PreflightBench } from './preflight';
import { FailureBench } from './failures';
import { LanguageServerBench } from './language-server';
import { ScriptBench } from './scripts';
import { ProbeBench } from './probe';
import { startQemu } from './qemu';
import { RawSession } from './raw-session';
import { renderReport, type Contender } from './report';
import type { RowId } from './rows';
import { Samples } from './samples';
import { Meter, runQemuScenario, runScenario } from './scenario';
import { formatNumber } from './statistics';

/** The JSON argument. */
export interface BenchOptions {
  readonly gdb: string;
  readonly qemu: string;
  readonly example: string;
  readonly adapter: string;
  /** cdt-gdb-adapter's program, or why there is none. */
  readonly peer: { readonly file: string } | { readonly missing: string };
  readonly peerNote: string;
  readonly output: string;
  /** Sessions of each contender without the proxy. */
  readonly rounds: number;
  /** Sessions of each contender through the proxy. */
  readonly proxiedRounds: number;
  readonly steps: number;
  readonly pauses: number;
  readonly delayMs: number;
  readonly bytesPerSecond?: number;
  /** Folder for one file of request packets per proxied session. */
  readonly packetLogs?: string;
  /** Only these contenders, for work on one of them. */
  readonly only?: readonly string[];
  readonly gate: boolean;
}

/** Spawns per round for the two rows about the adapter's start. */
const startsPerRound = 4;
/** Sessions per round that only launch, beside the full one: a launch is one sample a session, and noisy. */
const shortLaunchesPerRound = 2;
const qemuTimeoutMs = 10_000;
/** Our adapter in another setting, for some rows only. */
const variants: ReadonlySet<string> = new Set(['oursProgrammed', 'oursUnchecked']);

interface Job {
  readonly contender: string;
  readonly imageFrom: ImageFrom;
  readonly link: 'direct' | 'proxied';
  readonly launchRow: RowId;
  /** Launch and disconnect only. */
  readonly short?: boolean;
  readonly slowArrays: boolean;
}

class Bench {
  readonly direct = new Samples();
  readonly proxied = new Samples();
  readonly contenders: readonly Contender[];
  readonly links: PacketCounts[] = [];
  readonly #options: BenchOptions;
  readonly #firmware: Firmware;
  #sessions = 0;

  constructor(options: BenchOptions) {
    this.#options = options;
    this.#firmware = readFirmware(options.example, options.gdb);
    const all: Contender[] = [
      { id: 'raw', title: 'raw GDB/MI' },
      { id: 'ours', title: 'ours' },
      { id: 'oursProgrammed', title: 'ours, image programmed' },
      { id: 'oursUnchecked', title: 'ours, checks off' },
      { id: 'cdt', title: 'cdt-gdb-adapter' },
    ];
    this.contenders = all.filter(({ id }) => options.only?.includes(id) ?? true);
  }

  async run(): Promise<void> {
    const { rounds, proxiedRounds } = this.#options;
    await this.#measureChecks(rounds);
    await this.#measureProbe(rounds);
    await this.#measureFailures(rounds);
    for (let round = 0; round < rounds; round++) {
      await this.#measureStarts();
      for (const contender of this.#order(round)) {
        if (variants.has(contender)) continue;
        const common = { contender, link: 'direct', slowArrays: true } as const;
        await this.#session({ ...common, imageFrom: 'present', launchRow: 'launch' });
        await this.#session({ ...common, imageFrom: 'starts-qemu', launchRow: 'launchQemu' });
      }
      await this.#measureLaunches(round);
      tell(`round ${round + 1} of ${rounds} done`);
    }
    for (let round = 0; round < proxiedRounds; round++) {
      for (const contender of this.#order(round)) {
        const common = { contender, link: 'proxied', slowArrays: round === 0 } as const;
        const programmed = {
          ...common,
          imageFrom: 'programmed',
          launchRow: 'launchProgrammed',
        } as const;
        if (contender === 'oursUnchecked') continue;
        const isProgrammed = contender === 'oursProgrammed';
        if (!isProgrammed) {
          await this.#session({ ...common, imageFrom: 'present', launchRow: 'launch' });
        }
        await this.#session({ ...programmed, short: !isProgrammed });
      }
      tell(`slow link: round ${round + 1} of ${proxiedRounds} done`);
    }
  }

  async #measureProbe(rounds: number): Promise<void> {
    if (!this.contenders.some(({ id }) => id === 'ours')) return;
    const probe = new ProbeBench(this.direct);
    try {
      for (let round = 0; round < rounds; round++) await probe.round();
      await probe.faults();
    } finally {
      probe.close();
    }
    tell('probe done');
  }

  async #measureFailures(rounds: number): Promise<void> {
    if (!this.contenders.some(({ id }) => id === 'ours')) return;
    const failures = new FailureBench(this.direct, this.#firmware, this.#options.adapter);
    for (let round = 0; round < rounds; round++) await failures.round();
    tell('failures done');
  }

  async #measureChecks(rounds: number): Promise<void> {
    if (!this.contenders.some(({ id }) => id === 'ours')) return;
    const dist = path.dirname(this.#options.adapter);
    const checks = new PreflightBench(this.direct, this.#firmware, dist);
    try {
      for (let round = 0; round < rounds; round++) await checks.round();
    } finally {
      checks.close();
    }
    const scripts = new ScriptBench(this.direct);
    for (let round = 0; round < rounds; round++) scripts.round();
    const server = new LanguageServerBench(this.direct, dist);
    try {
      for (let round = 0; round < rounds; round++) await server.round();
    } finally {
      server.close();
    }
    tell('checks done');
  }

  async #measureLaunches(round: number): Promise<void> {
    const common = { link: 'direct', slowArrays: false, short: true } as const;
    for (let launch = 0; launch < shortLaunchesPerRound; launch++) {
      for (const contender of this.#order(round + launch)) {
        if (contender === 'oursProgrammed') continue;
        const job = { ...common, contender };
        await this.#session({ ...job, imageFrom: 'present', launchRow: 'launch' });
        await this.#session({ ...job, imageFrom: 'programmed', launchRow: 'launchProgrammed' });
      }
    }
  }

  /** Another contender begins in each round. */
  #order(round: number): string[] {
    const ids = this.contenders.map(({ id }) => id);
    const first = round % ids.length;
    return [...ids.slice(first), ...ids.slice(0, first)];
  }

  async #measureStarts(): Promise<void> {
    for (let turn = 0; turn < startsPerRound; turn++) {
      const began = performance.now();
      const node = start(process.execPath, ['-e', '0']);
      await once(node, 'exit');
      this.direct.add('base', 'raw', performance.now() - began, undefined);
      for (const { id } of this.contenders) {
        if (id === 'raw' || variants.has(id)) continue;
        await this.#measureStart(id);
      }
    }
  }

  async #measureStart(contender: string): Promise<void> {
    const meter = new Meter(contender, this.direct, directLink(0));
    const session = this.#make(contender, 0, 'present');
    if (session === undefined) return;
    try {
      await meter.measure('initialize', () => session.start());
    } catch (error) {
      this.#failed(meter, session, error);
    } finally {
      await session.kill();
    }
  }

  async #session(job: Job): Promise<void> {
    const { contender, imageFrom } = job;
    const port = await freePort();
    const kernel = imageFrom === 'present' ? this.#firmware.elf : undefined;
    const qemu =
      imageFrom === 'starts-qemu' ? undefined : startQemu(this.#options.qemu, port, kernel);
    if (qemu !== undefined) await waitForPort(port, qemuTimeoutMs);
    const link = job.link === 'direct' ? directLink(port) : await this.#proxy(job, port);
    const samples = job.link === 'direct' ? this.direct : this.proxied;
    const meter = new Meter(contender, samples, link);
    const session = this.#make(contender, link.port, imageFrom);
    try {
      if (session !== undefined) await this.#drive(session, meter, job);
    } catch (error) {
      this.#failed(meter, session, error);
    } finally {
      await session?.kill();
      const counts = await link.counts();
      if (counts !== undefined) this.links.push(counts);
      await link.close();
      if (qemu !== undefined) await end(qemu);
    }
  }

  async #drive(session: DebugSession, meter: Meter, job: Job): Promise<void> {
    meter.row = job.launchRow;
    await session.start();
    if (job.imageFrom === 'starts-qemu') {
      await runQemuScenario(session, meter);
    } else if (job.short === true) {
      await meter.measure(job.launchRow, () => session.launch());
      // What the other adapters have done by then is not the same.
      if (job.contender !== 'cdt' && session instanceof DapSession)
        meter.add('launchChecks', session.initializedMs);
      await session.disconnect();
    } else {
      const options = { ...this.#options, slowArrays: job.slowArrays };
      await runScenario(session, meter, this.#firmware, options, job.launchRow);
    }
  }

  #proxy({ contender, imageFrom }: Job, targetPort: number): Promise<Link> {
    const { delayMs, bytesPerSecond, packetLogs } = this.#options;
    const name = `${++this.#sessions}-${contender}-${imageFrom}.rsp`;
    return proxiedLink({
      targetPort,
      delayMs,
      ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
      ...(packetLogs === undefined ? {} : { log: path.join(packetLogs, name) }),
    });
  }

  #make(contender: string, port: number, imageFrom: ImageFrom): DebugSession | undefined {
    const { gdb, qemu, adapter, peer } = this.#options;
    const firmware = this.#firmware;
    if (contender === 'raw') return new RawSession({ gdb, qemu, firmware, port, imageFrom });
    const setup: AdapterSetup = { file: adapter, gdb, qemu, firmware, port, imageFrom };
    if (contender !== 'cdt') {
      return new DapSession(ours(setup, contender !== 'oursUnchecked'), firmware);
    }
    if ('missing' in peer) return undefined;
    return new DapSession(cdt({ ...setup, file: peer.file }), firmware);
  }

  #failed(meter: Meter, session: DebugSession | undefined, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    meter.explain(meter.row, `${message}, and the session ended there`);
    const said = session instanceof DapSession ? `\n${session.said}` : '';
    tell(`${meter.contender} failed at "${meter.row}": ${message}${said}`);
  }
}

function tell(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

function linkFacts(options: BenchOptions, links: readonly PacketCounts[]): string {
  const requests = links.reduce((sum, { packets, interrupts }) => sum + packets + interrupts, 0);
  const delayed = links.reduce((sum, { delayedMs }) => sum + delayedMs, 0);
  const bandwidth = options.bytesPerSecond;
  const real = requests === 0 ? '' : ` (${formatNumber(delayed / requests)} ms measured)`;
  return (
    `Each request packet from GDB waits ${options.delayMs} ms${real}` +
    (bandwidth === undefined ? '' : `, and the link carries ${bandwidth / 1000} KB/s`) +
    `; ${options.proxiedRounds} session(s) a contender, ${options.steps} steps in each. A packet is one \`$…#xx\` from GDB; ` +
    'acknowledgements are not counted. The slow rows of contenders that fetch the array element by element are measured once.'
  );
}

async function main(): Promise<number> {
  const options = JSON.parse(process.argv[2] ?? '') as BenchOptions;
  const bench = new Bench(options);
  const began = performance.now();
  await bench.run();
  const measured = { direct: bench.direct, proxied: bench.proxied };
  const bars = checkBars(measured);
  const seconds = Math.round((performance.now() - began) / 1000);
  const text = renderReport({
    measured,
    contenders: bench.contenders,
    bars,
    facts: [...environmentFacts(options), options.peerNote, `The whole run took ${seconds} s.`],
    directFacts: `Median [least..greatest] of ${options.rounds} session(s) a contender, ${options.steps} steps and ${options.pauses} pauses in each; of some more for starts and launches.`,
    proxiedFacts: linkFacts(options, bench.links),
  });
  fs.mkdirSync(path.dirname(options.output), { recursive: true });
  fs.writeFileSync(options.output, text);
  process.stdout.write(text);
  const missed = bars.filter(({ met }) => !met);
  tell(
    `${bars.length - missed.length} bars met, ${missed.length} not met; written to ${options.output}`,
  );
  return options.gate && missed.length > 0 ? 1 : 0;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    endAll();
    process.exit(code);
  });
}
process.once('exit', endAll);
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
