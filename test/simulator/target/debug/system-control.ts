// The system control space where a debugger looks: CPUID, AIRCR with its reset bits, the feature registers.

import { createStorage, readOnly, wordBytes } from '../bus/memory';
import { registerBlock } from '../bus/registers';
import { wordAt } from '../bus/words';
import type { BusDevice } from '../bus/bus';
import type { CoreKind, Part } from '../parts/part';

const aircrAddress = 0xe000ed0c;
const vectKey = 0x05fa;
const vectKeyStatus = 0xfa050000;
const systemResetRequest = 1 << 2;
const vectorReset = 1 << 0;
/** ENDIANNESS and PRIGROUP. */
const aircrKept = 0x8700;

export interface SystemControlOptions {
  readonly part: Part;
  readonly cpuid: number;
  /** Who serves these addresses below: QEMU's own registers, or storage. */
  readonly below: readonly BusDevice[];
  readonly onSystemReset: () => Promise<void>;
  readonly onVectorReset: () => Promise<void>;
  readonly isTrustZoneOn: boolean;
}

/** The overlay over what the core serves itself; ICSR, VTOR, CFSR and the rest pass through. */
export function createSystemControl(options: SystemControlOptions): readonly BusDevice[] {
  const { part } = options;
  const isAtAircr = ({ start, sizeBytes }: BusDevice): boolean =>
    start <= aircrAddress && aircrAddress < start + sizeBytes;
  const below = options.below.find(isAtAircr) ?? createStorage('AIRCR', aircrAddress, 4).device;
  const access = { isSecure: false };

  const aircr = registerBlock('AIRCR', aircrAddress, 4, {
    read: async () => {
      const word = await below.read(aircrAddress, 4, 4, access);
      return (vectKeyStatus | (word === undefined ? 0 : wordAt(word, 0) & aircrKept)) >>> 0;
    },
    write: async (_offset, value) => {
      if (value >>> 16 !== vectKey) return;
      const kept = ((vectKey << 16) | (value & aircrKept)) >>> 0;
      await below.write(aircrAddress, 4, wordBytes(kept), access);
      if ((value & systemResetRequest) !== 0) await options.onSystemReset();
      // ARMv8-M and Cortex-M0+ have no VECTRESET.
      else if ((value & vectorReset) !== 0 && hasVectorReset(part.core)) {
        await options.onVectorReset();
      }
    },
  });
  const fixed = [...featureRegisters(part), [0xe000ed00, options.cpuid] as const].map(
    ([address, value]) => readOnly('feature register', address, wordBytes(value)),
  );
  // DSCSR.CDS (ARMv8-M ARM D1.2.56): the core's current domain is the secure one.
  const domain = readOnly('DSCSR', 0xe000ee08, wordBytes(options.isTrustZoneOn ? 0x10000 : 0));
  return [
    aircr,
    ...fixed.map(ignoringWrites),
    ...(part.core === 'M33' ? [ignoringWrites(domain)] : []),
  ];
}

function ignoringWrites(device: BusDevice): BusDevice {
  return { ...device, write: () => Promise.resolve(true) };
}

function hasVectorReset(core: CoreKind): boolean {
  return core === 'M3' || core === 'M4' || core === 'M7';
}

/** MVFR0..2, and the cache registers of Cortex-M7 (its TRM, 4.2): what OpenOCD asks for when it examines. */
function featureRegisters({ core }: Part): readonly (readonly [number, number])[] {
  switch (core) {
    case 'M0+':
    case 'M3':
      return [0xe000ef40, 0xe000ef44, 0xe000ef48].map((address) => [address, 0] as const);
    case 'M4':
      return floatingPoint(0x10110021, 0x11000011, 0);
    case 'M7':
      return [
        ...floatingPoint(0x10110221, 0x12000011, 0x40),
        ...([
          [0xe000ed78, 0x09000003],
          [0xe000ed7c, 0x8303c003],
        ] as const),
      ];
    case 'M33':
      return floatingPoint(0x10110021, 0x11000011, 0x40);
  }
}

function floatingPoint(...values: readonly number[]): readonly (readonly [number, number])[] {
  return values.map((value, index) => [0xe000ef40 + index * 4, value] as const);
}
