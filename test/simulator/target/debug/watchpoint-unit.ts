// The data watchpoint and trace unit (DWT): the sampled program counter; its comparators only keep their values.

import { registerBlock } from '../bus/registers';
import type { BusDevice } from '../bus/bus';
import type { Part } from '../parts/part';

const base = 0xe0001000;
const sizeBytes = 0x1000;
const pcsr = 0x1c;
const devarch = 0xfbc;
const noSample = 0xffffffff;

/**
 * @param sample where the core is now; undefined when it is halted, asleep, in reset, or tracing is off: DWT_PCSR
 * then reads all ones (ARMv7-M ARM C1.8.5).
 */
export function createWatchpointUnit(
  part: Part,
  sample: () => Promise<number | undefined>,
): BusDevice {
  const words = new Map<number, number>();
  // DWT_CTRL: NUMCOMP in 31:28. Bits 27:24 (no cycle counter, …) are 0 on the cores used by STM32, set on M0+.
  const features = part.core === 'M0+' ? 0x0f000000 : 0;
  const fixed = ((part.watchpoints << 28) | features) >>> 0;
  return registerBlock('DWT', base, sizeBytes, {
    read: async (offset) => {
      if (offset === pcsr) return (await sample()) ?? noSample;
      // DWT_DEVARCH: only ARMv8-M has it (ARMv8-M ARM D1.2.61).
      if (offset === devarch) return part.core === 'M33' ? 0x47701a02 : 0;
      const value = words.get(offset) ?? 0;
      return offset === 0 ? (fixed | (value & 0x00ffffff)) >>> 0 : value;
    },
    write: (offset, value) => {
      if (offset !== pcsr && offset !== devarch) words.set(offset, value);
    },
  });
}
