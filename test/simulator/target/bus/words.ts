// Words in bytes, little-endian as the parts are.

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function wordAt(bytes: Uint8Array, offset: number): number {
  return viewOf(bytes).getUint32(offset, true);
}

/** `value` with `bits` set or cleared, unsigned. */
export function withBits(value: number, bits: number, isSet: boolean): number {
  return (isSet ? value | bits : value & ~bits) >>> 0;
}

export function hasBits(value: number, bits: number): boolean {
  return (value & bits) >>> 0 === bits >>> 0;
}
