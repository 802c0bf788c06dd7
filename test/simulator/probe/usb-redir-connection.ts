// One guest that has the probe redirected: its packets in, ours out.

import type { SimulatedProbe } from './probe';
import { controlAnswer } from './usb-control';
import {
  configurationValue,
  controlPacketBytes,
  deviceVersion,
  endpointsOf,
  interfaceClass,
} from './usb-descriptors';
import { stVendorId } from './kinds';
import type { Taken } from './answer-pipe';
import {
  bulkBody,
  bulkHeaderBytes,
  controlHeaderBytes,
  dialectOf,
  helloBody,
  packet,
  readBulk,
  readPacket,
  result,
  writePacket,
} from './usb-redir-packets';
import type { BulkHeader, Dialect, Packet } from './usb-redir-packets';

const speed = { full: 1, high: 2 } as const;
const transferType = { control: 0, bulk: 2, none: 255 } as const;
const towardsHost = 0x80;
const slots = 32;

/** Where an endpoint stands in the tables: 0 to 15 out, 16 to 31 in. */
const slotOf = (address: number) => ((address & towardsHost) >> 3) | (address & 0xf);

export class UsbRedirConnection {
  private received: Buffer = Buffer.alloc(0);
  /** Known once the guest has said hello. */
  private dialect: Dialect | undefined;
  private configuration = 0;
  /** IN transfers under way, by the id of their packet. */
  private readonly pending = new Map<bigint, AbortController>();
  /** The guest was told that the device went and has not said that it knows. */
  private isLeaving = false;
  private isEnded = false;

  constructor(
    private readonly probe: SimulatedProbe,
    private readonly write: (bytes: Uint8Array) => void,
  ) {
    this.write(writePacket(undefined, packet.hello, 0n, helloBody('simulated ST-LINK')));
  }

