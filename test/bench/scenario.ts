// One debug session, the same for every contender: what is done, in which order, and what must come back. A wrong answer is a failure,
// not a measurement.
import { setTimeout as delay } from 'node:timers/promises';
import type { DebugSession } from './debug-session';
import { bigArray, deepestFrames, flash, localsCount, type Firmware } from './firmware';
import type { Link } from './link';
import { residentBytes } from './processes';
import { RawSession } from './raw-session';
import type { RowId } from './rows';
import type { Samples } from './samples';
import { median } from './statistics';

export interface ScenarioOptions {
  readonly steps: number;
  readonly pauses: number;
  /** Reads of the whole array by contenders that fetch it element by element; on a slow link they take ten seconds each. */
  readonly slowArrays: boolean;
}

/** Writes one contender's figures of one session into the samples. */
export class Meter {
  /** The row being measured, for the message of a failure. */
  row: RowId = 'launch';
  readonly contender: string;
  readonly #samples: Samples;
  readonly #link: Link;

  constructor(contender: string, samples: Samples, link: Link) {
    this.contender = contender;
    this.#samples = samples;
    this.#link = link;
  }

  async measure<T>(row: RowId, work: () => Promise<T>): Promise<T> {
    this.row = row;
    const packets = await this.countPackets();
    const start = performance.now();
    const result = await work();
    const ms = performance.now() - start;
    this.add(row, ms, packets && (await packets()));
    return result;
  }

  add(row: RowId, value: number | undefined, packets?: number): void {
    this.#samples.add(row, this.contender, value, packets);
  }

  explain(row: RowId, reason: string): void {
    this.#samples.explain(row, this.contender, reason);
  }

