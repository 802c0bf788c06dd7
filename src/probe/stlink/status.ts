// The status byte of an ST-LINK's answer, and what it means.

/** A status byte as a word; `other` for one that no source names. */
export type StatusName =
  | 'ok'
  | 'fault'
  | 'unknown-error'
  | 'spi-error'
  | 'dma-error'
  | 'unknown-jtag-chain'
  | 'no-device'
  | 'internal-error'
  | 'command-wait'
  | 'command-error'
  | 'no-idcode'
  | 'alignment'
  | 'power-error'
  | 'write-error'
  | 'verify-error'
  | 'other-mode'
  | 'ap-wait'
  | 'ap-fault'
  | 'ap-error'
  | 'ap-parity'
  | 'dp-wait'
  | 'dp-fault'
  | 'dp-error'
  | 'dp-parity'
  | 'wdata-error'
  | 'sticky-error'
  | 'sticky-overrun'
  | 'bad-ap'
  | 'swo-unavailable'
  | 'too-many-aps'
  | 'configuration-changed'
  | 'bad-frequency'
  | 'unknown-command'
  | 'too-slow'
  | 'other';

/** What the probe answered instead of `ok`. */
export interface Refusal {
  readonly ok: false;
  readonly status: StatusName;
  /** The byte itself. */
  readonly code: number;
  /** The address that could not be read or written, where the probe tells. */
  readonly address?: number;
}

/** An answer of the probe. What its status says is a value; that it did not answer is a Failure of the transport. */
export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;
