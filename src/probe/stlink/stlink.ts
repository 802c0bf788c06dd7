// (Contract.) The ST-LINK driver's public face: an opened probe and what can be asked of it.

import type { Transport } from '../transport';
import { Channel } from './channel';
import { greet } from './greet';
import { inLoader, kindOf, refusalOfModel } from './refuse-model';
import type { Answer } from './status';
import { StLinkDevice } from './stlink-device';

/** `loader`: a V3 in its USB loader, which cannot debug. */
export type StLinkKind = 'V1' | 'V2' | 'V2-1' | 'V3' | 'V3PWR' | 'loader';

export interface FirmwareVersion {
  /** `V2J45M30`, as OpenOCD and STM32CubeProgrammer print it. */
  readonly text: string;
  /** Of the probe: 1, 2, 3; 4 for firmware that announces it. */
  readonly hardware: number;
  /** The J number: 0 when it has no debug interface. */
  readonly jtag: number;
  readonly swim: number | undefined;
  readonly msd: number | undefined;
  readonly bridge: number | undefined;
  readonly power: number | undefined;
  /** As the probe says it; 0000:0001 and the like betray a wedged one. */
  readonly vendorId: number;
  readonly productId: number;
}

export type ProbeMode = 'dfu' | 'mass-storage' | 'debug' | 'swim' | 'bootloader' | 'other';

/** What a firmware is able to do, by its version. */
export interface Features {
  readonly hasVoltage: boolean;
  readonly hasSwdFrequency: boolean;
  readonly hasDapRegisters: boolean;
  readonly hasApHandling: boolean;
  readonly has16Bit: boolean;
  readonly hasLastStatus2: boolean;
  readonly maxBytes8: number;
}

export type MemoryWidth = 1 | 2 | 4;

export interface IdCodes {
  /** DPIDR of the SW-DP. */
  readonly dpidr: number;
}

/** One ST-LINK, opened. Every method is one command, or the few that its docstring names. */
export interface StLink {
  readonly kind: StLinkKind;
  readonly version: FirmwareVersion;
  readonly features: Features;
  /** The mode it was found in. */
  readonly modeAtOpen: ProbeMode;
  /** Frequencies in kHz that SWD can run at, fastest first; V3: as it reports them. */
  readonly swdFrequenciesKhz: readonly number[];
  /** How many commands were sent so far, for bars and logs. */
  readonly commandCount: number;

  mode(): Promise<ProbeMode>;
  /** Leaves DFU, SWIM or debug mode, so that SWD can be entered. */
  leaveMode(): Promise<void>;
  /** Volts at VTref; undefined when the firmware cannot tell or its reference is 0. */
  voltage(): Promise<number | undefined>;
  /** The nearest frequency that is not faster. @returns what was set, in kHz; undefined when the firmware cannot. */
  setSwdFrequency(khz: number): Promise<Answer<number | undefined>>;
  /** Line reset and power-up of the debug domain; nothing is halted or reset. */
  enterSwd(): Promise<Answer<void>>;
  /** Leaves debug mode; releases NRST and the pins. */
  exitDebug(): Promise<void>;
  driveNrst(level: 'low' | 'high'): Promise<Answer<void>>;
  readIdCodes(): Promise<Answer<IdCodes>>;
  /** A word at any address of the core's memory, with status, in one command. */
  readWord(address: number): Promise<Answer<number>>;
  writeWord(address: number, value: number): Promise<Answer<void>>;
  /** Core register by its DCRSR number; the core must be halted. */
  readRegister(number: number): Promise<Answer<number>>;
  writeRegister(number: number, value: number): Promise<Answer<void>>;
  /** Splits at TAR pages and the probe's limits; asks for the status after each piece. */
  readMemory(address: number, byteLength: number, width: MemoryWidth): Promise<Answer<Uint8Array>>;
  writeMemory(address: number, bytes: Uint8Array, width: MemoryWidth): Promise<Answer<void>>;
  /** @param port access port, or `dp`. */
  readDap(port: number | 'dp', register: number): Promise<Answer<number>>;
  writeDap(port: number | 'dp', register: number, value: number): Promise<Answer<void>>;
  /** Needed before an access port other than 0. */
  openAp(ap: number): Promise<Answer<void>>;
  closeAp(ap: number): Promise<void>;
  /** AIRCR.SYSRESETREQ through the probe's own command. */
  resetSystem(): Promise<Answer<void>>;
  /** Leaves debug mode when it can and closes the transport; never throws. */
  close(): Promise<void>;
}

/**
 * Opens the driver on an open transport: past a stale answer, asks version and mode, and a V3 for its clocks.
 * @param id the USB id as listed, `0483:374b`.
 * @throws Failure of the transport; `probe-garbled` when its version makes no sense (the code `probe-wedged` stays the
 * examination's word); `probe-unsupported` for V1; `probe-loader` for a probe in its USB loader. The transport is left
 * open for the caller to close.
 */
export async function openStLink(transport: Transport, id: string): Promise<StLink> {
  const obstacle = refusalOfModel(id);
  if (obstacle !== undefined) throw obstacle;
  const kind = kindOf(id);
  const channel = new Channel(transport);
  const greeting = await greet(channel, kind);
  if (greeting.mode === 'bootloader') throw inLoader('mode 4 of GET_CURRENT_MODE');
  const device = new StLinkDevice(transport, channel, kind, greeting);
  // A V2 that was just plugged in is in DFU mode, where it measures no voltage and debugs nothing (OpenOCD, pyOCD and
  // probe-rs leave it first of all).
  if (greeting.mode === 'dfu' || greeting.mode === 'swim') await device.leaveMode();
  await device.readFrequencies();
  return device;
}
