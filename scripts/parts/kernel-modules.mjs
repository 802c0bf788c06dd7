// Kernel modules of an unpacked kernel package: which ones a wanted one needs, in the order in which they load. The
// packages have no modules.dep (depmod writes it where they are installed), but each module names what it needs.
import fs from 'node:fs';
import path from 'node:path';
import { decompress } from './decompress.mjs';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} KernelModule
 * @property {string} name with underscores, as the kernel calls it
 * @property {Buffer} bytes of the module, not compressed
 */

/**
 * @param {string} folder `lib/modules/RELEASE` of the package
 * @param {readonly string[]} wanted names of modules
 * @returns {KernelModule[]} those and all they need, each behind what it needs; without what is in the kernel itself
 * @throws {Problem} naming a module that is not there, or a missing program for their compression
 */
export function modulesInLoadOrder(folder, wanted) {
  const files = moduleFiles(path.join(folder, 'kernel'));
  const builtIn = new Set(
    fs.readFileSync(path.join(folder, 'modules.builtin'), 'utf8').split('\n').map(nameOf),
  );
  /** @type {Map<string, KernelModule>} in load order */
  const modules = new Map();
  /** @param {string} name */
  const add = (name) => {
    if (modules.has(name) || builtIn.has(name)) return;
    const file = files.get(name);
    if (file === undefined) throw new Problem(`the Linux kernel's package has no module ${name}`);
    const bytes = readModule(file);
    neededBy(bytes).forEach(add);
    modules.set(name, { name, bytes });
  };
  wanted.forEach(add);
  return [...modules.values()];
}

/**
 * @param {string} folder
 * @returns {Map<string, string>} files by module name
 */
function moduleFiles(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = entries.filter((entry) => /\.ko(\.\w+)?$/.test(entry));
  return new Map(files.map((file) => [nameOf(file), path.join(folder, file)]));
}

/**
 * @param {string} file a path that ends in `xhci-pci.ko.xz` or so
 * @returns {string} `xhci_pci`
 */
function nameOf(file) {
  return path
    .basename(file)
    .replace(/\.ko.*$/, '')
    .replaceAll('-', '_');
}

/**
 * The `depends=` string of its .modinfo section.
 *
 * @param {Buffer} bytes
 */
function neededBy(bytes) {
  const list = /\0depends=([^\0]*)\0/.exec(bytes.toString('latin1'))?.[1] ?? '';
  return list.split(',').filter(Boolean).map(nameOf);
}

/** @param {string} file */
function readModule(file) {
  const bytes = decompress(fs.readFileSync(file));
  if (bytes) return bytes;
  throw new Problem(`cannot decompress the kernel module ${path.basename(file)}`);
}
