// The Linux kernel and the shell for the tests' virtual machine: downloaded once as the distribution's own packages,
// unpacked into the cache, never installed. Needs no root.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureCachedFolder } from './cached-folder.mjs';
import { runQuietly } from './command.mjs';
import { kernelOf } from './kernel-image.mjs';
import { modulesInLoadOrder } from './kernel-modules.mjs';
import { Problem } from './problem.mjs';

/** To be raised when the content changes, so that older folders are not taken for this one. */
const revision = 1;

/** Packages without content that depend on the current kernel: Debian's, Ubuntu's (its smaller one). */
const metaPackages = ['linux-image-amd64', 'linux-image-virtual'];

/** What the guest's hardware needs: PCI, the port to the host, the host's files, USB. In this order. */
const wantedModules = ['virtio_pci', 'virtio_console', '9pnet_virtio', '9p', 'xhci_pci'];

/**
 * @typedef {object} GuestKernel
 * @property {string} kernel for `qemu -kernel`
 * @property {string} busybox linked statically
 * @property {string[]} modules uncompressed .ko files in the order in which they must be loaded
 */

/** @param {string} cacheFolder */
const finalFolder = (cacheFolder) => path.join(cacheFolder, `guest-kernel-x64-${revision}`);

/**
 * @param {string} cacheFolder
 * @returns {GuestKernel | undefined} undefined when it has not been downloaded
 */
export function findGuestKernel(cacheFolder) {
  const folder = finalFolder(cacheFolder);
  if (!fs.existsSync(folder)) return undefined;
  const modules = path.join(folder, 'modules');
  return {
    kernel: path.join(folder, 'kernel'),
    busybox: path.join(folder, 'busybox'),
    modules: fs
      .readdirSync(modules)
      .sort()
      .map((name) => path.join(modules, name)),
  };
}

/**
 * Downloads and unpacks what is not there.
 *
 * @param {string} cacheFolder
 * @throws {Problem} on another system or processor, or when apt-get fails
 */
export async function ensureGuestKernel(cacheFolder) {
  if (findGuestKernel(cacheFolder)) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Problem(
      `the USB tests run on Linux x64 only, not ${process.platform} ${process.arch}`,
    );
  }
  if (!fs.existsSync('/usr/bin/apt-get')) {
    throw new Problem('the USB tests take their Linux kernel from apt-get, which is not here');
  }
  await ensureCachedFolder(finalFolder(cacheFolder), make);
}

/** @param {string} folder new and empty */
async function make(folder) {
  const work = path.join(folder, 'work');
  const tree = path.join(work, 'tree');
  fs.mkdirSync(path.join(work, 'lists', 'partial'), { recursive: true });
  // Package lists of our own: they are fresh, and neither root nor a lock of the system is needed.
  const apt = [
    ...['-o', `Dir::State::lists=${work}/lists`, '-o', `Dir::Cache=${work}`],
    ...['-o', 'Acquire::Languages=none', '-o', 'APT::Sandbox::User=root'],
  ];
  const log = 'guest-kernel.log';
  await runQuietly([['apt-get', ...apt, '-q', 'update']], {
    what: 'reading the package lists',
    log,
  });
  const packages = [...kernelPackages(apt), 'busybox-static'];
  await runQuietly([['apt-get', ...apt, '-q', 'download', ...packages]], {
    what: `apt-get download ${packages.join(' ')}`,
    log,
    cwd: work,
  });
  const archives = fs.readdirSync(work).filter((name) => name.endsWith('.deb'));
  await runQuietly(
    archives.map((name) => ['dpkg-deb', '-x', path.join(work, name), tree]),
    { what: 'unpacking the Linux kernel', log },
  );
  keepWhatIsNeeded(tree, folder);
  fs.rmSync(work, { recursive: true });
}

/**
 * @param {readonly string[]} apt options
 * @returns {string[]} the packages that hold the kernel and its modules; Ubuntu and later Debian have several
 * @throws {Problem} when none is offered
 */
function kernelPackages(apt) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} name */
  const follow = (name) => {
    for (const each of dependencies(apt, name)) {
      if (!/^linux-(image|modules|binary)-\d/.test(each) || found.has(each)) continue;
      found.add(each);
      follow(each);
    }
  };
  for (const meta of metaPackages) {
    follow(meta);
    if (found.size > 0) return [...found];
  }
  throw new Problem(`apt offers none of the packages ${metaPackages.join(', ')}`);
}

/**
 * @param {readonly string[]} apt options
 * @param {string} name
 * @returns {string[]} names of packages, of alternatives the first; none for a package that is not offered
 */
function dependencies(apt, name) {
  const shown = spawnSync('apt-cache', [...apt, 'show', '--no-all-versions', name], {
    encoding: 'utf8',
  });
  const list = /^Depends: (.*)$/m.exec(shown.stdout ?? '')?.[1] ?? '';
  return list.split(',').flatMap((entry) => /^\s*([^\s|:(]+)/.exec(entry)?.[1] ?? []);
}

/**
 * Two percent of the files.
 *
 * @param {string} tree the unpacked packages
 * @param {string} folder
 */
function keepWhatIsNeeded(tree, folder) {
  const busybox = existing(tree, ['bin/busybox', 'usr/bin/busybox']);
  const lib = existing(tree, ['lib/modules', 'usr/lib/modules']);
  const [release = ''] = fs.readdirSync(lib);
  const kernel = existing(tree, [`boot/vmlinuz-${release}`, path.join(lib, release, 'vmlinuz')]);
  fs.writeFileSync(path.join(folder, 'kernel'), kernelOf(fs.readFileSync(kernel)));
  fs.copyFileSync(busybox, path.join(folder, 'busybox'));
  fs.mkdirSync(path.join(folder, 'modules'));
  modulesInLoadOrder(path.join(lib, release), wantedModules).forEach(({ name, bytes }, at) => {
    const file = `${String(at).padStart(2, '0')}-${name}.ko`;
    fs.writeFileSync(path.join(folder, 'modules', file), bytes);
  });
}

/**
 * @param {string} tree
 * @param {readonly string[]} places where it may be
 */
function existing(tree, places) {
  const found = places
    .map((place) => path.resolve(tree, place))
    .find((file) => fs.existsSync(file));
  if (found === undefined) throw new Problem(`the downloaded packages have no ${places[0]}`);
  return found;
}
