// Finds and ends every process of a run, also those whose parent has gone: each inherits a mark in its environment.
// Reads /proc, so it works on Linux, where the tests run; elsewhere it finds nothing and each owner ends its own children.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const variable = 'STM32_PREFLIGHT_RUN';
const pollMs = 20;
const killRounds = 100;

/** @returns {string} a mark no other run has */
export const newMark = () => crypto.randomUUID();

/**
 * The environment for a process of the run. Marks add up: a run inside a run carries both.
 *
 * @param {string} mark
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function markedEnv(mark, env = process.env) {
  const outer = env[variable];
  return { ...env, [variable]: outer ? `${outer},${mark}` : mark };
}

/**
 * @param {string} mark
 * @returns {{ pid: number, command: string }[]} the living processes of the run, without this one
 */
export function markedProcesses(mark) {
  if (process.platform !== 'linux') return [];
  const found = [];
  for (const entry of fs.readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = readProc(pid, 'environ').split('\0');
    if (environment.some((line) => line.startsWith(`${variable}=`) && line.includes(mark))) {
      found.push({ pid, command: readProc(pid, 'cmdline').split('\0').join(' ').trim() });
    }
  }
  return found;
}

/**
 * Waits until no process of the run is left, and kills those that outlast the wait.
 *
 * @param {string} mark
 * @param {number} graceMs how long they may take to end by themselves
 * @returns {Promise<{ pid: number, command: string }[]>} those that had to be killed
 */
export async function endMarked(mark, graceMs) {
  const deadline = Date.now() + graceMs;
  while (markedProcesses(mark).length > 0 && Date.now() < deadline) await delay(pollMs);
  return killMarked(mark);
}

/**
 * Kills every process of the run and returns when they are gone, without giving up control; for use where
 * nothing can be awaited any more.
 *
 * @param {string} mark
 * @returns {{ pid: number, command: string }[]} those it killed
 */
export function killMarked(mark) {
  const killed = markedProcesses(mark);
  // More than one round: a process may start another while it is being killed.
  for (let left = killed, round = 0; left.length > 0 && round < killRounds; round += 1) {
    for (const { pid } of left) kill(pid);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    left = markedProcesses(mark);
  }
  return killed;
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/**
 * @param {number} pid
 * @param {'environ' | 'cmdline'} name
 * @returns {string} empty for a process that has ended or belongs to somebody else
 */
function readProc(pid, name) {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/** @param {unknown} error */
const isGone = (error) => error instanceof Error && 'code' in error && error.code === 'ESRCH';
