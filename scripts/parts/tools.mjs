// Programs of the system that the jobs need: where they are, and how they get here. One table; a tool is one row.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { runQuietly } from './command.mjs';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} Tool
 * @property {readonly string[]} commands names on PATH, the first found wins
 * @property {readonly string[]} packages Debian packages that bring it
 * @property {string} [variable] environment variable that names the program instead of PATH
 * @property {(file: string) => boolean} [works] false for a file that only pretends to be the tool
 */

/** @type {Readonly<Record<'gdb' | 'qemu' | 'qemuX86' | 'openocd' | 'stlinkTools' | 'usbutils' | 'udev' | 'xz' | 'zstd' | 'armGcc' | 'make' | 'chromium' | 'emacs' | 'neovim', Tool>>} */
const table = {
  gdb: { commands: ['gdb-multiarch', 'arm-none-eabi-gdb'], packages: ['gdb-multiarch'] },
  qemu: { commands: ['qemu-system-arm'], packages: ['qemu-system-arm'] },
  qemuX86: { commands: ['qemu-system-x86_64'], packages: ['qemu-system-x86'] },
  openocd: { commands: ['openocd'], packages: ['openocd'] },
  stlinkTools: { commands: ['st-info'], packages: ['stlink-tools'] },
  usbutils: { commands: ['lsusb'], packages: ['usbutils'] },
  udev: { commands: ['udevadm'], packages: ['udev'] },
  // Distributions compress their kernel's modules in different ways.
  xz: { commands: ['xz'], packages: ['xz-utils'] },
  zstd: { commands: ['zstd'], packages: ['zstd'] },
  armGcc: { commands: ['arm-none-eabi-gcc'], packages: ['gcc-arm-none-eabi'] },
  make: { commands: ['make'], packages: ['make'] },
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: ['chromium'],
    variable: 'CHROMIUM',
    works: (file) => !isSnapStub(file),
  },
  // The packages bring dap-mode, its client of the Debug Adapter Protocol, and all that it needs.
  emacs: {
    commands: ['emacs'],
    packages: ['emacs-nox', 'elpa-dap-mode'],
    works: hasDapMode,
  },
  neovim: { commands: ['nvim'], packages: ['neovim'] },
};

/** @typedef {keyof typeof table} ToolName */

/**
 * Finds a tool by stat calls alone.
 *
 * @param {ToolName} name
 * @returns {string | undefined} the program's absolute path
 */
export function findTool(name) {
  const { commands, variable, works = () => true } = table[name];
  const named = variable && process.env[variable];
  if (named) return isProgram(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const command of commands) {
    for (const folder of folders) {
      const file = path.join(folder, command + suffix);
      if (isProgram(file) && works(file)) return file;
    }
  }
  return undefined;
}

/**
 * The tools that are not here, each by the name the user knows it by.
 *
 * @param {readonly ToolName[]} names
 * @returns {string[]} for example ['gdb-multiarch', 'qemu-system-arm']
 */
export function missingTools(names) {
  return names
    .filter((name) => findTool(name) === undefined)
    .map((name) => table[name].commands[0] ?? name);
}

/**
 * Installs what is missing with apt-get where that is possible and allowed, in one call.
 *
 * @param {readonly ToolName[]} names
 * @throws {Problem} naming what is still missing and what to type; the others are installed by then
 */
export async function ensureTools(names) {
  for (const name of names) refuseBadVariable(name);
  const missing = names.filter((name) => findTool(name) === undefined);
  if (missing.length === 0) return;
  const prefix = rootPrefix();
  if (!prefix) throw new Problem(adviceFor(missing.flatMap((name) => table[name].packages)));
  const apt = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-y', '-q'];
  const options = ['-o', 'DPkg::Lock::Timeout=300'];
  await runQuietly([[...apt, ...options, 'update']], { what: 'apt-get update', log: 'apt.log' });
  const snapOnly = missing.includes('chromium') && isSnapPackage('chromium');
  const offered = missing.filter((name) => !(snapOnly && name === 'chromium'));
  const packages = offered.flatMap((name) => table[name].packages);
  if (packages.length > 0) {
    await runQuietly([[...apt, ...options, 'install', '--no-install-recommends', ...packages]], {
      what: `apt-get install ${packages.join(' ')}`,
      log: 'apt.log',
    });
  }
  if (snapOnly) throw new Problem(snapAdvice);
  const still = missingTools(missing);
  if (still.length === 0) return;
  throw new Problem(
    `apt-get installed ${packages.join(', ')} but ${still.join(', ')} is not on PATH`,
  );
}

/** @param {ToolName} name */
function refuseBadVariable(name) {
  const { variable } = table[name];
  const named = variable && process.env[variable];
  if (named && !isProgram(named)) throw new Problem(`${variable}=${named} is not a program`);
}

/** @param {readonly string[]} packages */
function adviceFor(packages) {
  const list = packages.join(' ');
  return hasAptGet()
    ? `missing ${packages.join(', ')}: run "sudo apt-get install -y ${list}"`
    : `missing ${packages.join(', ')} (names of the Debian packages): install them and put their programs on PATH`;
}

/** @returns {string[] | undefined} what to put before apt-get, or undefined where we may not install */
function rootPrefix() {
  if (!hasAptGet()) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n']
    : undefined;
}

function hasAptGet() {
  return isProgram('/usr/bin/apt-get');
}

/** @param {string} file */
function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Ubuntu's /usr/bin/chromium-browser is a script that only starts the snap; a snap sees its own
 * temporary folder and no hidden folders of HOME, so it cannot use a profile that a test makes for it.
 *
 * @param {string} file
 */
function isSnapStub(file) {
  const real = fs.realpathSync(file);
  if (real.startsWith('/snap/') || path.basename(real) === 'snap') return true;
  if (fs.statSync(real).size > 20_000) return false;
  return fs.readFileSync(real, 'latin1').includes('/snap/bin/');
}

/** Emacs alone is not enough: dap-mode is looked for where Debian's packages put it. */
function hasDapMode() {
  const folders = ['/usr/share/emacs/site-lisp/elpa', '/usr/share/emacs/site-lisp/elpa-src'];
  return folders.some((folder) => fs.existsSync(folder) && hasFolder(folder, 'dap-mode-'));
}

/**
 * @param {string} parent
 * @param {string} start of the folder's name
 */
function hasFolder(parent, start) {
  return fs.readdirSync(parent).some((name) => name.startsWith(start));
}

const snapAdvice =
  'apt has no real chromium here, only the snap: install Google Chrome (google-chrome-stable) or set CHROMIUM=/path/to/chrome';

/**
 * Whether apt has no such program to offer: Ubuntu's package of that name contains no browser, only the
 * switch to the snap, and says so in its version ("1snap1").
 *
 * @param {string} name
 */
function isSnapPackage(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '';
  const candidate = /Candidate: (\S+)/.exec(policy)?.[1] ?? '(none)';
  return candidate === '(none)' || candidate.includes('snap');
}
