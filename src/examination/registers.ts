// Registers of Arm's that an examination reads, with their bits. ARMv7-M Architecture Reference Manual (DDI 0403E);
// ARMv6-M (DDI 0419E) and ARMv8-M (DDI 0553B) have the same at the same addresses.

/** System control block, B3.2.3. */
export const cpuidRegister = 0xe000_ed00;

/** Debug halting control and status, C1.6.2. */
export const dhcsr = {
  register: 0xe000_edf0,
  /** In the upper half of what is written. */
  key: 0xa05f_0000,
  debugEnable: 1 << 0,
  halt: 1 << 1,
  /** C_DEBUGEN, C_HALT, C_STEP, C_MASKINTS: what a debugger has set. */
  control: 0xf,
  isHalted: 1 << 17,
  isAsleep: 1 << 18,
  isLockedUp: 1 << 19,
  /** Since the last read; reading clears it, unless the reset lasts. */
  wasReset: 1 << 25,
} as const;

/** Debug exception and monitor control, C1.6.5. */
export const demcr = {
  register: 0xe000_edfc,
  catchReset: 1 << 0,
  traceEnable: 1 << 24,
} as const;

/** Program counter sample, C1.8.5; all ones while the core is halted or cannot be sampled. */
export const pcsrRegister = 0xe000_101c;

/** DCRSR's number of the program counter. */
export const pcSelector = 15;

/** DCRSR and DCRDR, C1.6.3: a register's number, then its value. */
export const dcrsrRegister = 0xe000_edf4;
export const dcrdrRegister = 0xe000_edf8;

export function hasBit(value: number, bit: number): boolean {
  return (value & bit) !== 0;
}
