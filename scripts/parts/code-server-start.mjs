// Starts and stops one VS Code server on a free loopback port, all that it writes in one folder. Knows nothing of tests.
// It runs the server inside code-server directly: code-server's own front knows no token, so it would let in every user of the machine.
import crypto from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endMarked, killMarked, markedEnv, newMark } from './marked-processes.mjs';
import { Problem } from './problem.mjs';

const startTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;
const pollMs = 25;

/**
 * @typedef {object} StartOptions
 * @property {import('./code-server-install.mjs').CodeServer} codeServer
 * @property {string} folder where settings, state and logs go; exists, and belongs to this server alone
 * @property {Record<string, unknown>} settings the user settings
 * @property {string} [extensionFolder] extension to link in, as it stands on disk
 * @property {string} [vsix] extension to install from its package
 * @property {boolean} [isTrustAsked] a folder is trusted only when the user says so
 * @property {NodeJS.ProcessEnv} [env] beside the inherited environment; undefined removes a variable
 */

/**
 * @typedef {object} RunningServer
 * @property {(folder: string) => string} urlOf the workbench with that folder open; holds the token that lets the browser in
 * @property {(name: string) => string} log the text of one of VS Code's log files, '' when there is none
 * @property {() => Promise<void>} stop ends it with all that it started; the folder stays
 */

/**
 * @param {StartOptions} options
 * @returns {Promise<RunningServer>} once it answers
 * @throws {Problem} when it does not, with the last line of its log
 */
export async function startCodeServer(options) {
  const { codeServer, folder } = options;
  const mark = newMark();
  const env = environment(options, mark);
  const base = layOut(options);
  if (options.vsix) installVsix(codeServer, base, options.vsix, env);
  const token = crypto.randomBytes(16).toString('hex');
  // In a file, because every user of the machine can read a command line.
  const tokenFile = path.join(folder, 'token');
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  const listen = ['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile];
  const logFile = path.join(folder, 'server.log');
  const log = fs.openSync(logFile, 'a');
  const child = spawn(codeServer.node, [...base, ...listen], {
    cwd: folder,
    env,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const killAll = () => void killMarked(mark);
  process.once('exit', killAll);
  const stop = async () => {
    child.kill('SIGTERM');
    await endMarked(mark, stopTimeoutMs);
    process.off('exit', killAll);
  };
  try {
    const port = await untilListening(child, logFile);
    /** @param {string} opened */
    const urlOf = (opened) =>
      `http://127.0.0.1:${port}/?tkn=${token}&folder=${encodeURIComponent(opened)}`;
    return { urlOf, log: (name) => readLogs(folder, name), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {StartOptions} options
 * @param {string} mark
 */
function environment({ folder, env = {} }, mark) {
  // A server started from a terminal of VS Code must not take itself for a part of that VS Code.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON)_/.test(name),
  );
  return markedEnv(mark, {
    ...Object.fromEntries(inherited),
    TMPDIR: path.join(folder, 'tmp'),
    XDG_CONFIG_HOME: path.join(folder, 'xdg'),
    XDG_DATA_HOME: path.join(folder, 'xdg'),
    XDG_CACHE_HOME: path.join(folder, 'xdg'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace, hence no request to one
    ...env,
  });
}

/**
 * Writes the settings and links the extension. VS Code looks into the extensions folder only at its first start.
 *
 * @param {StartOptions} options
 * @returns {string[]} the arguments every call of this server begins with
 */
function layOut({ codeServer, folder, settings, extensionFolder, isTrustAsked }) {
  const userData = path.join(folder, 'user-data');
  const extensions = path.join(folder, 'extensions');
  for (const made of [path.join(userData, 'User'), extensions, path.join(folder, 'tmp')]) {
    fs.mkdirSync(made, { recursive: true });
  }
  fs.writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  if (extensionFolder) {
    fs.symlinkSync(extensionFolder, path.join(extensions, path.basename(extensionFolder)));
  }
  return [
    ...[codeServer.server, '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...(isTrustAsked ? [] : ['--disable-workspace-trust']),
    ...['--server-data-dir', path.join(folder, 'server-data')],
    ...['--user-data-dir', userData, '--extensions-dir', extensions],
  ];
}

/**
 * @param {import('./code-server-install.mjs').CodeServer} codeServer
 * @param {string[]} base
 * @param {string} vsix
 * @param {NodeJS.ProcessEnv} env
 */
function installVsix(codeServer, base, vsix, env) {
  const args = [...base, '--install-extension', vsix, '--force'];
  const run = spawnSync(codeServer.node, args, { env, encoding: 'utf8' });
  if (run.status !== 0)
    throw new Problem(`code-server did not install ${vsix}: ${run.stderr.trim()}`);
}

/**
 * The server chooses its port itself and says so in its log, which leaves no time for another program to take it.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} logFile
 */
async function untilListening(child, logFile) {
  for (const deadline = Date.now() + startTimeoutMs; ; await delay(pollMs)) {
    const text = fs.readFileSync(logFile, 'utf8');
    const port = /^Server bound to 127\.0\.0\.1:(\d+)/m.exec(text)?.[1];
    if (port) return Number(port);
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const last = text.trim().split('\n').at(-1) || 'it said nothing';
      throw new Problem(
        `code-server ${ended ? 'ended' : `did not listen within ${startTimeoutMs} ms`}: ${last}`,
      );
    }
  }
}

/**
 * @param {string} folder
 * @param {string} name the end of the file's name
 */
function readLogs(folder, name) {
  const logs = path.join(folder, 'user-data', 'logs');
  const files = fs.existsSync(logs)
    ? fs.readdirSync(logs, { recursive: true, encoding: 'utf8' })
    : [];
  return files
    .filter((file) => file.endsWith(name))
    .map((file) => fs.readFileSync(path.join(logs, file), 'utf8'))
    .join('\n');
}
