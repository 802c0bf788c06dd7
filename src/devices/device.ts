// What is known of a part: memories, cores, identification, pins. Values only; find-device.ts makes them.

/**
 * `flash-high-cycle`: data flash of H5; `system`: ST's boot loader; `external`: a window of FMC, QSPI, OCTOSPI
 * or XSPI, of which a board has none, a part or all; `alias`: a second address of another memory.
 */
export type MemoryKind =
  | 'flash'
  | 'flash-high-cycle'
  | 'ram'
  | 'ccm'
  | 'itcm'
  | 'dtcm'
  | 'backup'
  | 'eeprom'
  | 'otp'
  | 'option'
  | 'system'
  | 'external'
  | 'alias';

/** A range of addresses with one purpose. */
export interface Memory {
  /** As the reference manual calls it: FLASH (one for all banks in a row), SRAM1, CCMRAM, QSPI. */
  readonly name: string;
  readonly kind: MemoryKind;
  readonly start: number;
  readonly sizeBytes: number;
  /** `mpu`: only once the MPU or a remap bit was changed. */
  readonly executable: boolean | 'mpu';
  /** Whether an ordinary DMA controller reaches it. */
  readonly dma: boolean;
  /** Only this core reaches it, such as `M7`. */
  readonly core: string | undefined;
  /** Size in bytes it can be given by option bytes. */
  readonly maxBytes: number | undefined;
  /** The TCM that can take it over by option bytes (H7RS, H72x). */
  readonly sharedWith: string | undefined;
  /** The memory of which this is a second address. */
  readonly aliasOf: string | undefined;
  /** The same memory as the secure world sees it (0x0C…, 0x30…; an alias too). */
  readonly isSecureAlias: boolean;
  /** Left to the radio stack. */
  readonly isReserved: boolean;
  /** The sources disagree, or only one has it. */
  readonly isUnsure: boolean;
  /** A restriction, or why it is unsure, in words. */
  readonly note?: string;
}

export interface FlashBank {
  readonly start: number;
  readonly sizeBytes: number;
  /** In order of their addresses: `count` sectors of `sizeBytes` each. */
  readonly sectors: readonly { readonly count: number; readonly sizeBytes: number }[];
}

/** How the flash is divided; parts with an option bit have two such modes. */
export interface FlashLayout {
  readonly name: 'single' | 'dual';
  /** The option bit that chooses it, `FLASH_OPTR.DBANK(22)=1`. */
  readonly option: string | undefined;
  readonly banks: readonly FlashBank[];
  /** There are addresses between the banks that are no memory. */
  readonly hasGap: boolean;
}

export type CoreName = 'M0' | 'M0+' | 'M3' | 'M4' | 'M7' | 'M33' | 'M55' | 'A7' | 'A35';

export interface Core {
  readonly name: CoreName;
  /** `v7E-M`. */
  readonly architecture: string;
  /** `sp`: single precision; `dp`: single and double. */
  readonly fpu: 'none' | 'sp' | 'dp';
  /** Hardware breakpoints (FPB code comparators) and watchpoints (DWT comparators). */
  readonly breakpoints: number;
  readonly watchpoints: number;
  readonly hasVtor: boolean;
  readonly hasSwo: boolean;
  /** A radio core that runs ST's own firmware. */
  readonly isRadio: boolean;
}

/** Port and number as a pin is called, `PA13`; undefined where there is none, a pad of its own where `isPad`. */
export interface DebugPins {
  readonly swdio: string | undefined;
  readonly swclk: string | undefined;
  readonly swo: string | undefined;
  readonly jtdi: string | undefined;
  readonly njtrst: string | undefined;
  readonly isPad: boolean;
}

/** The die: what the debug port and DBGMCU say of it. Addresses of registers. */
export interface Die {
  /** DBGMCU_IDCODE.DEV_ID, 0x413; and what early silicon said instead. */
  readonly devId: number;
  readonly otherDevIds: readonly number[];
  readonly name: string;
  readonly idcodeAddresses: readonly number[];
  /** DPIDR of the SW-DP, IDCODE of the JTAG-DP. */
  readonly swdIds: readonly number[];
  readonly jtagIds: readonly number[];
  /** 16-bit register with the flash size in KiB. */
  readonly flashSizeRegister: number | undefined;
  readonly uidRegister: number | undefined;
  readonly flashRegisters: number | undefined;
  /** The access port that reaches the core's memory; 0 for most. */
  readonly accessPort: number;
  /** Smallest unit in bytes that can be programmed; 0 without flash. */
  readonly writeUnitBytes: number;
  /** Names of the entries in the tables of read-out protection and DBGMCU bits. */
  readonly rdp: string;
  readonly dbgmcu: string;
  /** Revision by REV_ID, `0x1000` → `A`. */
  readonly revisions: ReadonlyMap<number, string>;
}

export interface Device {
  /** `STM32F405RG`: without package, temperature and packing. */
  readonly name: string;
  /** `F4`, `H7RS`, `WBA`. */
  readonly family: string;
  /**
   * `part`: exactly this part. `line`: the name stopped at the line (`STM32F405`), so memories are the largest
   * of the line's parts: what does not fit there fits nowhere.
   */
  readonly match: 'part' | 'line';
  readonly cores: readonly Core[];
  readonly hasMpu: boolean;
  readonly hasTrustZone: boolean;
  /** The first is the factory's; empty for a part without flash, and where the sectors are not known yet. */
  readonly flash: readonly FlashLayout[];
  readonly flashBytes: number;
  /** Every memory, flash (in the factory's layout, one entry a contiguous run) included, by start address. */
  readonly memories: readonly Memory[];
  readonly pins: DebugPins;
  readonly die: Die | undefined;
  /** Some of it comes from a preliminary source. */
  readonly isPreliminary: boolean;
}

/** A Cortex-A: it runs no image for a microcontroller. */
export function isApplicationCore({ name }: Core): boolean {
  return name.startsWith('A');
}

/** The memory that holds an address; the smallest where several do (an alias inside a window). */
export function memoryAt(device: Device, address: number): Memory | undefined {
  let best: Memory | undefined;
  for (const memory of device.memories) {
    const isInside = address >= memory.start && address < memory.start + memory.sizeBytes;
    if (isInside && (best === undefined || memory.sizeBytes < best.sizeBytes)) best = memory;
  }
  return best;
}
