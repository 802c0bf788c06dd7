// (Contract.) One ST-LINK command out, one answer back: what the driver needs of USB or of ST's stlink-server.

/** One transaction: a command, then data out or an answer in. There is no length on the wire: both sides know it. */
export interface Exchange {
  /** At most 16 bytes; padded with zeros by the carrier. */
  readonly command: Uint8Array;
  /** Data phase after the command. */
  readonly out?: Uint8Array;
  /** Bytes of the answer; 0: none is read. */
  readonly inLength: number;
  /**
   * An answer of another length is given nevertheless, cut to this many bytes: a refusal is often shorter than what was
   * asked for. Left out: `inLength`, any other length is a failure.
   */
  readonly minLength?: number;
  /** Read from the trace endpoint instead of the data endpoint. */
  readonly isTrace?: true;
}

/**
 * An open probe. Exchanges are carried out one after the other, in the order they were asked for.
 *
 * Failures (`Failure.code`): `probe-gone` it was unplugged or the server went away; `probe-silent` no answer within
 * `timeouts.probeAnswer`; `probe-in-use` another client of the stlink-server keeps it busy all that time;
 * `probe-garbled` an answer of another length, or a server that says what makes no sense; `usb-failed` in the system's
 * own words. After `probe-garbled` the next answer may be right again; after the others the transport is of no more use
 * than to be closed. There is no calling off: who stops an examination still has to let go of NRST.
 */
export interface Transport {
  /** @throws Failure as above */
  exchange(exchange: Exchange): Promise<Uint8Array>;
  /** Gives the probe back, waits until others can have it, and leaves nothing behind. Never throws; twice is once. */
  close(): Promise<void>;
}
