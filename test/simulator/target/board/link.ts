// The two wires as they are: bit errors that depend on the clock, from a seeded generator.

import type { BadAck } from '../../wire';
import type { TargetSetup } from '../../setup';
import { random } from '../../../support/fuzz';

/** What noise did to a transfer: nothing, it failed, or it went unnoticed with wrong data. */
export type Noise = 'clean' | 'corrupt' | Extract<BadAck, 'parity' | 'error' | 'none'>;

export interface Link {
  setClock(khz: number): void;
  /** @param words 32-bit transfers of the operation. */
  noise(words: number, direction: 'read' | 'write'): Noise;
  /** Two wrong bits in one word: parity does not see them. */
  corrupt(bytes: Uint8Array): Uint8Array;
}

/** The clock of an ST-LINK/V2 before anybody sets one. */
const defaultKhz = 1800;

/** What becomes of a failed read: mostly the parity bit tells, sometimes the acknowledge is spoilt, rarely nobody sees it. */
const readFailures: readonly (readonly [share: number, noise: Noise])[] = [
  [0.55, 'parity'],
  [0.8, 'error'],
  [0.95, 'none'],
  [1, 'corrupt'],
];

export function createLink(setup: TargetSetup, isUnderReset: () => boolean): Link {
  const numbers = random(setup.seed);
  /** From 0 to below 1. */
  const draw = (): number => numbers.next() / 0x100000000;
  let clockKhz = defaultKhz;

  const chance = (): number => {
    if (setup.isLinkCleanUnderReset && isUnderReset()) return 0;
    return setup.bitErrors.find(({ aboveKhz }) => clockKhz > aboveKhz)?.perTransfer ?? 0;
  };
  return {
    setClock: (khz) => {
      clockKhz = khz;
    },
    noise: (words, direction) => {
      const perTransfer = chance();
      if (perTransfer <= 0 || draw() >= 1 - (1 - perTransfer) ** words) return 'clean';
      const kind = draw();
      if (direction === 'write') return kind < 0.8 ? 'error' : 'none';
      return readFailures.find(([share]) => kind < share)?.[1] ?? 'parity';
    },
    corrupt: (bytes) => {
      const wrong = bytes.slice();
      const at = Math.floor(draw() * wrong.length);
      const bit = Math.floor(draw() * 7);
      wrong[at] = (wrong[at] ?? 0) ^ (3 << bit);
      return wrong;
    },
  };
}
