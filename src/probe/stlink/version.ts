// The firmware's version: how a probe tells it, how it is printed, and what a firmware of that version is able to do.

import { Failure } from '../../base/failure';
import { viewOf } from './channel';
import { stLinkVendor } from './ids';
import type { Features, FirmwareVersion, StLinkKind } from './stlink';

/** Lengths of the answers to GET_VERSION and GET_VERSION_EX. */
export const versionBytes = 6;
export const versionExBytes = 12;

/** From this hardware on the numbers are in GET_VERSION_EX only. */
const hardwareWithEx = 3;
/** The latest that is known: firmware of the STLINK-V3PWR announces it (pyOCD). */
const lastHardware = 4;

/** Whether GET_VERSION leaves the numbers to GET_VERSION_EX. */
export function needsVersionEx(version: Uint8Array): boolean {
  return (version[0] ?? 0) >> 4 >= hardwareWithEx;
}

/**
 * Reads the answer to GET_VERSION: `[15:12]` hardware, `[11:6]` and `[5:0]` two numbers, big-endian; vendor and product.
 * @throws Failure `probe-garbled` when no ST-LINK says this, such as V8J0S0 or the ids 0000:0001 of a wedged one.
 */
export function readVersion(answer: Uint8Array, kind: StLinkKind): FirmwareVersion {
  const view = viewOf(answer);
  const word = view.getUint16(0, false);
  const [hardware, first, second] = [word >> 12, (word >> 6) & 0x3f, word & 0x3f];
  const ids = { vendorId: view.getUint16(2, true), productId: view.getUint16(4, true) };
  const none = { swim: undefined, msd: undefined, bridge: undefined, power: undefined };
  const isBoard = kind === 'V2-1';
  // A V2-1 on a board for an STM8 has no debug interface, and its two numbers change places (OpenOCD).
  const isSwimOnly =
    isBoard && ((first <= 22 && second === 7) || (first >= 25 && second >= 7 && second <= 12));
  const numbers = isSwimOnly
    ? { ...none, jtag: 0, msd: first, swim: second }
    : isBoard
      ? { ...none, jtag: first, msd: second }
      : { ...none, jtag: first, swim: second };
  const order = isSwimOnly ? 'MS' : isBoard ? 'JM' : 'JS';
  return checked({ hardware, ...numbers, ...ids, text: textOf(hardware, numbers, order, true) });
}

/** Reads the answer to GET_VERSION_EX. @throws Failure `probe-garbled` as `readVersion` does */
export function readVersionEx(answer: Uint8Array): FirmwareVersion {
  const view = viewOf(answer);
  const [hardware = 0, swim = 0, jtag = 0, msd = 0, bridge = 0, power = 0] = answer;
  const numbers = {
    jtag,
    msd: orNone(msd),
    bridge: orNone(bridge),
    swim: orNone(swim),
    power: orNone(power),
  };
  const ids = { vendorId: view.getUint16(8, true), productId: view.getUint16(10, true) };
  return checked({ hardware, ...numbers, ...ids, text: textOf(hardware, numbers, 'JMBSP', false) });
}

type Numbers = Pick<FirmwareVersion, 'jtag' | 'swim' | 'msd' | 'bridge' | 'power'>;

const letters: Readonly<Record<string, keyof Numbers>> = {
  J: 'jtag',
  S: 'swim',
  M: 'msd',
  B: 'bridge',
  P: 'power',
};

/** `V2J45M30`; a V3 leaves out what is zero. */
function textOf(hardware: number, numbers: Numbers, order: string, hasZeros: boolean): string {
  const parts = [...order].map((letter) => {
    const key = letters[letter];
    const number = key === undefined ? 0 : (numbers[key] ?? 0);
    return number === 0 && !hasZeros ? '' : `${letter}${number}`;
  });
  return `V${hardware}${parts.join('')}`;
}

function checked(version: FirmwareVersion): FirmwareVersion {
  const { hardware, vendorId, productId, text } = version;
  const isPossible = hardware >= 1 && hardware <= lastHardware;
  if (isPossible && vendorId === parseInt(stLinkVendor, 16)) return version;
  const ids = `${hex4(vendorId)}:${hex4(productId)}`;
  throw new Failure('probe-garbled', 'environment', 'The probe answers nonsense.', {
    evidence: [`version ${text}, ids ${ids}, which no ST-LINK has`],
    fix: 'Unplug the probe and plug it in again.',
  });
}

/** What each firmware brought, from the version tables of OpenOCD, probe-rs and pyOCD. */
export function featuresOf({ hardware, jtag }: FirmwareVersion): Features {
  const since = (v2Jtag: number): boolean => hardware >= hardwareWithEx || jtag >= v2Jtag;
  return {
    hasVoltage: since(13),
    hasSwdFrequency: since(22),
    hasDapRegisters: since(24),
    hasApHandling: since(28),
    has16Bit: since(26),
    hasLastStatus2: since(15),
    // OpenOCD sends 512 from V3J6 on, but reads of more than 255 failed with V3J5 and V3J7 (probe-rs).
    maxBytes8: hardware >= hardwareWithEx && jtag >= 6 ? 252 : 64,
  };
}

function orNone(number: number): number | undefined {
  return number === 0 ? undefined : number;
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}