  /** @returns what tells the packets since this call; undefined on a link that does not count */
  async countPackets(): Promise<(() => Promise<number>) | undefined> {
    const before = await this.#link.counts();
    if (before === undefined) return undefined;
    return async () => ((await this.#link.counts())?.packets ?? 0) - before.packets;
  }
}

/** The lines that steps stop at, as the first session of the run saw them; all others must see the same. */
const expectedSteps: Readonly<Record<StepPlace, number[]>> = { start: [], locals: [], loop: [] };

/**
 * Where is stepped. What a step costs hangs on how many instructions the line has: initialisations of main and
 * of locals, and the loop with its calls and divisions, are each a third of the row.
 */
type StepPlace = 'start' | 'locals' | 'loop';

/** Steps from main's first line on before the first recursion, and through the initialised locals. */
const stepsAtStart = 9;
const stepsInLocals = 16;

/**
 * A whole session, from launch to disconnect. The session's adapter has been started.
 *
 * @throws Error when an answer is wrong or missing; `meter.row` names the row
 */
export async function runScenario(
  session: DebugSession,
  meter: Meter,
  firmware: Firmware,
  options: ScenarioOptions,
  launchRow: RowId,
): Promise<void> {
  await meter.measure(launchRow, () => session.launch());
  await expectFunction(session, 'main');
  addMemory(session, meter, 'rssMain');
  const start = await stepThrough(session, meter, 'start', stepsAtStart);
  await measureStack(session, meter, firmware);
  await runToLine(session, firmware.lines['locals-first']);
  const inLocals = await stepThrough(session, meter, 'locals', stepsInLocals);
  await runToLine(session, firmware.lines.locals);
  const { locals } = await meter.measure('locals', () => session.followUp());
  expectEqual('locals', locals, localsCount);
  await runToLine(session, firmware.lines.loop);
  addSteps(meter, [start, inLocals, await stepThrough(session, meter, 'loop', options.steps)]);
  await measureBreakpoints(session, meter, firmware);
  await measurePauses(session, meter, options.pauses);
  await runToLine(session, firmware.lines.loop);
  await measureArrays(session, meter, options);
  await measureMemory(session, meter, firmware);
  addMemory(session, meter, 'rssEnd');
  await meter.measure('disconnect', () => session.disconnect());
}

/** The short session of the row in which the contender starts QEMU itself. */
export async function runQemuScenario(session: DebugSession, meter: Meter): Promise<void> {
  await meter.measure('launchQemu', () => session.launch());
  await expectFunction(session, 'main');
  await meter.measure('disconnectQemu', () => session.disconnect());
}

async function measureStack(
  session: DebugSession,
  meter: Meter,
  { lines }: Firmware,
): Promise<void> {
  await runToLine(session, lines.bottom);
  const frames = await meter.measure('backtrace', async () => [
    ...(await session.frames(0, 20)),
    ...(await session.frames(20, deepestFrames - 20)),
  ]);
  expectEqual('frames', frames.length, deepestFrames);
  expectEqual('outermost frame', frames.at(-1)?.function, 'main');
}

interface Steps {
  /** To the stop, and to the last answer of the follow-up. */
  readonly stopMs: readonly number[];
  readonly allMs: readonly number[];
  readonly packetsPerStep: number | undefined;
}

async function stepThrough(
  session: DebugSession,
  meter: Meter,
  place: StepPlace,
  steps: number,
): Promise<Steps> {
  meter.row = 'step';
  await session.followUp();
  const stopMs: number[] = [];
  const allMs: number[] = [];
  const expected = expectedSteps[place];
  const packets = await meter.countPackets();
  for (let step = 0; step < steps; step++) {
    const start = performance.now();
    await session.next();
    stopMs.push(performance.now() - start);
    const { frames } = await session.followUp();
    allMs.push(performance.now() - start);
    expected[step] ??= frames[0]?.line ?? 0;
    expectEqual(`line after step ${step + 1} at ${place}`, frames[0]?.line, expected[step]);
  }
  return { stopMs, allMs, packetsPerStep: packets && (await packets()) / steps };
}

/** Each place counts alike; the loop alone has a row too, since it is the dearest. */
function addSteps(meter: Meter, places: readonly Steps[]): void {
  const packets = places.map(({ packetsPerStep }) => packetsPerStep);
  const counted = packets.filter((each) => each !== undefined);
  const loop = places.at(-1);
  meter.add('next', meanOf(places.map(({ stopMs }) => median(stopMs))));
  meter.add(
    'step',
    meanOf(places.map(({ allMs }) => median(allMs))),
    counted.length === 0 ? undefined : meanOf(counted),
  );
  meter.add('stepLoop', loop && median(loop.allMs), loop?.packetsPerStep);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function measureBreakpoints(
  session: DebugSession,
  meter: Meter,
  { twentyLines }: Firmware,
): Promise<void> {
  const set = await meter.measure('breakpoints', () => session.setBreakpoints(twentyLines));
  expectEqual('verified breakpoints', set, twentyLines.length);
  await session.setBreakpoints([]);
}

/** How long the target runs before it is paused; any time will do, it must only be running for sure. */
const runMs = 20;

async function measurePauses(session: DebugSession, meter: Meter, pauses: number): Promise<void> {
  meter.row = 'pause';
  const ms: number[] = [];
  const packets: number[] = [];
  for (let pause = 0; pause < pauses; pause++) {
    await session.resume();
    await delay(runMs);
    const count = await meter.countPackets();
    const start = performance.now();
    await session.pause();
    ms.push(performance.now() - start);
    if (count !== undefined) packets.push(await count());
    await session.followUp();
  }
  meter.add('pause', median(ms), packets.length === 0 ? undefined : median(packets));
}

async function measureArrays(
  session: DebugSession,
  meter: Meter,
  { slowArrays }: ScenarioOptions,
): Promise<void> {
  const isRaw = session instanceof RawSession;
  // An adapter's way with arrays is known only after it opened one; cdt-gdb-adapter has no pages.
  if (!slowArrays && meter.contender === 'cdt') return;
  await freshStop(session);
  await meter.measure('arrayOpen', () => session.openArray());
  await expectPage(0, 100, () => meter.measure('pageFirst', () => session.page(0, 100)));
  await expectPage(5000, 100, () => meter.measure('pageMiddle', () => session.page(5000, 100)));
  if (session.hasPages) {
    await freshStop(session);
    await session.openArray();
    await expectPage(0, bigArray.length, () =>
      meter.measure('arrayPaged', () => allPages(session)),
    );
  } else {
    meter.explain('arrayPaged', 'offers no pages: every page costs what the whole array costs');
  }
  await freshStop(session);
  await session.openArray();
  await expectPage(0, bigArray.length, () =>
    meter.measure('arrayWhole', () => session.wholeArray()),
  );
  if (isRaw && slowArrays) {
    await freshStop(session);
    await expectPage(0, 100, () =>
      meter.measure('pageChildren', () => session.pageOfChildren(0, 100)),
    );
  }
}

async function allPages(session: DebugSession): Promise<string[]> {
  const values: string[] = [];
  for (let from = 0; from < bigArray.length; from += 100) {
    values.push(...(await session.page(from, 100)));
  }
  return values;
}

async function measureMemory(
  session: DebugSession,
  meter: Meter,
  firmware: Firmware,
): Promise<void> {
  const decode = await meter.measure('memory', () =>
    session.readMemory(flash.start, flash.sizeBytes),
  );
  const bytes = decode();
  expectEqual('bytes read', bytes.length, flash.sizeBytes);
  expectEqual(
    'vector table',
    bytes.subarray(0, firmware.vectors.length).toString('hex'),
    firmware.vectors.toString('hex'),
  );
}

/** A stop after which nothing read before is still known, as a user's next look at the array has it. */
async function freshStop(session: DebugSession): Promise<void> {
  await session.next();
  await session.followUp();
}

async function runToLine(session: DebugSession, line: number): Promise<void> {
  expectEqual('verified breakpoints', await session.setBreakpoints([line]), 1);
  await session.continue();
  await session.setBreakpoints([]);
}

async function expectFunction(session: DebugSession, name: string): Promise<void> {
  const { frames } = await session.followUp();
  expectEqual('function of the stop', frames[0]?.function, name);
}

async function expectPage(
  from: number,
  count: number,
  read: () => Promise<string[]>,
): Promise<void> {
  const values = await read();
  expectEqual('elements', values.length, count);
  for (const index of [0, count - 1]) {
    const value = Number.parseInt(values[index] ?? '', 10);
    expectEqual(`element ${from + index}`, value, bigArray.valueAt(from + index));
  }
}

function addMemory(session: DebugSession, meter: Meter, row: RowId): void {
  meter.row = row;
  if (session.pid === undefined) return meter.explain(row, 'has no process but GDB');
  const bytes = residentBytes(session.pid);
  if (bytes === undefined) return meter.explain(row, 'read from /proc, which this system lacks');
  meter.add(row, bytes / 1e6);
}

function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}
