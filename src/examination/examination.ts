// (Contract.) What a probe tells of itself and of the target: values only, each with where it was read, or the
// reason why it is not known. examine.ts makes it, checks judge it, the CLI and the Probes view show it.

import type { CoreName, Die } from '../devices/device';
import type { FirmwareVersion, ProbeMode, StLinkKind } from '../probe/stlink/stlink';
import type { StatusName } from '../probe/stlink/status';

/** The same shape as a Fact. `isNotNeeded`: it was not asked for, as a reset by an examination that may not reset. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly source: string }
  | { readonly ok: false; readonly why: string; readonly isNotNeeded?: true };

/** What became of the attempt to open it. */
export type OpeningState =
  | 'opened'
  | 'denied'
  | 'in-use'
  /** Takes commands and does not answer, or answers nonsense: its last client was killed. */
  | 'wedged'
  /** Unplugged in the middle. */
  | 'gone'
  /** In its USB loader: it waits for new firmware. */
  | 'loader'
  /** ST-LINK/V1. */
  | 'unsupported'
  /** Another reason, in `message`. */
  | 'failed';

export interface ProbeOpening {
  readonly state: OpeningState;
  /** What was said when it could not be opened; empty when it could. */
  readonly message: string;
  /** Of the failure: its code, what was read where, and what to do. */
  readonly code?: string;
  readonly evidence?: readonly string[];
  readonly fix?: string;
}

export interface OpenedProbe {
  /** `ST-LINK/V2-1`. */
  readonly name: string;
  /** `0483:374b`. */
  readonly id: string;
  readonly kind: StLinkKind;
  readonly serial: string | undefined;
  readonly firmware: FirmwareVersion;
  readonly modeAtOpen: ProbeMode;
  /** `/dev/bus/usb/001/004`, `127.0.0.1:7184`. */
  readonly place: string;
  readonly carrier: 'usb' | 'stlink-server';
}

/** Volts at the probe's VTref pin; undefined: not measured (in this state of the target). */
export interface Supply {
  /** Several samples while the target was left alone. */
  readonly idleVolts: readonly number[];
  readonly haltedVolts: number | undefined;
  readonly underResetVolts: number | undefined;
}

/** One attempt to enter SWD and read DPIDR. */
export interface ConnectAttempt {
  readonly speedKhz: number | undefined;
  readonly underReset: boolean;
  readonly result:
    | { readonly ok: true; readonly dpidr: number }
    | { readonly ok: false; readonly status: StatusName; readonly code: number };
}

export interface Connection {
  /** In the order they were made. */
  readonly attempts: readonly ConnectAttempt[];
  /** The first that worked; undefined: none. */
  readonly succeeded: ConnectAttempt | undefined;
  /** Whether connecting under reset was allowed; without it "no target" is not the last word. */
  readonly mayReset: boolean;
}

/** N identical reads at one clock. */
export interface LinkSample {
  readonly speedKhz: number;
  readonly underReset: boolean;
  /** How many reads were made (each is `transfersPerRead` words over the wire) and how many failed or differed. */
  readonly reads: number;
  readonly errors: number;
  readonly transfersPerRead: number;
  /** Of all errors, by what the probe said; `different-value` for a read without complaint and with another value. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Error rate of a read with its 95 % Wilson interval, 0 to 1. */
  readonly rate: number;
  readonly rateLow: number;
  readonly rateHigh: number;
}

export interface LinkQuality {
  /** By clock, fastest first; without reset before with. */
  readonly samples: readonly LinkSample[];
  /** The fastest clock without an error, at which no faster-than-it sample without reset was clean; undefined: none. */
  readonly fastestCleanKhz: number | undefined;
  /** The same with NRST held low; undefined: none, or not measured. */
  readonly fastestCleanUnderResetKhz: number | undefined;
  /** What was read, in words: `CPUID at 0xE000ED00`. */
  readonly what: string;
}

export interface Nrst {
  /** S_RESET_ST was still set when read a second time, before anything was driven; undefined: could not be read. */
  readonly isInResetAtStart: boolean | undefined;
  /** Undefined: no pulse was allowed, or it is in reset anyway, or the probe could not drive it. */
  readonly pulse: NrstPulse | undefined;
}

