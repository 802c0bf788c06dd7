// One TCP connection as chunks and a closing value.

import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { nextTurn } from '../base/abort';
import type { ConnectResult, TcpSocket } from './host';
import { codeOf } from './read-file';

/** Opens a connection; whatever is in the way is a value. */
export function connectTcp(
  hostName: string,
  port: number,
  limitMs: number,
): Promise<ConnectResult> {
  return new Promise((resolve) => {
    // Small questions, each waiting for its answer: nothing is gained by gathering them (RFC 896).
    const socket = connect({ host: hostName, port, noDelay: true });
    const fail = (code: string, message: string) => {
      socket.destroy();
      resolve({ ok: false, code, message });
    };
    const onError = (error: Error) => fail(codeOf(error), error.message);
    const late = () =>
      fail('ETIMEDOUT', `connect ETIMEDOUT ${hostName}:${port} after ${limitMs} ms`);
    socket.setTimeout(limitMs, () => {
      // A process that stood still hears first of what was there in time.
      void nextTurn().then(() => (socket.connecting ? late() : undefined));
    });
    socket.once('error', onError);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.off('error', onError);
      resolve({ ok: true, socket: wrap(socket) });
    });
  });
}

function wrap(socket: Socket): TcpSocket {
  let trouble: string | undefined;
  const closed = new Promise<string | undefined>((resolve) => {
    socket.on('error', (error) => {
      trouble = error.message;
    });
    socket.once('close', () => resolve(trouble));
  });
  return {
    onData: (listener) => void socket.on('data', listener),
    closed,
    write: (bytes) => void (socket.writable && socket.write(bytes)),
    close: () => socket.destroySoon(),
  };
}
