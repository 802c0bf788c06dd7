// Memory behind an access port other than 0, by the port's registers: the probe's own commands for single words read
// through port 0 only.

import type { Answer } from '../probe/stlink/status';
import type { StLink } from '../probe/stlink/stlink';
import type { Ask } from './target-memory';

/** MEM-AP's registers; BD0 to BD3 are the four words at TAR's 16 bytes (Arm ADIv5.2, C2.6). */
const [csw, tar, bd0] = [0x00, 0x04, 0x10];

/** CSW.Size 32 bits, no increment; the rest as it is. */
const cswKeep = 0xffff_ffc8;
const csw32 = 0x2;

/** DP ABORT (B2.2.1): STKCMPCLR, STKERRCLR, WDERRCLR, ORUNERRCLR. */
export const dpAbort = 0x0;
export const clearErrors = 0x1e;

/** A port, with the block of 16 bytes that its TAR points to. */
export class AccessPortMemory {
  private isReady = false;
  private block: number | undefined;

  constructor(readonly port: number) {}

  read(ask: Ask, address: number): Promise<Answer<number>> {
    return this.at(ask, address, (stlink, register) => stlink.readDap(this.port, register));
  }

  write(ask: Ask, address: number, value: number): Promise<Answer<void>> {
    return this.at(ask, address, (stlink, register) => stlink.writeDap(this.port, register, value));
  }

  /** Whatever failed: nobody knows what the port's registers hold now. */
  private async at<T>(
    ask: Ask,
    address: number,
    access: (stlink: StLink, register: number) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const prepared = await this.prepare(ask, address - (address % 16));
    const answer = prepared.ok
      ? await ask((stlink) => access(stlink, bd0 + (address % 16)))
      : prepared;
    if (!answer.ok) {
      this.isReady = false;
      this.block = undefined;
    }
    return answer;
  }

  private async prepare(ask: Ask, block: number): Promise<Answer<void>> {
    const { port } = this;
    if (!this.isReady) {
      // What failed before, through whichever port, is remembered by the debug port and fails all that follows.
      const cleared = await ask((stlink) => stlink.writeDap('dp', dpAbort, clearErrors));
      if (!cleared.ok) return cleared;
      const was = await ask((stlink) => stlink.readDap(port, csw));
      if (!was.ok) return was;
      const wanted = ((was.value & cswKeep) | csw32) >>> 0;
      const set = await ask((stlink) => stlink.writeDap(port, csw, wanted));
      if (!set.ok) return set;
      this.isReady = true;
    }
    if (this.block === block) return { ok: true, value: undefined };
    const pointed = await ask((stlink) => stlink.writeDap(port, tar, block));
    if (pointed.ok) this.block = block;
    return pointed;
  }
}
