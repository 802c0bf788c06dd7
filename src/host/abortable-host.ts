// A host that has nothing more to tell once a signal has fired: whoever gathers facts for a launch that was called
// off comes to an end with his next question, and nobody needs to ask for the signal.

import type { Host, ReadResult } from './host';

const calledOff: ReadResult = { ok: false, code: 'ECANCELED', message: 'operation canceled' };

/** @returns the host whose questions about files and ports are answered by "nothing there" after the signal. */
export function abortableHost(host: Host, signal: AbortSignal): Host {
  const ask = <T>(question: () => Promise<T>, nothing: T): Promise<T> =>
    signal.aborted ? Promise.resolve(nothing) : question();
  return {
    ...host,
    stat: (path) => ask(() => host.stat(path), undefined),
    readFile: (path, limitBytes) => ask(() => host.readFile(path, limitBytes), calledOff),
    readFileRange: (path, offset, length) =>
      ask(() => host.readFileRange(path, offset, length), calledOff),
    readLink: (path) => ask(() => host.readLink(path), undefined),
    readDir: (path) => ask(() => host.readDir(path), []),
    canWrite: (path) => ask(() => host.canWrite(path), 'missing'),
    isExecutable: (path) => ask(() => host.isExecutable(path), false),
    isPortFree: (port) => ask(() => host.isPortFree(port), false),
  };
}
