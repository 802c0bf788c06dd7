// Runs a command whose output nobody needs unless it fails: the output goes to a log file, one line goes to the terminal.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './places.mjs';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} QuietCommand
 * @property {string} what what is being done, for the terminal and for the failure line
 * @property {string} log the log file's name, without folder
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * Runs the commands one after the other, all into one log; tells the user one line.
 *
 * @param {readonly (readonly string[])[]} commands each an argument vector
 * @param {QuietCommand} options
 * @throws {Problem} naming the log and its last line
 */
export async function runQuietly(commands, { what, log, cwd, env }) {
  const logFile = path.join(cacheFolder, 'logs', log);
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  fs.writeFileSync(logFile, '');
  process.stdout.write(`setup: ${what} … `);
  const start = Date.now();
  try {
    for (const command of commands) await runLogged(command, logFile, cwd, env);
  } catch (error) {
    process.stdout.write('failed\n');
    const reason = lastLine(logFile) || (error instanceof Error ? error.message : String(error));
    throw new Problem(`${what} failed: ${reason} (log: ${logFile})`);
  }
  process.stdout.write(`${((Date.now() - start) / 1000).toFixed(0)} s\n`);
}

/**
 * @param {readonly string[]} command
 * @param {string} logFile appended to
 * @param {string} [cwd]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<void>} rejects when the command cannot start or does not end with 0
 */
function runLogged([file = '', ...args], logFile, cwd, env) {
  return new Promise((resolve, reject) => {
    const log = fs.openSync(logFile, 'a');
    // npm is a .cmd file on Windows, which only a shell can start; no argument here needs quoting.
    const shell = process.platform === 'win32';
    const child = spawn(file, args, { cwd, env, shell, stdio: ['ignore', log, log] });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${file} ended with ${signal ?? String(code)}`)),
    );
    child.once('close', () => fs.closeSync(log));
  });
}

/** @param {string} file */
function lastLine(file) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  // npm closes with advice on where its own log lies; the reason stands before that.
  const telling = lines.filter(
    (line) => line.trim() !== '' && !/complete log of this run/.test(line),
  );
  return telling.at(-1)?.trim() ?? '';
}
