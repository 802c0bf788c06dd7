// What a simulated probe says of itself on USB. The boards' mass storage and serial port are left out: interface 0
// is the whole device, as it is on the dongle.

import type { ProbeSetup } from '../setup';
import { kindOf, stVendorId } from './kinds';

const descriptorType = { device: 1, configuration: 2, string: 3 } as const;
const bulk = 2;
const vendorClass = [0xff, 0xff, 0xff] as const;
/** A V1 is a disk as far as USB is concerned: mass storage, SCSI, bulk only. */
const storageClass = [0x08, 0x06, 0x50] as const;

export const configurationValue = 1;
export const deviceVersion = 0x0100;
export const controlPacketBytes = 64;

export function interfaceClass(setup: ProbeSetup): readonly [number, number, number] {
  return setup.kind === 'v1' ? storageClass : vendorClass;
}

/** Endpoint addresses, bit 7 set: towards the host. */
export function endpointsOf(setup: ProbeSetup): readonly number[] {
  const { endpoints } = kindOf(setup);
  return [endpoints.in, endpoints.out, endpoints.trace];
}

const low = (value: number) => value & 0xff;
const high = (value: number) => value >> 8;
const u16 = (value: number) => [low(value), high(value)];

function deviceDescriptor(setup: ProbeSetup): Uint8Array {
  const { productId, packetBytes } = kindOf(setup);
  const usbVersion = packetBytes === 512 ? 0x0200 : 0x0110;
  const strings = [1, 2, 3];
  return new Uint8Array([
    ...[18, descriptorType.device, ...u16(usbVersion), 0, 0, 0, controlPacketBytes],
    ...[...u16(stVendorId), ...u16(productId), ...u16(deviceVersion), ...strings, 1],
  ]);
}

function configurationDescriptor(setup: ProbeSetup): Uint8Array {
  const { packetBytes } = kindOf(setup);
  const endpoints = endpointsOf(setup).flatMap((address) => [
    ...[7, 5, address, bulk, ...u16(packetBytes), 0],
  ]);
  const count = endpoints.length / 7;
  const interface0 = [9, 4, 0, 0, count, ...interfaceClass(setup), 4];
  const length = 9 + interface0.length + endpoints.length;
  const busPowered = 0x80;
  const maxPower = 50;
  return new Uint8Array([
    ...[9, descriptorType.configuration, ...u16(length), 1, configurationValue, 0],
    ...[busPowered, maxPower],
    ...interface0,
    ...endpoints,
  ]);
}

/** Units of UTF-16. Old V2 put the twelve bytes of the serial number there as they are. */
function serialUnits({ serial, isSerialBinary }: ProbeSetup): readonly number[] {
  return isSerialBinary ? [...Buffer.from(serial, 'hex')] : unitsOf(serial);
}

const unitsOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

function stringUnits(setup: ProbeSetup, index: number): readonly number[] | undefined {
  const { hardware } = kindOf(setup);
  switch (index) {
    case 1:
      return unitsOf('STMicroelectronics');
    case 2:
      return unitsOf(hardware >= 3 ? 'STLINK-V3' : 'STM32 STLink');
    case 3:
      return serialUnits(setup);
    case 4:
      return unitsOf('ST-Link Debug');
    default:
      return undefined;
  }
}

function stringDescriptor(setup: ProbeSetup, index: number): Uint8Array | undefined {
  const english = 0x0409;
  const units = index === 0 ? [english] : stringUnits(setup, index);
  if (units === undefined) return undefined;
  return new Uint8Array([2 + 2 * units.length, descriptorType.string, ...units.flatMap(u16)]);
}

/** @returns undefined for what this device does not have, which it answers with a stall */
export function descriptor(setup: ProbeSetup, type: number, index: number): Uint8Array | undefined {
  if (type === descriptorType.device) return deviceDescriptor(setup);
  if (type === descriptorType.configuration) {
    return index === 0 ? configurationDescriptor(setup) : undefined;
  }
  return type === descriptorType.string ? stringDescriptor(setup, index) : undefined;
}
