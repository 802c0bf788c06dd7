// Makes node_modules agree with package-lock.json. It decides by content, not by time alone, because git sets new times on every checkout.
import fs from 'node:fs';
import path from 'node:path';
import { runQuietly } from './command.mjs';

/**
 * Installs the npm packages when they are absent or not those of the lock file.
 *
 * @param {string} root folder of package.json
 * @throws {Problem} when npm fails
 */
export async function ensureNpm(root) {
  if (hasPackages(root)) return;
  await npm(root, fs.existsSync(lockOf(root)) ? 'ci' : 'install');
}

/**
 * Whether npm's record of what it installed holds every package of the lock file, in the same version.
 * npm writes that record last, so an interrupted install has none.
 *
 * @param {string} root folder of package.json
 */
export function hasPackages(root) {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  const record = fs.statSync(installed, { throwIfNoEntry: false });
  const lock = fs.statSync(lockOf(root), { throwIfNoEntry: false });
  if (!record) return false;
  if (!lock || record.mtimeMs >= lock.mtimeMs) return true;
  const wanted = readPackages(lockOf(root));
  const present = readPackages(installed);
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const found = present[folder];
    // Packages for other platforms are in the lock file and, rightly, not installed.
    return found ? found.version === entry.version : entry.optional === true;
  });
}

/** @param {string} root */
const lockOf = (root) => path.join(root, 'package-lock.json');

/**
 * @param {string} root
 * @param {'ci' | 'install'} verb
 */
async function npm(root, verb) {
  const command = ['npm', verb, '--no-audit', '--no-fund', '--loglevel=error'];
  await runQuietly([command], { what: `npm ${verb}`, log: 'npm.log', cwd: root });
}

/**
 * @param {string} file a lock file of version 2 or 3
 * @returns {Record<string, { version?: string, optional?: boolean }>} by folder
 */
function readPackages(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? {};
}
