// The real machine behind the Host interface: node:fs, node:net, node:os and child processes.

import { accessSync, constants, readdirSync, readlinkSync, statSync } from 'node:fs';
import { access, readdir, realpath } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { homedir } from 'node:os';
import { timeouts } from '../base/abort';
import { spawnChild } from './child';
import { fileLimitBytes } from './host';
import type { FileStat, Host, SignalResult } from './host';
import { spawnOwn } from './own-program';
import { codeOf, isVirtual, readRange, readWhole } from './read-file';
import { openStateFolder, stateFolderPath } from './state-folder';
import { connectTcp } from './tcp-socket';

/** @returns a Host over the running Node process. */
export function createNodeHost(): Host {
  const surroundings = { platform: process.platform, homeDir: homedir(), env: process.env };
  return {
    ...surroundings,
    arch: process.arch,
    stat: statPath,
    readFile: (path, limitBytes = fileLimitBytes) => readWhole(path, limitBytes),
    readFileRange: readRange,
    readLink,
    realPath: (path) => realpath(path).catch(() => path),
    canWrite,
    readDir,
    isExecutable,
    spawn: spawnChild,
    spawnOwn,
    signalProcess,
    state: openStateFolder(stateFolderPath(surroundings)),
    freePort,
    isPortFree: (port) =>
      listenOnce(port).then(
        () => true,
        () => false,
      ),
    accepts,
    connectTcp,
  };
}

/** Synchronous inside: a launch asks about sixty paths, 10 µs each like this and 0.3 ms by way of the thread pool. */
function statPath(path: string): Promise<FileStat | undefined> {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return Promise.resolve(undefined);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
    return Promise.resolve({ kind, sizeBytes: found.size, modifiedMs: found.mtimeMs });
  } catch {
    // EACCES on a parent, ELOOP, a path with a zero byte: for the caller there is nothing to see there.
    return Promise.resolve(undefined);
  }
}

async function readDir(path: string): Promise<readonly string[]> {
  try {
    return isVirtual(path) ? readdirSync(path) : await readdir(path);
  } catch {
    // ENOENT, ENOTDIR, EACCES: nothing can be listed there.
    return [];
  }
}

/** Synchronous inside: who holds a device is found by reading thousands of links, 2 µs each. */
function readLink(path: string): Promise<string | undefined> {
  try {
    return Promise.resolve(readlinkSync(path));
  } catch {
    // ENOENT, EINVAL (no link), EACCES (another user's process): nothing to be read there.
    return Promise.resolve(undefined);
  }
}

async function canWrite(path: string): Promise<'ok' | 'denied' | 'missing'> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return 'ok';
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'denied';
  }
}

/**
 * Synchronous inside, as the system's own search of PATH is: thirty misses take 0.1 ms like this and 2 ms
 * by way of Node's thread pool, on the launch path.
 */
function isExecutable(path: string): Promise<boolean> {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return Promise.resolve(false);
    accessSync(path, constants.X_OK);
    return Promise.resolve(true);
  } catch {
    // EACCES on the file or on a folder above it.
    return Promise.resolve(false);
  }
}

function signalProcess(pid: number, name: 'SIGTERM' | 'SIGKILL' | 'test'): SignalResult {
  // 0 and negative numbers mean groups of processes, our own among them (kill(2)).
  if (!Number.isInteger(pid) || pid <= 1) return 'denied';
  try {
    process.kill(pid, name === 'test' ? 0 : name);
    return 'sent';
  } catch (error) {
    return codeOf(error) === 'ESRCH' ? 'gone' : 'denied';
  }
}

/** Binds 127.0.0.1:port (0: any), closes again, gives the port. */
function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

function freePort(): Promise<number> {
  return listenOnce(0);
}

function accepts(hostName: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostName, port });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeouts.portProbe, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