  /** @throws on what is no packet */
  receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const next = readPacket(this.received, this.dialect);
      if (next === undefined) return;
      this.received = next.rest;
      this.take(next.packet);
    }
  }

  /** The cable was pulled out or put in. */
  onPlug(isPlugged: boolean): void {
    const { dialect } = this;
    if (dialect === undefined) return;
    if (isPlugged) {
      if (!this.isLeaving) this.announce(dialect);
      return;
    }
    this.configuration = 0;
    this.isLeaving = dialect.hasDisconnectAcknowledged;
    this.send(packet.deviceDisconnect, 0n);
  }

  /** The guest is gone: nothing waits for it any more. */
  end(): void {
    this.isEnded = true;
    for (const transfer of this.pending.values()) transfer.abort();
  }

  private take({ type, id, body }: Packet): void {
    if (type === packet.hello) return this.greet(body);
    const { dialect } = this;
    if (dialect === undefined) throw new Error('a packet before the hello');
    switch (type) {
      case packet.reset:
        this.probe.flush();
        return;
      case packet.setConfiguration:
        this.configuration = body.readUInt8(0);
        this.probe.flush();
        this.describe(dialect);
        return this.sendConfiguration(id);
      case packet.getConfiguration:
        return this.sendConfiguration(id);
      case packet.setAlternate:
        this.describe(dialect);
        return this.sendAlternate(id, body.readUInt8(0), body.readUInt8(1));
      case packet.getAlternate:
        return this.sendAlternate(id, body.readUInt8(0), 0);
      case packet.cancel:
        this.pending.get(id)?.abort();
        return;
      case packet.disconnectAcknowledged:
        this.isLeaving = false;
        if (this.probe.isPlugged) this.announce(dialect);
        return;
      case packet.control:
        return this.control(id, body);
      case packet.bulk:
        return this.bulk(dialect, id, body);
      default:
        // Streams and interrupts: this device has none, and a guest that read its descriptors does not ask.
        return;
    }
  }

  private greet(body: Buffer): void {
    const theirs = body.length >= 68 ? body.readUInt32LE(64) : 0;
    this.dialect = dialectOf(theirs);
    if (this.probe.isPlugged) this.announce(this.dialect);
  }

  private announce(dialect: Dialect): void {
    this.describe(dialect);
    const { kind } = this.probe;
    const body = Buffer.alloc(dialect.hasConnectVersion ? 10 : 8);
    body.writeUInt8(kind.packetBytes === 512 ? speed.high : speed.full, 0);
    body.writeUInt16LE(stVendorId, 4);
    body.writeUInt16LE(kind.productId, 6);
    if (dialect.hasConnectVersion) body.writeUInt16LE(deviceVersion, 8);
    this.send(packet.deviceConnect, 0n, body);
  }

  /** Endpoints and interfaces, which the guest must know before it uses a configuration. */
  private describe(dialect: Dialect): void {
    const { setup, kind } = this.probe;
    const endpoints = Buffer.alloc(dialect.hasEndpointPacketSize ? slots * 5 : slots * 3);
    endpoints.fill(transferType.none, 0, slots);
    const set = (address: number, type: number, packetBytes: number) => {
      const slot = slotOf(address);
      endpoints.writeUInt8(type, slot);
      if (dialect.hasEndpointPacketSize) {
        endpoints.writeUInt16LE(packetBytes, slots * 3 + slot * 2);
      }
    };
    for (const address of [0, towardsHost]) set(address, transferType.control, controlPacketBytes);
    for (const address of endpointsOf(setup)) set(address, transferType.bulk, kind.packetBytes);
    this.send(packet.endpointInfo, 0n, endpoints);

    const interfaces = Buffer.alloc(4 + slots * 4);
    interfaces.writeUInt32LE(1, 0);
    for (const [at, value] of interfaceClass(setup).entries()) {
      interfaces.writeUInt8(value, 4 + slots * (at + 1));
    }
    this.send(packet.interfaceInfo, 0n, interfaces);
  }

  private sendConfiguration(id: bigint): void {
    const isKnown = this.configuration === configurationValue || this.configuration === 0;
    const status = isKnown ? result.success : result.invalid;
    this.send(packet.configurationStatus, id, Buffer.from([status, this.configuration]));
  }

  private sendAlternate(id: bigint, number: number, alternate: number): void {
    const status = number === 0 && alternate === 0 ? result.success : result.stall;
    this.send(packet.alternateStatus, id, Buffer.from([status, number, alternate]));
  }

  private control(id: bigint, body: Buffer): void {
    const answer = controlAnswer(this.probe.setup, {
      request: body.readUInt8(1),
      type: body.readUInt8(2),
      value: body.readUInt16LE(4),
      index: body.readUInt16LE(6),
      length: body.readUInt16LE(8),
    });
    const header = Buffer.from(body.subarray(0, controlHeaderBytes));
    const bytes = answer === 'stall' ? new Uint8Array() : answer;
    header.writeUInt8(answer === 'stall' ? result.stall : result.success, 3);
    header.writeUInt16LE(bytes.length, 8);
    this.send(packet.control, id, header, bytes);
  }

  private bulk(dialect: Dialect, id: bigint, body: Buffer): void {
    const header = readBulk(dialect, body);
    const { endpoints } = this.probe.kind;
    if (this.configuration !== configurationValue || !this.probe.isPlugged) {
      return this.sendBulk(dialect, id, header, result.ioError);
    }
    if (header.endpoint === endpoints.out) {
      const data = new Uint8Array(body.subarray(bulkHeaderBytes(dialect)));
      this.probe.out(data);
      return this.sendBulk(dialect, id, { ...header, byteLength: data.length }, result.success);
    }
    const isTrace = header.endpoint === endpoints.trace;
    if (!isTrace && header.endpoint !== endpoints.in) {
      return this.sendBulk(dialect, id, header, result.stall);
    }
    const transfer = new AbortController();
    this.pending.set(id, transfer);
    const { probe } = this;
    const taken = isTrace
      ? probe.inTrace(header.byteLength, transfer.signal)
      : probe.in(header.byteLength, transfer.signal);
    void taken.then((outcome) => {
      this.pending.delete(id);
      if (!this.isEnded) this.sendTaken(dialect, id, header, outcome);
    });
  }

  private sendTaken(dialect: Dialect, id: bigint, header: BulkHeader, taken: Taken): void {
    switch (taken.kind) {
      case 'data': {
        const done = { ...header, byteLength: taken.bytes.length };
        const fields = bulkBody(dialect, done, result.success);
        return this.send(packet.bulk, id, fields, taken.bytes);
      }
      case 'overflow':
        return this.sendBulk(dialect, id, header, result.babble);
      case 'cancelled':
        return this.sendBulk(dialect, id, header, result.cancelled);
      case 'gone':
        return this.sendBulk(dialect, id, header, result.ioError);
    }
  }

  /** A transfer without data to show: taken whole, or failed. */
  private sendBulk(dialect: Dialect, id: bigint, header: BulkHeader, status: number): void {
    const isTaken = status === result.success;
    const byteLength = isTaken ? header.byteLength : 0;
    this.send(packet.bulk, id, bulkBody(dialect, { ...header, byteLength }, status));
  }

  private send(type: number, id: bigint, ...body: readonly Uint8Array[]): void {
    if (!this.isEnded) this.write(writePacket(this.dialect, type, id, ...body));
  }
}
