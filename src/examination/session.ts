// One examination while it runs: the probe, what was found so far, how much time is left, and what must be undone.

import { cancelled, pause } from '../base/abort';
import { Failure } from '../base/failure';
import type { Device } from '../devices/device';
import type { StLink } from '../probe/stlink/stlink';
import type { Draft } from './draft';
import { TargetMemory } from './target-memory';
import type { Ask } from './target-memory';

export interface SessionOptions {
  readonly device: Device | undefined;
  readonly mayReset: boolean;
  readonly speedKhz: number;
  readonly signal: AbortSignal | undefined;
  /** When it must come to its end, its last commands excepted. */
  readonly limitMs: number;
}

export interface Session extends SessionOptions {
  readonly draft: Draft;
  readonly memory: TargetMemory;
  /** @throws Failure of the transport, `cancelled`, `examination-too-long` */
  readonly ask: Ask;
  /** In kHz, fastest first; empty where the firmware cannot choose. */
  readonly frequenciesKhz: readonly number[];
  readonly features: StLink['features'];
  readonly modeAtOpen: StLink['modeAtOpen'];
  /** SWCLK as it was set last; undefined: the firmware cannot set it. */
  speedNowKhz: number | undefined;
  /** When the core's state was read first: from then on resets are counted. */
  watchedSinceMs: number;
  /** Milliseconds since the examination began, and until it must come to its end. */
  nowMs(): number;
  leftMs(): number;
  pause(ms: number): Promise<void>;
  /** Puts on the pile what takes a change back; the latest is taken back first. */
  undoLater(undo: (stlink: StLink) => Promise<unknown>): Undo;
  /** Takes everything back; never throws. */
  undoAll(): Promise<void>;
}

/** A change that is to be taken back. */
export interface Undo {
  /** It was taken back already. */
  drop(): void;
}

export function createSession(
  stlink: StLink,
  draft: Draft,
  options: SessionOptions,
  startMs: number,
): Session {
  const undos: ((stlink: StLink) => Promise<unknown>)[] = [];
  const nowMs = () => performance.now() - startMs;
  let strange: readonly number[] = [];
  const ask: Ask = async (command) => {
    if (options.signal?.aborted === true) throw cancelled();
    if (nowMs() > options.limitMs) throw tooLong(options.limitMs);
    const answer = await command(stlink);
    strange = nextStrange(strange, answer);
    if (strange.length === tooStrange) throw nonsense(strange);
    return answer;
  };
  return {
    ...options,
    draft,
    ask,
    memory: new TargetMemory(ask),
    frequenciesKhz: stlink.swdFrequenciesKhz,
    features: stlink.features,
    modeAtOpen: stlink.modeAtOpen,
    speedNowKhz: undefined,
    watchedSinceMs: 0,
    nowMs,
    leftMs: () => options.limitMs - nowMs(),
    pause: (ms) => pause(ms, options.signal),
    undoLater: (undo) => {
      undos.push(undo);
      return {
        drop: () => {
          const at = undos.indexOf(undo);
          if (at >= 0) undos.splice(at, 1);
        },
      };
    },
    undoAll: async () => {
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
        // Who cannot be reached any more cannot be put back either; leaving debug mode releases NRST all the same.
        await undo(stlink).catch(() => undefined);
      }
    },
  };
}

/** So many status bytes in a row that no ST-LINK has: it is the probe that is out of its mind, not the target. */
const tooStrange = 3;

/** @returns the unknown status bytes that came one after the other, with this answer */
function nextStrange(strange: readonly number[], answer: unknown): readonly number[] {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return strange;
  const isStrange = 'status' in answer && answer.status === 'other' && 'code' in answer;
  return isStrange ? [...strange, Number(answer.code)] : [];
}

function nonsense(codes: readonly number[]): Failure {
  const listed = [...new Set(codes)].map((code) => `0x${code.toString(16).padStart(2, '0')}`);
  return new Failure('probe-garbled', 'environment', 'The probe answers nonsense.', {
    evidence: [`status ${listed.join(', ')}, which no ST-LINK has`],
    fix: 'Unplug the probe and plug it in again.',
  });
}

function tooLong(limitMs: number): Failure {
  const text = `The examination was ended after ${limitMs / 1000} s.`;
  return new Failure('examination-too-long', 'environment', text);
}
