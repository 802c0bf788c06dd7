// What runs over the cable between the simulated ST-LINK and the simulated target: Serial Wire Debug by its
// operations, NRST and VTref. probe/ drives it, target/ answers it.

/**
 * How a transfer ended. `none`: nobody drove the acknowledge (no power, no wires, pins off); `error`: the answer made
 * no sense (noise, a reset in between); `parity`: the data came with a wrong parity bit.
 */
export type Ack = 'ok' | 'wait' | 'fault' | 'none' | 'error' | 'parity';

export type BadAck = Exclude<Ack, 'ok'>;

export type Reply<T> =
  | { readonly ack: 'ok'; readonly value: T }
  | {
      readonly ack: BadAck;
      /** Whether the debug port or the access port answered so. */
      readonly of: 'DP' | 'AP';
      /** The address of a memory transfer that failed. */
      readonly address?: number;
    };

/** Bytes of one memory transfer. */
export type Width = 1 | 2 | 4;

/** The target's end of the cable. Operations come one after the other, never two at once. */
export interface Wire {
  /** SWCLK in kHz of everything that follows. */
  setClock(khz: number): void;
  /**
   * Line reset, switch from JTAG to SWD and read of DPIDR; powers the debug domain up as a probe's firmware does.
   * CTRL/STAT tells whether the power-up was acknowledged: in Stop mode it is not.
   */
  connect(): Promise<Reply<number>>;
  /** @param register address of the debug port's register with the bank in bits 7:4: 0x4 is CTRL/STAT. */
  readDp(register: number): Promise<Reply<number>>;
  writeDp(register: number, value: number): Promise<Reply<void>>;
  /** @param register of the access port, all eight bits: 0xFC is IDR. */
  readAp(ap: number, register: number): Promise<Reply<number>>;
  writeAp(ap: number, register: number, value: number): Promise<Reply<void>>;
  /**
   * Through a MEM-AP, sticky errors of before cleared first; a failure leaves STICKYERR set. Increment blocks of TAR
   * are the firmware's matter: a block may cross them. `increment` false reads the same address again and again.
   */
  readMemory(
    ap: number,
    address: number,
    width: Width,
    byteLength: number,
    increment?: boolean,
  ): Promise<Reply<Uint8Array>>;
  writeMemory(
    ap: number,
    address: number,
    width: Width,
    bytes: Uint8Array,
    increment?: boolean,
  ): Promise<Reply<void>>;
  /** The probe's open-drain output; `released` lets the pull-up raise it. */
  driveNrst(level: 'low' | 'released'): Promise<void>;
  /** Volts at the probe's VTref pin at this moment. */
  voltage(): number;
  /** Ends what was started (QEMU). */
  dispose(): Promise<void>;
}
