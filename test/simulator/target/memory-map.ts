// Everything on the part's memory bus, in the order in which it answers.

import type { TargetSetup } from '../setup';
import { createBus } from './bus/bus';
import type { Access, BusDevice } from './bus/bus';
import { alias, gated, readOnly, wordBytes } from './bus/memory';
import { registerBlock } from './bus/registers';
import type { Part } from './parts/part';
import type { PartLayout } from './parts/part-layout';

/** ST's boot loader as far as a debugger can tell: vectors and a loop at `part.loader`. */
export function createSystemMemory(
  part: Part,
  layout: PartLayout,
): BusDevice & { bytes: Uint8Array } {
  const memory = layout.memories.find(({ kind }) => kind === 'system');
  if (memory === undefined) throw new Error(`${part.deviceName}: the table has no system memory`);
  const bytes = new Uint8Array(memory.sizeBytes).fill(0xff);
  bytes.set(wordBytes(0x20002000, part.loader + 1));
  bytes.set(wordBytes(0xe7fee7fe), part.loader - memory.start);
  return { ...readOnly('system memory', memory.start, bytes), bytes };
}

/** The 16-bit flash size in its word, and the 96-bit unique ID. */
export function identificationOf(
  part: Part,
  layout: PartLayout,
  flashKib: number,
): readonly BusDevice[] {
  const register = layout.flashSizeRegister;
  // The other half of the word: 0 where a real F405 has it so, ones elsewhere.
  const isUpper = register % 4 === 2;
  const word = isUpper ? flashKib << 16 : (0xffff0000 | flashKib) >>> 0;
  return [
    readOnly('flash size', register - (register % 4), wordBytes(word)),
    readOnly('unique ID', layout.uidRegister, wordBytes(...part.uid)),
  ];
}

/** SYSCFG's register that tells what is mapped at 0 (MEM_MODE). */
export function memoryRemapOf(part: Part, setup: TargetSetup): readonly BusDevice[] {
  if (part.memoryRemap === undefined) return [];
  let mode = setup.bootsFrom === 'system' ? 1 : 0;
  return [
    registerBlock('MEM_MODE', part.memoryRemap, 4, {
      read: () => mode,
      write: (_offset, value) => {
        mode = value;
      },
    }),
  ];
}

export interface FlashAccess {
  /** A debugger may read the flash now. */
  readonly isReadable: () => boolean;
  /** Secure debug is allowed. */
  readonly isSecureDebug: () => boolean;
  readonly isTrustZoneOn: boolean;
}

/** The flash at its own address, at 0 where the part boots through it, and at its secure address. */
export function flashDevices(
  window: BusDevice,
  layout: PartLayout,
  access: FlashAccess,
): readonly BusDevice[] {
  const isOpen = (_access: Access, kind: 'read' | 'write'): boolean =>
    kind === 'write' || access.isReadable();
  const plain = gated(window, isOpen);
  const secure = gated(
    window,
    (how, kind) => how.isSecure && access.isSecureDebug() && isOpen(how, kind),
  );
  // With TrustZone on, the flash is secure as a whole after delivery; its non-secure addresses read as zero
  // and ignore writes (RM0438 6.5.8).
  const hidden: BusDevice = {
    ...plain,
    read: (_address, _width, length) => Promise.resolve(new Uint8Array(length)),
    write: () => Promise.resolve(true),
  };
  const open = access.isTrustZoneOn ? hidden : plain;
  const secureAt = layout.aliases.find((one) => one.isSecureAlias && one.aliasOf === 'FLASH');
  return [
    open,
    ...(access.isTrustZoneOn && secureAt !== undefined
      ? [alias('flash (secure)', secureAt.start, secure)]
      : []),
  ];
}

/** What is at 0 on parts that boot through it. */
export function bootAlias(
  layout: PartLayout,
  flash: BusDevice,
  system: BusDevice,
  setup: TargetSetup,
): readonly BusDevice[] {
  const atZero = layout.aliases.some(({ start, aliasOf }) => start === 0 && aliasOf === 'FLASH');
  if (!atZero) return [];
  return [alias('boot memory', 0, setup.bootsFrom === 'system' ? system : flash)];
}

/** Second addresses of RAM: over a row of RAMs where the first is named. */
export function ramAliases(
  layout: PartLayout,
  rams: readonly BusDevice[],
  isTrustZoneOn: boolean,
): readonly BusDevice[] {
  const bus = createBus(rams);
  return layout.aliases.flatMap((one) => {
    const of = layout.rams.find(({ name }) => name === one.aliasOf);
    if (of === undefined || (one.isSecureAlias && !isTrustZoneOn)) return [];
    const offset = of.start - one.start;
    const device: BusDevice = {
      ...{ name: one.name, start: one.start, sizeBytes: one.sizeBytes },
      read: async (address, width, length, access) => {
        const result = await bus.read(address + offset, width, length, access);
        return result instanceof Uint8Array ? result : undefined;
      },
      write: async (address, width, bytes, access) =>
        (await bus.write(address + offset, width, bytes, access)) === undefined,
    };
    return [device];
  });
}

/** OTP areas: erased, and here not to be programmed. */
export function otpOf(layout: PartLayout): readonly BusDevice[] {
  return layout.memories
    .filter(({ kind }) => kind === 'otp')
    .map(({ name, start, sizeBytes }) =>
      readOnly(name, start, new Uint8Array(sizeBytes).fill(0xff)),
    );
}
