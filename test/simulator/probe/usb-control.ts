// Control requests of a USB host to a simulated probe, as far as the redirection leaves them to the device.

import type { ProbeSetup } from '../setup';
import { descriptor } from './usb-descriptors';

export interface ControlRequest {
  /** bmRequestType: bit 7 set, the answer goes to the host. */
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  /** Bytes that the host wants or sends. */
  readonly length: number;
}

const getStatus = 0x00;
const clearFeature = 0x01;
const setFeature = 0x03;
const getDescriptor = 0x06;
const towardsHost = 0x80;
const standardMask = 0x60;

/** @returns the answer, cut to what the host wants; `stall` where there is none */
export function controlAnswer(setup: ProbeSetup, asked: ControlRequest): Uint8Array | 'stall' {
  if ((asked.type & standardMask) !== 0) return 'stall';
  const isRead = (asked.type & towardsHost) !== 0;
  if (isRead && asked.request === getDescriptor) {
    const found = descriptor(setup, asked.value >> 8, asked.value & 0xff);
    return found === undefined ? 'stall' : found.slice(0, asked.length);
  }
  if (isRead && asked.request === getStatus) return new Uint8Array(2).slice(0, asked.length);
  const isFeature = asked.request === clearFeature || asked.request === setFeature;
  return !isRead && isFeature ? new Uint8Array() : 'stall';
}