export interface NrstPulse {
  readonly lowMs: number;
  /** S_RESET_ST was set by it; undefined: the core did not answer while it was low nor after. */
  readonly reachedCore: boolean | undefined;
  /** From release until the core was out of reset (about 0 where no reset came); undefined: not within `waitedMs`. */
  readonly recoveryMs: number | undefined;
  /**
   * From release, for how long it was surely in reset; between this and `recoveryMs` nobody looked, as on a computer that
   * was busy with something else.
   */
  readonly inResetForMs?: number;
  readonly waitedMs: number;
}

/** JEP106 code of a manufacturer. */
export interface Designer {
  /** Number of continuation codes. */
  readonly bank: number;
  /** Without parity. */
  readonly id: number;
}

export interface Chip {
  readonly dpidr: number;
  /** Of DPIDR: Arm for nearly all. */
  readonly dpDesigner: Designer;
  readonly cpuid: number | undefined;
  readonly core: CoreName | undefined;
  /** Register and value of DBGMCU_IDCODE that made sense. */
  readonly idcode: { readonly address: number; readonly value: number } | undefined;
  readonly devId: number | undefined;
  readonly revId: number | undefined;
  /** `A`, `Y`, `1`; where the table knows it. */
  readonly revision: string | undefined;
  readonly die: Die | undefined;
  readonly flashKib: number | undefined;
  /** Designer in the ROM table of the access port: 0x20 (bank 0) is STMicroelectronics. */
  readonly romDesigner: Designer | undefined;
  /** What could not be read of these, and why. */
  readonly unread: readonly { readonly what: string; readonly why: string }[];
}

export interface ProtectedRange {
  readonly start: number;
  readonly end: number;
}

export interface ProtectionState {
  /** `L0`, `L1`, `L2`, `L0.5`; a life cycle: `OPEN`, `CLOSED`. Undefined: no such register, or not specified. */
  readonly level: string | undefined;
  /** `FLASH_OPTCR.RDP`, its register and value. */
  readonly field:
    { readonly name: string; readonly register: number; readonly value: number } | undefined;
  /** Whether the first word of the flash can be read; undefined: not tried. */
  readonly isFlashReadable: boolean | undefined;
  /** Whether that word is as erasing leaves it: all ones, on L0 and L1 zeros. No program starts from such a flash. */
  readonly isFlashErased: boolean | undefined;
  readonly isTrustZoneOn: boolean | undefined;
  /** Write-protected ranges of the flash; undefined: not known for this family or not read. */
  readonly writeProtected: readonly ProtectedRange[] | undefined;
  readonly unread: readonly { readonly what: string; readonly why: string }[];
}

export interface CoreState {
  readonly dhcsr: number;
  /** Also of a core that was caught at its reset vector, where only connecting under reset worked. */
  readonly isHalted: boolean;
  readonly isAsleep: boolean;
  readonly isLockedUp: boolean;
  /**
   * How many of `resetReads` reads of DHCSR, spread over `resetMs`, said the core was reset since the read before; 0 of a
   * core that is held in reset.
   */
  readonly resetsSeen: number;
  readonly resetReads: number;
  readonly resetMs: number;
  /** Program counters sampled without halting (DWT_PCSR), or the one of a halted core. */
  readonly pcs: readonly number[];
  readonly bootedFrom: 'flash' | 'system' | 'ram' | 'external' | undefined;
  /** DBGMCU_CR: debug kept alive in these modes; undefined: not read. */
  readonly debugInLowPower:
    | {
        readonly sleep: boolean | undefined;
        readonly stop: boolean | undefined;
        readonly standby: boolean | undefined;
      }
    | undefined;
  /** Reset flags that are set, as the manual calls them (`IWDGRSTF`), with the register. */
  readonly resetFlags:
    | { readonly register: number; readonly value: number; readonly names: readonly string[] }
    | undefined;
  readonly unread: readonly { readonly what: string; readonly why: string }[];
}

export interface Examination {
  readonly opening: ProbeOpening;
  readonly probe: Reading<OpenedProbe>;
  readonly supply: Reading<Supply>;
  readonly connection: Reading<Connection>;
  readonly link: Reading<LinkQuality>;
  readonly nrst: Reading<Nrst>;
  readonly chip: Reading<Chip>;
  readonly protection: Reading<ProtectionState>;
  readonly coreState: Reading<CoreState>;
  /** Commands sent to the probe, and how long all of it took. */
  readonly commands: number;
  readonly tookMs: number;
}
