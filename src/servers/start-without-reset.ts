// Starting an image where a reset would, without one (`resetStrategy: "none"`): in GDB's words, for every server.

import type { LaunchArgs } from '../launch/launch-args';

/** Armv7-M Architecture Reference Manual, B3.2.5 and B3.3.3; a core without VTOR ignores the write. */
const vtor = '0xe000ed08';
const systickControl = '0xe000e010';
/** B3.4: the registers that disable interrupts, and those that take back what is pending, 32 of them in each word. */
const disableInterrupts = '0xe000e180';
const clearPending = '0xe000e280';
const allInterrupts = `{${Array<string>(8).fill('0xffffffff').join(', ')}}`;

/** Where the main flash of every STM32 with one begins. */
const flashStart = '0x08000000';

/**
 * GDB commands for a halted core: thread mode, the main stack, stack pointer and program counter out of the vector table.
 * The peripherals stay as the program before left them, but none of them interrupts: it would meet an image that has not
 * prepared its memory. An image in RAM whose table is not named starts where GDB's load has put the program counter, at
 * the ELF's entry.
 */
export function startWithoutReset({
  vectorTable,
  ramImage,
}: Pick<LaunchArgs, 'vectorTable' | 'ramImage'>): readonly string[] {
  const table = vectorTable ?? (ramImage ? undefined : flashStart);
  const fromTable =
    table === undefined
      ? []
      : [
          `set *(unsigned int *)${vtor} = ${table}`,
          `set $sp = *(unsigned int *)${table}`,
          `set $pc = *((unsigned int *)${table} + 1) & ~1`,
        ];
  return [
    // The casts are C's, whatever the frame at hand was written in.
    'set language c',
    `set *(unsigned int *)${systickControl} = 0`,
    `set *(unsigned int (*)[8])${disableInterrupts} = ${allInterrupts}`,
    `set *(unsigned int (*)[8])${clearPending} = ${allInterrupts}`,
    // Setting a register that the core does not have sets a variable of GDB's, which harms nobody.
    ...['control', 'primask', 'faultmask', 'basepri'].map((register) => `set $${register} = 0`),
    'set $xpsr = 0x01000000',
    ...fromTable,
    'set language auto',
  ];
}
