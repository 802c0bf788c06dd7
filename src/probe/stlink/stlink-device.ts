// An opened ST-LINK: every question of the StLink interface as commands over a channel.

import type { Transport } from '../transport';
import type { Channel } from './channel';
import { garbled, viewOf } from './channel';
import { frequencyListBytes, nearestKhz, readFrequencyList } from './clocks';
import { v2Divisor, v2FrequenciesKhz } from './clocks';
import { commands } from './commands';
import { askMode } from './greet';
import type { Greeting } from './greet';
import { readMemory, writeMemory } from './memory';
import { notKnown } from './status';
import type { Answer } from './status';
import type { Features, IdCodes, MemoryWidth, ProbeMode, StLink, StLinkKind } from './stlink';
import { featuresOf } from './version';

/** The converter of a V2 has 12 bits; more than 16 is no reading of it. */
const maxReading = 0xffff;
/** That of a V3 is not documented: OpenOCD and probe-rs take any two words, and so does this, up to a point. */
const maxReadingV3 = 0xff_ffff;

/** Firmware before it has other commands for all of debugging (OpenOCD's API version 1), and is long out of use. */
const firstJtag = 11;

export class StLinkDevice implements StLink {
  readonly version;
  readonly modeAtOpen: ProbeMode;
  readonly features: Features;
  private frequencies: readonly number[] = [];
  private lastMode: ProbeMode;
  private readonly openAps = new Set<number>();
  private lacksDebugRegisters = false;
  /** Whether it was put into a state that it must be taken out of again. */
  private mustExit = false;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly channel: Channel,
    readonly kind: StLinkKind,
    { version, mode }: Greeting,
  ) {
    this.version = version;
    this.modeAtOpen = mode;
    this.lastMode = mode;
    this.features = featuresOf(version);
    channel.hasWaitQuirk = this.isV3;
  }

  get swdFrequenciesKhz(): readonly number[] {
    return this.frequencies;
  }

  get commandCount(): number {
    return this.channel.commandCount;
  }

  private get isV3(): boolean {
    return this.version.hardware >= 3;
  }

  private get isTooOld(): boolean {
    return !this.isV3 && this.version.jtag < firstJtag;
  }

  /** What only the probe knows of its clocks: one command for a V3, none for a V2. */
  async readFrequencies(): Promise<void> {
    if (!this.features.hasSwdFrequency) return;
    if (!this.isV3) {
      this.frequencies = v2FrequenciesKhz;
      return;
    }
    const answer = await this.channel.request(commands.getComFreq, frequencyListBytes);
    if (answer.ok) this.frequencies = readFrequencyList(answer.value);
  }

  async mode(): Promise<ProbeMode> {
    this.lastMode = await askMode(this.channel);
    return this.lastMode;
  }

  async leaveMode(): Promise<void> {
    await this.leave(await this.mode());
  }

  async voltage(): Promise<number | undefined> {
    if (!this.features.hasVoltage) return undefined;
    const command = commands.getTargetVoltage;
    const answer = await this.channel.ask({ command, inLength: 8, minLength: 1 });
    if (answer.length < 8) {
      if (answer[0] === notKnown.code) return undefined;
      throw garbled(command, 8);
    }
    const [reference, reading] = [
      viewOf(answer).getUint32(0, true),
      viewOf(answer).getUint32(4, true),
    ];
    const most = this.isV3 ? maxReadingV3 : maxReading;
    if (Math.max(reference, reading) > most) throw garbled(command, 8);
    // The reference is 1.2 V, and the target's voltage comes through a divider by two (OpenOCD).
    return reference === 0 ? undefined : (2.4 * reading) / reference;
  }

  async setSwdFrequency(khz: number): Promise<Answer<number | undefined>> {
    if (!this.features.hasSwdFrequency) return { ok: true, value: undefined };
    if (!this.isV3) {
      const nearest = v2Divisor(khz);
      const set = await this.status(commands.swdSetFreq(nearest.divisor));
      return set.ok ? { ok: true, value: nearest.khz } : set;
    }
    const wanted = nearestKhz(khz, this.frequencies);
    const set = await this.channel.request(commands.setComFreq(wanted), 8);
    if (set.ok) return { ok: true, value: set.value.getUint32(4, true) };
    return set.status === 'command-error' ? { ...set, status: 'too-slow' } : set;
  }

  async enterSwd(): Promise<Answer<void>> {
    if (this.isTooOld) return notKnown;
    if (this.lastMode === 'dfu' || this.lastMode === 'swim') await this.leave(this.lastMode);
    this.mustExit = true;
    let entered = await this.status(commands.enterSwd);
    if (!entered.ok && entered.status === 'other-mode') {
      await this.leaveMode();
      entered = await this.status(commands.enterSwd);
    }
    if (entered.ok) this.lastMode = 'debug';
    return entered;
  }

  async exitDebug(): Promise<void> {
    await this.leave('debug');
  }

  async driveNrst(level: 'low' | 'high'): Promise<Answer<void>> {
    if (level === 'low') this.mustExit = true;
    return this.status(commands.driveNrst(level));
  }

  async readIdCodes(): Promise<Answer<IdCodes>> {
    const answer = await this.channel.request(commands.readIdCodes, 12);
    return answer.ok ? { ok: true, value: { dpidr: answer.value.getUint32(4, true) } } : answer;
  }

  async readWord(address: number): Promise<Answer<number>> {
    if (!this.lacksDebugRegisters) {
      const answer = await this.word(commands.readDebugReg(address));
      if (answer.ok || answer.status !== 'unknown-command') return answer;
      this.lacksDebugRegisters = true;
    }
    const block = await this.readMemory(address, 4, 4);
    return block.ok ? { ok: true, value: viewOf(block.value).getUint32(0, true) } : block;
  }

  async writeWord(address: number, value: number): Promise<Answer<void>> {
    if (!this.lacksDebugRegisters) {
      const answer = await this.status(commands.writeDebugReg(address, value));
      if (answer.ok || answer.status !== 'unknown-command') return answer;
      this.lacksDebugRegisters = true;
    }
    const bytes = new Uint8Array(4);
    viewOf(bytes).setUint32(0, value, true);
    return this.writeMemory(address, bytes, 4);
  }

  readRegister(number: number): Promise<Answer<number>> {
    return this.word(commands.readReg(number));
  }

  writeRegister(number: number, value: number): Promise<Answer<void>> {
    return this.status(commands.writeReg(number, value));
  }

  readMemory(address: number, byteLength: number, width: MemoryWidth): Promise<Answer<Uint8Array>> {
    return readMemory(this.channel, this.features, { address, byteLength, width });
  }

  writeMemory(address: number, bytes: Uint8Array, width: MemoryWidth): Promise<Answer<void>> {
    return writeMemory(this.channel, this.features, { address, bytes, width });
  }

  readDap(port: number | 'dp', register: number): Promise<Answer<number>> {
    return this.onDap(port, register, () => this.word(commands.readDapReg(port, register)));
  }

  writeDap(port: number | 'dp', register: number, value: number): Promise<Answer<void>> {
    const command = commands.writeDapReg(port, register, value);
    return this.onDap(port, register, () => this.status(command));
  }

  async openAp(ap: number): Promise<Answer<void>> {
    if (!this.features.hasApHandling || this.openAps.has(ap)) return { ok: true, value: undefined };
    const opened = await this.status(commands.initAp(ap));
    if (opened.ok) this.openAps.add(ap);
    return opened;
  }

  async closeAp(ap: number): Promise<void> {
    if (!this.openAps.delete(ap)) return;
    // V2J28 answers with an error that means nothing (OpenOCD).
    await this.status(commands.closeAp(ap));
  }

  resetSystem(): Promise<Answer<void>> {
    return this.status(commands.resetSys);
  }

  close(): Promise<void> {
    this.closing ??= this.exitAndClose();
    return this.closing;
  }

  private async exitAndClose(): Promise<void> {
    if (this.mustExit && this.channel.isUsable) {
      // The transport is closed anyhow; who cannot be reached needs not be left.
      await this.leave('debug').catch(() => undefined);
    }
    await this.transport.close();
  }

  /** One command; none outside the modes that must be left. */
  private async leave(mode: ProbeMode): Promise<void> {
    const command = exits[mode];
    if (command === undefined) return;
    await this.channel.send(command);
    this.lastMode = 'mass-storage';
    this.openAps.clear();
    if (mode === 'debug') this.mustExit = false;
  }

  /** A command answered by nothing but its status. */
  private async status(command: Uint8Array): Promise<Answer<void>> {
    const answer = await this.channel.request(command, 2);
    return answer.ok ? { ok: true, value: undefined } : answer;
  }

  /** A command answered by status and a word. */
  private async word(command: Uint8Array): Promise<Answer<number>> {
    const answer = await this.channel.request(command, 8);
    return answer.ok ? { ok: true, value: answer.value.getUint32(4, true) } : answer;
  }

  /**
   * From V2J28 on an access port, also the first, must be opened before its registers are used. Before V2J32 and V3J2
   * the bank of a register of the debug port is not looked at: another one would be read (OpenOCD).
   */
  private async onDap<T>(
    port: number | 'dp',
    register: number,
    work: () => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    if (!this.features.hasDapRegisters) return notKnown;
    const hasBanks = this.version.jtag >= (this.isV3 ? 2 : 32);
    if (port === 'dp' && register > 0xf && !hasBanks) return notKnown;
    if (port !== 'dp') {
      const opened = await this.openAp(port);
      if (!opened.ok) return opened;
    }
    const answer = await work();
    // New firmware closes the ports when a mode is left (OpenOCD), and nobody says what a second ENTER does.
    if (!answer.ok && answer.status === 'bad-ap' && port !== 'dp') this.openAps.delete(port);
    return answer;
  }
}

const exits: Readonly<Partial<Record<ProbeMode, Uint8Array>>> = {
  dfu: commands.dfuExit,
  swim: commands.swimExit,
  debug: commands.exit,
};
