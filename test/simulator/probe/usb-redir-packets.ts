// Packets of the USB redirection protocol 0.7: a header of type, length and id, then the packet's own fields. All
// numbers little-endian, nothing padded.

export const packet = {
  hello: 0,
  deviceConnect: 1,
  deviceDisconnect: 2,
  reset: 3,
  interfaceInfo: 4,
  endpointInfo: 5,
  setConfiguration: 6,
  getConfiguration: 7,
  configurationStatus: 8,
  setAlternate: 9,
  getAlternate: 10,
  alternateStatus: 11,
  cancel: 21,
  disconnectAcknowledged: 24,
  control: 100,
  bulk: 101,
} as const;

export const result = {
  success: 0,
  cancelled: 1,
  invalid: 2,
  ioError: 3,
  stall: 4,
  babble: 6,
} as const;

/** Bits of the capabilities. */
const capability = {
  connectVersion: 1,
  disconnectAcknowledged: 3,
  endpointPacketSize: 4,
  longIds: 5,
  longBulk: 6,
} as const;

export const ourCapabilities = Object.values(capability).reduce(
  (bits, bit) => bits | (1 << bit),
  0,
);

/** What both sides can do. */
export interface Dialect {
  readonly hasConnectVersion: boolean;
  readonly hasDisconnectAcknowledged: boolean;
  readonly hasEndpointPacketSize: boolean;
  readonly hasLongIds: boolean;
  readonly hasLongBulk: boolean;
}

export function dialectOf(theirCapabilities: number): Dialect {
  const both = ourCapabilities & theirCapabilities;
  const has = (bit: number) => (both & (1 << bit)) !== 0;
  return {
    hasConnectVersion: has(capability.connectVersion),
    hasDisconnectAcknowledged: has(capability.disconnectAcknowledged),
    hasEndpointPacketSize: has(capability.endpointPacketSize),
    hasLongIds: has(capability.longIds),
    hasLongBulk: has(capability.longBulk),
  };
}

export interface Packet {
  readonly type: number;
  readonly id: bigint;
  /** Everything behind the header. */
  readonly body: Buffer;
}

/** A packet longer than this is nonsense. */
const maxBodyBytes = 1 << 24;

/**
 * Takes the first packet of what was received. Before `dialect` is known only the hello can come, and its id is short.
 * @returns undefined: not whole yet. @throws when it cannot be one
 */
export function readPacket(
  received: Buffer,
  dialect: Dialect | undefined,
): { packet: Packet; rest: Buffer } | undefined {
  const headerBytes = dialect?.hasLongIds === true ? 16 : 12;
  if (received.length < headerBytes) return undefined;
  const length = received.readUInt32LE(4);
  if (length > maxBodyBytes) throw new Error(`a packet of ${length} bytes`);
  if (received.length < headerBytes + length) return undefined;
  const id = headerBytes === 16 ? received.readBigUInt64LE(8) : BigInt(received.readUInt32LE(8));
  return {
    packet: {
      type: received.readUInt32LE(0),
      id,
      body: received.subarray(headerBytes, headerBytes + length),
    },
    rest: received.subarray(headerBytes + length),
  };
}

export function writePacket(
  dialect: Dialect | undefined,
  type: number,
  id: bigint,
  ...body: readonly Uint8Array[]
): Buffer {
  const headerBytes = dialect?.hasLongIds === true ? 16 : 12;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(type, 0);
  header.writeUInt32LE(
    body.reduce((sum, part) => sum + part.length, 0),
    4,
  );
  if (headerBytes === 16) header.writeBigUInt64LE(id, 8);
  else header.writeUInt32LE(Number(id), 8);
  return Buffer.concat([header, ...body]);
}

/** Name of the program (64 bytes) and what it can do. */
export function helloBody(name: string): Buffer {
  const body = Buffer.alloc(68);
  body.write(name, 0, 63, 'latin1');
  body.writeUInt32LE(ourCapabilities, 64);
  return body;
}

export interface BulkHeader {
  readonly endpoint: number;
  readonly byteLength: number;
  readonly streamId: number;
}

export const bulkHeaderBytes = (dialect: Dialect) => (dialect.hasLongBulk ? 10 : 8);

export function readBulk(dialect: Dialect, body: Buffer): BulkHeader {
  const highHalf = dialect.hasLongBulk ? body.readUInt16LE(8) : 0;
  return {
    endpoint: body.readUInt8(0),
    byteLength: highHalf * 0x1_0000 + body.readUInt16LE(2),
    streamId: body.readUInt32LE(4),
  };
}

export function bulkBody(dialect: Dialect, header: BulkHeader, status: number): Buffer {
  const body = Buffer.alloc(bulkHeaderBytes(dialect));
  body.writeUInt8(header.endpoint, 0);
  body.writeUInt8(status, 1);
  body.writeUInt16LE(header.byteLength & 0xffff, 2);
  body.writeUInt32LE(header.streamId, 4);
  if (dialect.hasLongBulk) body.writeUInt16LE(header.byteLength >>> 16, 8);
  return body;
}

export const controlHeaderBytes = 10;
