// The native parts of `usb` for every platform that VS Code runs on: npm installs this machine's only, the extension carries all.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ensureCachedFolder } from './cached-folder.mjs';
import { runQuietly } from './command.mjs';
import { cacheFolder } from './places.mjs';
import { Problem } from './problem.mjs';

/** 32-bit Windows has had no VS Code since 1.84. */
const unused = ['usb-win32-ia32-msvc'];

/**
 * Lays the native parts where `require('@node-usb/…')` of a program in `dist` finds them.
 *
 * @param {string} root folder of package.json
 * @param {string} folder made anew
 * @returns {Promise<readonly string[]>} the native files
 * @throws {Problem} when a package cannot be had or is not the one of the lock file
 */
export async function layUsbNatives(root, folder) {
  const packages = lockedPackages(root);
  const version = packages[0]?.version ?? 'none';
  const cached = path.join(cacheFolder, `usb-natives-${version}`);
  await ensureCachedFolder(cached, (making) => download(packages, making));
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(cached, path.join(folder, '@node-usb'), { recursive: true });
  const licence = path.join(root, 'node_modules', 'usb', 'LICENSE.md');
  fs.copyFileSync(licence, path.join(folder, '@node-usb', 'LICENSE.md'));
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.node')).map((file) => path.join(folder, file));
}

/**
 * @typedef {object} LockedPackage
 * @property {string} name with its scope
 * @property {string} version
 * @property {string} integrity
 */

/**
 * @param {string} root
 * @returns {readonly LockedPackage[]}
 */
function lockedPackages(root) {
  /** @type {{ packages: Record<string, { version: string, integrity: string }> }} */
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages).flatMap(([place, { version, integrity }]) => {
    const name = /^node_modules\/(@node-usb\/(.*))$/.exec(place);
    return name?.[1] && !unused.includes(name[2] ?? '')
      ? [{ name: name[1], version, integrity }]
      : [];
  });
}

/**
 * @param {readonly LockedPackage[]} packages
 * @param {string} folder
 */
async function download(packages, folder) {
  const specs = packages.map(({ name, version }) => `${name}@${version}`);
  const pack = ['npm', 'pack', '--loglevel=error', '--pack-destination', folder, ...specs];
  const quietly = { log: 'usb-natives.log', cwd: folder };
  await runQuietly([pack], { ...quietly, what: 'native USB parts' });
  for (const { name, version, integrity } of packages) {
    const short = name.replace('@node-usb/', '');
    const archive = path.join(folder, `node-usb-${short}-${version}.tgz`);
    const hash = createHash('sha512').update(fs.readFileSync(archive)).digest('base64');
    if (`sha512-${hash}` !== integrity)
      throw new Problem(`${name} ${version} is not the package of package-lock.json`);
    const target = path.join(folder, short);
    fs.mkdirSync(target);
    const unpack = ['tar', '-xzf', archive, '-C', target, '--strip-components=1'];
    await runQuietly([unpack], { ...quietly, what: short });
    fs.rmSync(archive);
  }
}
