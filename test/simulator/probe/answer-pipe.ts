// The answer endpoint: packets that wait for transfers, and transfers that wait for packets.

/** How a transfer ended. `overflow`: a packet was longer than what was left of the transfer; its rest is lost. */
export type Taken =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'overflow'; readonly bytes: Uint8Array }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'gone' };

interface Transfer {
  readonly byteLength: number;
  readonly got: Uint8Array[];
  gotBytes: number;
  end(taken: Taken): void;
}

/** A bulk IN endpoint. An answer nobody fetched stays and goes to the next transfer. */
export class AnswerPipe {
  private packets: Uint8Array[] = [];
  private transfers: Transfer[] = [];
  private isOpen = true;

  constructor(private readonly packetBytes: number) {}

  /** Cuts an answer into packets: all full but the last. */
  put(answer: Uint8Array): void {
    if (!this.isOpen) return;
    let at = 0;
    do {
      this.packets.push(answer.slice(at, at + this.packetBytes));
      at += this.packetBytes;
    } while (at < answer.length);
    this.serve();
  }

  /** Resolves when the transfer is full, when a packet was not, when it is cancelled, or when the device goes. */
  take(byteLength: number, signal?: AbortSignal): Promise<Taken> {
    if (!this.isOpen) return Promise.resolve({ kind: 'gone' });
    if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
    return new Promise((resolve) => {
      const onAbort = () => transfer.end({ kind: 'cancelled' });
      const transfer: Transfer = {
        byteLength,
        got: [],
        gotBytes: 0,
        end: (taken) => {
          this.transfers = this.transfers.filter((other) => other !== transfer);
          signal?.removeEventListener('abort', onAbort);
          resolve(taken);
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.transfers.push(transfer);
      this.serve();
    });
  }

  /** Forgets what nobody fetched and ends the transfers under way. */
  flush(): void {
    this.packets = [];
    for (const transfer of this.transfers) transfer.end({ kind: 'cancelled' });
  }

  close(): void {
    this.isOpen = false;
    this.packets = [];
    for (const transfer of this.transfers) transfer.end({ kind: 'gone' });
  }

  open(): void {
    this.isOpen = true;
  }

  private serve(): void {
    for (let [transfer] = this.transfers; transfer !== undefined; [transfer] = this.transfers) {
      const packet = this.packets.shift();
      if (packet === undefined) return;
      const room = transfer.byteLength - transfer.gotBytes;
      transfer.got.push(packet.slice(0, room));
      transfer.gotBytes += Math.min(room, packet.length);
      const bytes = () => new Uint8Array(Buffer.concat(transfer.got));
      const isFull = transfer.gotBytes === transfer.byteLength;
      if (packet.length > room) transfer.end({ kind: 'overflow', bytes: bytes() });
      else if (isFull || packet.length < this.packetBytes) {
        transfer.end({ kind: 'data', bytes: bytes() });
      }
    }
  }
}
