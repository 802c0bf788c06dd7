// The table of every part, devices.json, in its raw shape; read with the first look-up. Made by
// scripts/devices.mjs; docs/devices.md says where its facts come from.

/** A memory; `size` -1: as the flash. Addresses are hex text. */
export interface RawRegion {
  readonly name: string;
  readonly kind: string;
  readonly start: string;
  readonly size: number;
  /** 1 yes, 0 or absent no, `mpu` once the MPU or a remap bit was changed. */
  readonly executable?: 0 | 1 | 'mpu';
  readonly noDma?: true;
  readonly core?: string;
  readonly max?: number;
  readonly shared?: string;
  readonly of?: string;
  readonly reserved?: string;
  readonly note?: string;
  readonly unsure?: true;
}

/** start, size, [count, size of a sector]… */
export type RawBank = readonly [string, number, readonly (readonly [number, number])[]];

export interface RawLayout {
  readonly mode: 'single' | 'dual';
  readonly option?: string;
  readonly gap?: true;
  readonly unsure?: string;
  readonly banks: readonly RawBank[];
}

export interface RawCore {
  readonly architecture: string;
  readonly cpuid?: string;
  readonly breakpoints: number;
  readonly literals: number;
  readonly watchpoints: number;
  readonly fpu: string;
  readonly swo: boolean;
  readonly vtor: boolean;
  readonly unsure?: readonly string[];
}

export interface RawPins {
  readonly swdio?: string;
  readonly swclk?: string;
  readonly swo?: string;
  readonly jtdi?: string;
  readonly njtrst?: string;
}

/** `secure`: pairs of the non-secure and the secure base; `all`: what is added to every address. */
export interface RawFamily {
  readonly pins: RawPins;
  readonly pads?: true;
  readonly note?: string;
  readonly secure?: {
    readonly flash?: readonly [string, string];
    readonly ram?: readonly [string, string];
    readonly periph?: readonly [string, string];
    readonly all?: string;
  };
}

export interface RawDie {
  readonly name: string;
  readonly family: string;
  readonly otherIds?: readonly string[];
  readonly idcode: readonly string[];
  readonly swd: readonly string[];
  readonly jtag?: readonly string[];
  readonly dbgmcu: string;
  readonly rdp: string;
  readonly writeUnit: number;
  readonly erased?: number;
  readonly flashRegisters?: string;
  readonly flashSize?: string;
  readonly flashSizeRule?: string;
  readonly flashSizeNote?: string;
  readonly uid?: string;
  readonly package?: string;
  readonly accessPort?: number;
  readonly accessPorts?: Readonly<Record<string, number>>;
  readonly revisions?: Readonly<Record<string, string>>;
  readonly clones?: string;
  readonly note?: string;
  readonly unsure?: readonly string[];
}

/** Without `register` there is nothing to read. `levels` by decimal value of the field. */
export interface RawProtection {
  readonly register?: string;
  readonly field?: string;
  readonly shift?: number;
  readonly mask?: number;
  readonly levels?: Readonly<Record<string, string>>;
  readonly otherwise?: string;
  readonly optionBytes?: string;
  readonly openValue?: string;
  readonly note?: string;
  readonly trustZone?: {
    readonly register: string;
    readonly shift: number;
    readonly mask: number;
    readonly on: number;
  };
}

/** Bits by name: a number, or a range `6..7`. */
export interface RawDbgmcu {
  readonly controlOffset?: number;
  readonly control?: Readonly<Record<string, number | string>>;
  readonly freeze?: readonly {
    readonly register: string;
    readonly offset: number;
    readonly core?: string;
    readonly bits: Readonly<Record<string, number>>;
  }[];
  readonly note?: string;
}

/** What many parts have in common; numbers are places in the lists of memories. */
export interface RawVariant {
  readonly die: string;
  readonly cores: readonly string[];
  readonly ram: number;
  readonly fixed?: number;
  readonly external?: number;
  readonly mpu: boolean;
  readonly fpu?: string;
  readonly trustZone?: true;
  readonly source?: string;
}

export interface RawPreliminary {
  readonly family: string;
  readonly die?: string;
  readonly cores: readonly string[];
  readonly ram: number;
  readonly flashKib: number;
}

export interface DeviceTable {
  readonly cores: Readonly<Record<string, RawCore>>;
  readonly families: Readonly<Record<string, RawFamily>>;
  readonly pinExceptions: readonly { readonly parts: string; readonly pins: RawPins }[];
  readonly dies: Readonly<Record<string, RawDie>>;
  readonly protection: Readonly<Record<string, RawProtection>>;
  readonly dbgmcu: Readonly<Record<string, RawDbgmcu>>;
  readonly ram: readonly (readonly RawRegion[])[];
  readonly fixed: readonly (readonly RawRegion[])[];
  readonly external: readonly (readonly RawRegion[])[];
  readonly flash: readonly (readonly RawLayout[])[];
  readonly doubts: readonly {
    readonly parts: string;
    readonly memories: readonly string[];
    readonly note: string;
  }[];
  readonly variants: readonly RawVariant[];
  /** By name without `STM32`: `<variant> <place in flash, or -> <suffix>:<package>,…`. */
  readonly parts: Readonly<Record<string, string>>;
  /** By part and package suffix: SWD pin → the pins bonded to it. */
  readonly shared: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
  >;
  /** Line → its largest part. */
  readonly lines: Readonly<Record<string, string>>;
  readonly preliminary: Readonly<Record<string, RawPreliminary>>;
}

/** A part's entry, taken apart. */
export interface PartEntry {
  readonly variant: RawVariant;
  /** The first is the factory's; empty without flash. */
  readonly layouts: readonly RawLayout[];
  readonly packages: readonly { readonly suffix: string; readonly name: string }[];
}

let loaded: DeviceTable | undefined;

/** The table; the first call reads it, so that nothing else pays for it. */
export function deviceTable(): DeviceTable {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make look-ups async
  loaded ??= require('./devices.json') as DeviceTable;
  return loaded;
}

/** @param key a part's name without `STM32`, as the table has it. */
export function partEntry(key: string): PartEntry | undefined {
  const table = deviceTable();
  const text = ownValue(table.parts, key);
  if (text === undefined) return undefined;
  const [variantNumber = '', flashNumber = '', ...rest] = text.split(' ');
  const variant = table.variants[Number(variantNumber)];
  if (variant === undefined) return undefined;
  const packages = rest
    .join(' ')
    .split(',')
    .map((entry) => {
      const [suffix = '', name = ''] = entry.split(':');
      return { suffix, name };
    });
  return { variant, layouts: table.flash[Number(flashNumber)] ?? [], packages };
}

/** A record's own value: names come from people, so `constructor` must find nothing. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
