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

/** By byte, from OpenOCD (stlink_usb.c), probe-rs, pyOCD and webstlink, which agree. */
const names: ReadonlyMap<number, StatusName> = new Map<number, StatusName>([
  [0x01, 'unknown-error'],
  [0x02, 'spi-error'],
  [0x03, 'dma-error'],
  [0x04, 'unknown-jtag-chain'],
  [0x05, 'no-device'],
  [0x06, 'internal-error'],
  [0x07, 'command-wait'],
  [0x08, 'command-error'],
  [0x09, 'no-idcode'],
  [0x0a, 'alignment'],
  [0x0b, 'power-error'],
  [0x0c, 'write-error'],
  [0x0d, 'verify-error'],
  [0x0e, 'other-mode'],
  [0x10, 'ap-wait'],
  [0x11, 'ap-fault'],
  [0x12, 'ap-error'],
  [0x13, 'ap-parity'],
  [0x14, 'dp-wait'],
  [0x15, 'dp-fault'],
  [0x16, 'dp-error'],
  [0x17, 'dp-parity'],
  [0x18, 'wdata-error'],
  [0x19, 'sticky-error'],
  [0x1a, 'sticky-overrun'],
  [0x1d, 'bad-ap'],
  [0x20, 'swo-unavailable'],
  [0x29, 'too-many-aps'],
  [0x40, 'configuration-changed'],
  [0x41, 'bad-frequency'],
  [0x42, 'unknown-command'],
  [0x80, 'ok'],
  [0x81, 'fault'],
]);

/** The word for a status byte. `too-slow` has none of its own: it is `command-error` for a clock (psdb). */
export function statusName(code: number): StatusName {
  return names.get(code) ?? 'other';
}

/** Whether the bus was only busy: the same command may go through a moment later. */
export function isWait(status: StatusName): boolean {
  return status === 'ap-wait' || status === 'dp-wait' || status === 'command-wait';
}

/** A refusal without an answer of the probe: what it would have said to a command its firmware does not have. */
export function refusal(status: StatusName, code: number, address?: number): Refusal {
  return { ok: false, status, code, ...(address === undefined ? {} : { address }) };
}

/** What the firmware does not have is not sent: it may answer with nothing, or with another length. */
export const notKnown: Refusal = refusal('unknown-command', 0x42);

/** What a status means for the person at the probe: one sentence. */
export function describeStatus({ status, code }: Pick<Refusal, 'status' | 'code'>): string {
  return status === 'other'
    ? `The probe answered with status 0x${code.toString(16).padStart(2, '0')}, which is not known.`
    : sentences[status];
}

const sentences: Readonly<Record<Exclude<StatusName, 'other'>, string>> = {
  ok: 'It worked.',
  fault: 'The target refused the access.',
  'unknown-error': 'The probe gave no reason; older firmware says this of a failed memory access.',
  'spi-error': 'The probe failed inside (SPI); plug it in again.',
  'dma-error': 'The probe failed inside (DMA); plug it in again.',
  'unknown-jtag-chain': 'The devices on the JTAG chain are not known; use SWD.',
  'no-device': 'Nothing answers on the debug pins.',
  'internal-error': 'The probe failed inside; plug it in again.',
  'command-wait': 'The probe was busy for too long.',
  'command-error': 'The probe does not accept this command now.',
  'no-idcode':
    'The target does not answer: it has no power, SWDIO, SWCLK or GND is not connected, it sleeps deeply, or its ' +
    'firmware uses the debug pins.',
  alignment: 'The address or the length is not a multiple of the width of the access.',
  'power-error':
    'The target answers, but its debug part does not power up: it is in stop or standby mode.',
  'write-error': 'The write to the target failed.',
  'verify-error': 'What was written to the target could not be verified.',
  'other-mode': 'The probe is held in another mode (JTAG or SWIM) by another program.',
  'ap-wait': "The target's bus stayed busy (access port): it hangs, or SWCLK is too fast.",
  'ap-fault':
    'The target refused the access (access port): nothing is at the address, its clock is off, or it is protected.',
  'ap-error':
    'The connection was lost (access port): the target was reset or lost its power, or SWCLK is too fast.',
  'ap-parity': 'Data came damaged (access port): shorten the wires or lower SWCLK.',
  'dp-wait': "The target's debug port stayed busy: its bus hangs, or SWCLK is too fast.",
  'dp-fault': 'The target refused the access (debug port).',
  'dp-error':
    'The connection was lost (debug port): the target was reset or lost its power, or SWCLK is too fast.',
  'dp-parity': 'Data came damaged (debug port): shorten the wires or lower SWCLK.',
  'wdata-error': 'Data arrived damaged at the target: shorten the wires or lower SWCLK.',
  'sticky-error': 'An earlier access failed and its error flag is still set.',
  'sticky-overrun': 'The target could not keep up with the accesses: lower SWCLK.',
  'bad-ap': 'The target has no such access port, or it was not opened.',
  'swo-unavailable': 'This probe cannot record SWO.',
  'too-many-aps': 'Too many access ports are open.',
  'configuration-changed': 'The probe changed its configuration.',
  'bad-frequency': 'The probe cannot run at this frequency.',
  'unknown-command': "The probe's firmware is too old for this command.",
  'too-slow': 'The probe cannot run SWCLK that slowly.',
};
