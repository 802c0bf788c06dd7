// Cuts one direction of a GDB remote connection into packets, acknowledgements and interrupts. It does not interpret packets.
// Format: GDB manual, "Remote Protocol", Overview: `$data#xx`; `$`, `#` and `}` inside data are escaped as `}` and
// the byte xor 0x20, so that a bare `#` always ends the data; `%data#xx` is a notification; 0x03 outside a packet interrupts.

export type RspKind = 'packet' | 'notification' | 'ack' | 'nack' | 'interrupt' | 'stray';

export interface RspUnit {
  readonly kind: RspKind;
  /** The unit exactly as it came, frame and checksum included. */
  readonly bytes: Buffer;
}

const packetStart = '$'.charCodeAt(0);
const notificationStart = '%'.charCodeAt(0);
const dataEnd = '#'.charCodeAt(0);
const single = new Map<number, RspKind>([
  ['+'.charCodeAt(0), 'ack'],
  ['-'.charCodeAt(0), 'nack'],
  [0x03, 'interrupt'],
]);
const checksumLength = 2;

/** Scanner of one direction; a unit may come in any number of chunks. */
export class RspScanner {
  #pending: Buffer = Buffer.alloc(0);

  /** @returns the units that are complete with this chunk, in order; their bytes joined are the bytes that came */
  push(chunk: Buffer): RspUnit[] {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const units: RspUnit[] = [];
    let at = 0;
    for (;;) {
      const unit = unitAt(bytes, at);
      if (unit === undefined) break;
      units.push(unit);
      at += unit.bytes.length;
    }
    this.#pending = bytes.subarray(at);
    return units;
  }
}

function unitAt(bytes: Buffer, at: number): RspUnit | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first !== packetStart && first !== notificationStart) {
    return { kind: single.get(first) ?? 'stray', bytes: bytes.subarray(at, at + 1) };
  }
  const mark = bytes.indexOf(dataEnd, at + 1);
  const end = mark + 1 + checksumLength;
  if (mark < 0 || end > bytes.length) return undefined;
  const kind = first === packetStart ? 'packet' : 'notification';
  return { kind, bytes: bytes.subarray(at, end) };
}
