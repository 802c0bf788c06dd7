// A TCP proxy between GDB and its server that counts request packets and makes each cost what it costs on a probe.
// A packet is one `$…#xx` from GDB; acknowledgements, interrupts and the server's answers are not counted.
import { once } from 'node:events';
import net from 'node:net';
import { RspScanner, type RspUnit } from './rsp-scanner';

export interface LinkSpeed {
  /** Added to every request packet and interrupt. */
  readonly delayMs: number;
  /** Of both directions together; unlimited when absent. */
  readonly bytesPerSecond?: number;
}

export interface PacketCounts {
  /** Request packets from GDB. */
  packets: number;
  interrupts: number;
  bytesUp: number;
  bytesDown: number;
  /** The time all delays took, so that the real delay per packet can be told. */
  delayedMs: number;
}

export interface PacketProxy {
  readonly port: number;
  counts(): PacketCounts;
  close(): Promise<void>;
}

/**
 * Listens on a free port of 127.0.0.1 and connects to the server when GDB connects.
 *
 * @param targetPort of the GDB server, on 127.0.0.1
 * @param onPacket sees every request packet, for a log
 */
export async function startPacketProxy(
  targetPort: number,
  speed: LinkSpeed,
  onPacket: (unit: RspUnit) => void = () => undefined,
): Promise<PacketProxy> {
  const counts: PacketCounts = {
    packets: 0,
    interrupts: 0,
    bytesUp: 0,
    bytesDown: 0,
    delayedMs: 0,
  };
  const sockets = new Set<net.Socket>();
  const listener = net.createServer((client) => {
    const server = net.connect({ host: '127.0.0.1', port: targetPort, noDelay: true });
    client.setNoDelay(true);
    for (const socket of [client, server]) {
      sockets.add(socket);
      // A reset is the usual end of a killed server; 'close' follows it.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    connect(client, server, counts, speed, onPacket);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as net.AddressInfo;
  return {
    port,
    counts: () => ({ ...counts }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      const closed = once(listener, 'close');
      listener.close();
      await closed;
    },
  };
}

function connect(
  client: net.Socket,
  server: net.Socket,
  counts: PacketCounts,
  speed: LinkSpeed,
  onPacket: (unit: RspUnit) => void,
): void {
  const scanner = new RspScanner();
  client.on('data', (chunk) => {
    counts.bytesUp += chunk.length;
    for (const unit of scanner.push(chunk)) {
      if (unit.kind === 'packet') {
        counts.packets++;
        onPacket(unit);
      }
      if (unit.kind === 'interrupt') counts.interrupts++;
      const isRequest = unit.kind === 'packet' || unit.kind === 'interrupt';
      hold(counts, (isRequest ? speed.delayMs : 0) + transferMs(unit.bytes, speed));
      server.write(unit.bytes);
    }
  });
  server.on('data', (chunk) => {
    counts.bytesDown += chunk.length;
    hold(counts, transferMs(chunk, speed));
    client.write(chunk);
  });
}

function transferMs(bytes: Buffer, { bytesPerSecond }: LinkSpeed): number {
  return bytesPerSecond === undefined ? 0 : (bytes.length * 1000) / bytesPerSecond;
}

const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Blocks the thread: the link is busy and nothing else can pass. Node's timers are too coarse here
 * (a setTimeout of 1 ms takes anything from 1 to 2), a futex wait is exact to some 0.06 ms.
 */
function hold(counts: PacketCounts, ms: number): void {
  if (ms <= 0) return;
  const start = performance.now();
  Atomics.wait(never, 0, 0, ms);
  counts.delayedMs += performance.now() - start;
}
