// A simulated probe as a USB device for QEMU's `-device usb-redir`.

import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { SimulatedProbe } from './probe';
import { UsbRedirConnection } from './usb-redir-connection';

export interface UsbRedirServer {
  /** Ends the connection and removes the socket; the probe goes on. */
  dispose(): Promise<void>;
}

/**
 * Serves the probe as a usbredir host (the side that has the device) on a unix socket. Start it before QEMU:
 *
 *     const probe = await createProbe(setup);             // ./create-probe
 *     const server = await serveUsbRedir(probe, '/run/x/probe0.sock');
 *     // qemu-system-x86_64 … -device qemu-xhci,id=x
 *     //   -chardev socket,id=r0,path=/run/x/probe0.sock -device usb-redir,chardev=r0,bus=x.0   (one pair per probe)
 *     probe.unplug(); probe.plug();                       // the guest sees the device go and come
 *     await server.dispose(); await probe.dispose();
 *
 * One QEMU at a time; another may connect after it has gone. Nothing else is needed.
 * @param socketPath must not exist, at most 107 bytes.
 */
export async function serveUsbRedir(
  probe: SimulatedProbe,
  socketPath: string,
): Promise<UsbRedirServer> {
  let current: Socket | undefined;
  const server = createServer((socket) => {
    if (current !== undefined) {
      socket.destroy();
      return;
    }
    current = socket;
    socket.on('close', () => (current = undefined));
    serveConnection(probe, socket);
  });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    dispose: async () => {
      current?.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(socketPath, { force: true });
    },
  };
}

function serveConnection(probe: SimulatedProbe, socket: Socket): void {
  const connection = new UsbRedirConnection(probe, (bytes) => {
    if (!socket.destroyed) socket.write(bytes);
  });
  const endListening = probe.onPlug((isPlugged) => connection.onPlug(isPlugged));
  socket.on('data', (chunk) => {
    try {
      connection.receive(chunk);
    } catch (error) {
      // What cannot be understood cannot be answered: the guest loses its device.
      socket.destroy(error instanceof Error ? error : undefined);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    endListening();
    connection.end();
  });
}
