// What a broken probe does with its answers.

import type { ProbeSetup } from '../setup';
import { answerOf, commandName } from './commands';

type Misbehaviour = NonNullable<ProbeSetup['misbehaviour']>['kind'];

/** A status byte that nobody has seen. */
const unseenStatus = 0xee;
const tooManyBytes = 16;

/** Bytes without sense, the same ones in each run. */
function noise(length: number, seed: number): Uint8Array {
  let state = (seed * 2654435761) >>> 0 || 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}

/**
 * @param answer the right one
 * @param before the right answer to the command before
 * @param count of the command, counted from 1
 * @returns undefined where none is sent
 */
export function spoilt(
  kind: Misbehaviour,
  command: Uint8Array,
  answer: Uint8Array,
  before: Uint8Array,
  count: number,
): Uint8Array | undefined {
  switch (kind) {
    case 'garbage':
      return noise(answer.length, count);
    case 'short':
      return answer.slice(0, answer.length >> 1);
    case 'long':
      return new Uint8Array([...answer, ...noise(tooManyBytes, count)]);
    case 'stale':
      return before;
    case 'empty':
      return new Uint8Array();
    case 'unknown-status': {
      const name = commandName(command);
      if (name === undefined || answerOf(name) !== 'status') return answer;
      return new Uint8Array([unseenStatus, ...answer.slice(1)]);
    }
    case 'silent':
      return undefined;
  }
}
