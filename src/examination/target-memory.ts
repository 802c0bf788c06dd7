// The target's memory as an examination reads it: word by word, again where the link dropped one, through the access
// port that reaches the core.

import type { Answer } from '../probe/stlink/status';
import type { StLink } from '../probe/stlink/stlink';
import { AccessPortMemory, clearErrors, dpAbort } from './access-port-memory';
import { isNoise, isSticky } from './noise';

/** One question to the probe; ends the examination when it was called off or took too long. */
export type Ask = <T>(command: (stlink: StLink) => Promise<T>) => Promise<T>;

/** How often a word is tried over a link that drops some. */
const tries = 4;

export class TargetMemory {
  /** Reads and writes that failed or came damaged, those that went well on the next try included. */
  noise = 0;
  /** Undefined: port 0, by the probe's own commands. */
  private port: AccessPortMemory | undefined;
  private readonly words = new Map<number, number>();

  constructor(private readonly ask: Ask) {}

  get accessPort(): number {
    return this.port?.port ?? 0;
  }

  /** From now on through this access port; what was read before is forgotten. */
  useAccessPort(port: number): void {
    if (port === this.accessPort) return;
    this.port = port === 0 ? undefined : new AccessPortMemory(port);
    this.words.clear();
  }

  /** A word, tried again after noise. Counts noise. */
  async word(address: number): Promise<Answer<number>> {
    const answer = await this.again(() => this.wordOnce(address));
    if (answer.ok) this.words.set(address, answer.value);
    return answer;
  }

  /** The same, without a command where it was read before. */
  async rememberedWord(address: number): Promise<Answer<number>> {
    const value = this.words.get(address);
    return value === undefined ? this.word(address) : { ok: true, value };
  }

  write(address: number, value: number): Promise<Answer<void>> {
    return this.again(() => this.writeOnce(this.ask, address, value));
  }

  /** A block of words; through port 0 one command and its status. */
  async block(address: number, byteLength: number): Promise<Answer<Uint8Array>> {
    if (this.port === undefined)
      return this.ask((stlink) => stlink.readMemory(address, byteLength, 4));
    const bytes = new Uint8Array(byteLength);
    const view = new DataView(bytes.buffer);
    for (let offset = 0; offset < byteLength; offset += 4) {
      const word = await this.wordOnce(address + offset);
      if (!word.ok) return word;
      view.setUint32(offset, word.value, true);
    }
    return { ok: true, value: bytes };
  }

  /** A word without a second try: for a target that may be gone for a while. */
  wordOnce(address: number): Promise<Answer<number>> {
    return this.port === undefined
      ? this.ask((stlink) => stlink.readWord(address))
      : this.port.read(this.ask, address);
  }

  /** @param ask another way to the probe: what was changed is put back also when the examination was called off */
  writeOnce(ask: Ask, address: number, value: number): Promise<Answer<void>> {
    return this.port === undefined
      ? ask((stlink) => stlink.writeWord(address, value))
      : this.port.write(ask, address, value);
  }

  /** Takes a change back, at the end or after a call-off: over a bad link a core that stays halted is the worse outcome. */
  async putBack(stlink: StLink, address: number, value: number): Promise<void> {
    const ask: Ask = (command) => command(stlink);
    for (let tried = 0; tried < tries; tried++) {
      if (!isNoise(await this.writeOnce(ask, address, value))) return;
      await stlink.enterSwd();
    }
  }

  private async again<T>(attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
    let answer = await attempt();
    for (let tried = 1; tried < tries && isNoise(answer); tried++) {
      this.noise++;
      // pyOCD clears the flags after each of these; most firmware does so by itself (OpenOCD's hla never asks for it).
      if (isSticky(answer)) await this.ask((stlink) => stlink.writeDap('dp', dpAbort, clearErrors));
      // A debug port that saw nonsense on its wires answers again only after a line reset (Arm ADIv5.2, B4.2.5).
      if (tried > 1) await this.ask((stlink) => stlink.enterSwd());
      answer = await attempt();
    }
    return answer;
  }
}
