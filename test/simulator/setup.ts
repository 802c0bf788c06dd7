// What can be set of the simulated bench: the part and its board, the probe, the server, and what is wrong with
// them. Data only; a fault is a part of it.

/** Parts the simulator knows, `target/parts/`. */
export type PartName = 'f405' | 'f103' | 'l476' | 'g431' | 'h743' | 'l552' | 'h563' | 'g071';

export interface TargetSetup {
  readonly part: PartName;
  /**
   * `qemu`: core, flash and RAM are QEMU's STM32F405 board, code truly runs (part f405 only). `still`: memory without
   * a core behind it: it counts as running or halted and never gets further.
   */
  readonly core: 'qemu' | 'still';
  /** ELF file in the flash at the start; erased flash without it (`still`: a vector table with a loop is made up). */
  readonly image?: string;
  readonly supply: {
    /** At VTref while the core runs. */
    readonly volts: number;
    readonly haltedVolts?: number;
    readonly underResetVolts?: number;
  };
  /** False: the probe's VTref pin is not connected, and reads about 0 V. */
  readonly isVtrefWired: boolean;
  /** The probe's side that drives the wires gets its supply from VTref (ST-LINK/V2-ISOL): without it nothing answers. */
  readonly isIsolated: boolean;
  /** The target has no supply at all: nothing answers. */
  readonly isPowered: boolean;
  /** SWDIO or SWCLK is open. */
  readonly areSwdWiresOpen: boolean;
  /** Chance that a 32-bit transfer fails, by clock: the first entry whose `aboveKhz` the clock exceeds. */
  readonly bitErrors: readonly { readonly aboveKhz: number; readonly perTransfer: number }[];
  /** Whether holding NRST low makes the bit errors go away (the firmware's own signals disturb the link). */
  readonly isLinkCleanUnderReset: boolean;
  /** The firmware takes the SWD pins this long after reset; undefined: never. */
  readonly swdOffAfterMs?: number;
  readonly nrst: {
    readonly isWired: boolean;
    /** From release until the core leaves reset: 0.7 x R x C or so. */
    readonly riseMs: number;
    /** Something else keeps it low for ever. */
    readonly isHeldLow: boolean;
  };
  /** Read-out protection as the part calls it: `L0`, `L1`, `L2`, `L0.5`, or a life cycle (`OPEN`, `CLOSED`). */
  readonly protection: string;
  readonly isTrustZoneOn: boolean;
  /** Addresses in the flash whose sectors are write protected. */
  readonly writeProtected: readonly number[];
  /** What a clone or another die says instead. */
  readonly identity: {
    readonly dpidr?: number;
    readonly cpuid?: number;
    readonly devId?: number;
    readonly flashKib?: number;
    /** JEP106 designer in the ROM table: continuation count and id. */
    readonly designer?: { readonly bank: number; readonly id: number };
  };
  /** The firmware spends its time in this mode; `stop` and `standby` cut the debug domain off unless DBGMCU keeps it. */
  readonly lowPower?: 'sleep' | 'stop' | 'standby';
  /** The watchdog resets the core this long after each reset. */
  readonly watchdogMs?: number;
  readonly isLockedUp: boolean;
  /** Where the core started from. */
  readonly bootsFrom: 'flash' | 'system';
  /** The memory bus answers WAIT this many times before each transfer. */
  readonly waits: number;
  /** Of the random numbers behind `bitErrors`. */
  readonly seed: number;
}

export interface ProbeSetup {
  readonly kind: 'v1' | 'v2' | 'v2-1' | 'v3' | 'v3-loader' | 'v2-isol';
  /** `J37S7`, `J45M30`, `J13M5`; for V3 the numbers go into GET_VERSION_EX. */
  readonly firmware: string;
  /** 24 hex digits. */
  readonly serial: string;
  /** The USB descriptor holds the serial number as 12 raw bytes, as old V2 have it. */
  readonly isSerialBinary: boolean;
  /** What GET_CURRENT_MODE says at the start. */
  readonly mode: 'dfu' | 'mass' | 'debug' | 'swim' | 'bootloader';
  /** Another program holds it: OPEN_DEV is refused, the USB interface is claimed. */
  readonly isBusy: boolean;
  /** It takes commands and answers nothing (its last client was killed). */
  readonly isWedged: boolean;
  /** It vanishes before answering this command, counted from 1 over all connections. */
  readonly unplugAtCommand?: number;
  /** What it does wrong with each answer, from this command on. */
  readonly misbehaviour?: {
    readonly kind: 'garbage' | 'short' | 'long' | 'stale' | 'empty' | 'unknown-status' | 'silent';
    readonly fromCommand: number;
  };
  /** What GET_TARGET_VOLTAGE says in volts whatever is connected: clones have a constant 3.3. */
  readonly constantVolts?: number;
  /** What it multiplies the voltage with: some clones report it doubled. */
  readonly voltageFactor: number;
  /** Command names (as `probe/commands` calls them) that it answers with status 0x42, "unknown command". */
  readonly lacks: readonly string[];
}

export interface ServerSetup {
  /** API version it announces. */
  readonly api: 1 | 2 | 3;
  /** What the stlink-server does wrong. */
  readonly misbehaviour?:
    | 'refuses'
    | 'closes-at-open'
    | 'stalls'
    | 'wrong-count'
    | 'truncated'
    | 'garbage'
    | 'busy-for-ever';
}

export interface Setup {
  readonly target: TargetSetup;
  readonly probe: ProbeSetup;
  readonly server: ServerSetup;
}

/** A change of a setup; members of the inner objects are replaced one by one. */
export interface SetupChange {
  readonly target?: Partial<TargetSetup>;
  readonly probe?: Partial<ProbeSetup>;
  readonly server?: Partial<ServerSetup>;
}

/** One thing that is wrong on the bench, and what an examination must make of it. */
export interface Fault {
  /** Kebab-case, as the file is called. */
  readonly id: string;
  /** A sentence. */
  readonly what: string;
  readonly change: SetupChange;
  /** What `--device` says when the verdict is asked for; default `STM32F405RG`, as the healthy board has it. */
  readonly device?: string;
  readonly expect: {
    /** Ids of the errors and warnings that `stm32-preflight probe --may-reset` gives, in any order. */
    readonly findings: readonly string[];
    /** The same without `--may-reset`, where it differs. */
    readonly withoutReset?: readonly string[];
    /** Parts of the JSON's `target`, called as the members of `Examination`, that must be "not determined". */
    readonly undetermined?: readonly string[];
  };
}

/** A healthy board: an STM32F405 at 3.28 V on a Nucleo's ST-LINK/V2-1. */
export const healthy: Setup = {
  target: {
    part: 'f405',
    core: 'still',
    supply: { volts: 3.28 },
    isVtrefWired: true,
    isIsolated: false,
    isPowered: true,
    areSwdWiresOpen: false,
    bitErrors: [],
    isLinkCleanUnderReset: false,
    nrst: { isWired: true, riseMs: 1, isHeldLow: false },
    protection: 'L0',
    isTrustZoneOn: false,
    writeProtected: [],
    identity: {},
    isLockedUp: false,
    bootsFrom: 'flash',
    waits: 0,
    seed: 1,
  },
  probe: {
    kind: 'v2-1',
    firmware: 'J45M30',
    serial: '066CFF515349898667113512',
    isSerialBinary: false,
    mode: 'mass',
    isBusy: false,
    isWedged: false,
    voltageFactor: 1,
    lacks: [],
  },
  server: { api: 3 },
};

export function changed(setup: Setup, change: SetupChange): Setup {
  return {
    target: { ...setup.target, ...change.target },
    probe: { ...setup.probe, ...change.probe },
    server: { ...setup.server, ...change.server },
  };
}

/** A probe of this kind with a firmware and a serial number that such a probe may have; for `SetupChange.probe`. */
export function probeOfKind(kind: ProbeSetup['kind']): Partial<ProbeSetup> {
  const firmware: Readonly<Record<ProbeSetup['kind'], string>> = {
    v1: 'J11S0',
    v2: 'J37S7',
    'v2-isol': 'J37S7',
    'v2-1': 'J45M30',
    v3: 'J13M5B4',
    'v3-loader': 'J13M5B4',
  };
  return { kind, firmware: firmware[kind] };
}
