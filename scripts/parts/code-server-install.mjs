// Installs the real VS Code workbench for the tests: code-server and the Node it wants, from the npm registry alone.
// No install script runs (they need a compiler, kerberos headers and GitHub); what is native comes prebuilt in the packages.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureCachedFolder } from './cached-folder.mjs';
import { runQuietly } from './command.mjs';
import { Problem } from './problem.mjs';

const codeServerVersion = '4.139.1'; // VS Code 1.139.1
const nodeVersion = '24.21.0'; // code-server 4.139 wants Node 24; under Node 20 its workbench never appears
const revision = 1; // to be raised when the steps below change, so that older installs are not taken for this one

/**
 * @typedef {object} CodeServer
 * @property {string} node the Node program to run it with
 * @property {string} server the start script of the VS Code server inside
 */

/** @param {string} cacheFolder */
const finalFolder = (cacheFolder) =>
  path.join(cacheFolder, `code-server-${codeServerVersion}-${process.arch}-${revision}`);

/**
 * @param {string} cacheFolder
 * @returns {CodeServer | undefined} undefined when it is not installed
 */
export function findCodeServer(cacheFolder) {
  const folder = finalFolder(cacheFolder);
  return fs.existsSync(folder) ? partsOf(folder) : undefined;
}

/**
 * Installs code-server when it is not there.
 *
 * @param {string} cacheFolder
 * @returns {Promise<CodeServer>}
 * @throws {Problem} on a system or processor without these packages, or when npm fails
 */
export async function ensureCodeServer(cacheFolder) {
  const found = findCodeServer(cacheFolder);
  if (found) return found;
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Problem(
      `code-server is installed here on Linux x64 and arm64 only, not ${process.platform} ${process.arch}`,
    );
  }
  await ensureCachedFolder(finalFolder(cacheFolder), install);
  return partsOf(finalFolder(cacheFolder));
}

/**
 * @param {string} folder
 * @returns {CodeServer}
 */
function partsOf(folder) {
  const modules = path.join(folder, 'node_modules');
  return {
    node: path.join(modules, `node-linux-${process.arch}`, 'bin', 'node'),
    server: path.join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** @param {string} folder new, of this install alone */
async function install(folder) {
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  /** @type {(where: string, ...rest: string[]) => string[]} */
  const npmInstall = (where, ...rest) => [
    'npm',
    'install',
    '--prefix',
    where,
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...rest,
  ];
  await runQuietly(
    [
      npmInstall(
        folder,
        `code-server@${codeServerVersion}`,
        `node-linux-${process.arch}@${nodeVersion}`,
      ),
      // Their versions are pinned by the npm-shrinkwrap.json inside; `npm ci` refuses it (one entry out of step).
      npmInstall(vscode),
      npmInstall(path.join(vscode, 'extensions')),
    ],
    { what: `installing code-server ${codeServerVersion}`, log: 'code-server.log', cwd: folder },
  );
  replaceNative(path.join(vscode, 'node_modules', '@vscode'));
  slim(folder, vscode);
  const { node, server } = partsOf(folder);
  const dataFolder = path.join(folder, 'proof');
  const proof = spawnSync(node, [server, '--version', '--server-data-dir', dataFolder], {
    encoding: 'utf8',
  });
  fs.rmSync(dataFolder, { recursive: true, force: true });
  if (proof.status !== 0) {
    throw new Problem(
      `the installed code-server does not start: ${(proof.stderr || String(proof.error)).trim().split('\n').at(-1)}`,
    );
  }
}

/**
 * Puts plain JavaScript in the place of the two native modules that would have to be compiled: the log writer,
 * and the watchdog that ends an extension host whose server has gone (the runs here end it themselves).
 *
 * @param {string} modules folder of the @vscode packages
 */
function replaceNative(modules) {
  const logWriter = fileURLToPath(new URL('spdlog-stand-in.cjs', import.meta.url));
  fs.copyFileSync(logWriter, path.join(modules, 'spdlog', 'index.js'));
  fs.writeFileSync(
    path.join(modules, 'native-watchdog', 'index.js'),
    'exports.start = () => {};\n',
  );
}

/**
 * Removes what the tests never use: the AI and GitHub sign-in extensions, headers, and other platforms' binaries.
 * That halves the disk space.
 *
 * @param {string} folder
 * @param {string} vscode
 */
function slim(folder, vscode) {
  const modules = path.join(vscode, 'node_modules');
  const here = `linux-${process.arch}`;
  const node = path.join(folder, 'node_modules', `node-linux-${process.arch}`);
  const unused = [
    ...['include', 'share', 'CHANGELOG.md'].map((name) => path.join(node, name)),
    ...['@github', '@microsoft/mxc-sdk', 'node-pty/third_party', 'node-pty/deps'].map((name) =>
      path.join(modules, name),
    ),
    ...[
      'copilot',
      'mermaid-markdown-features',
      'microsoft-authentication',
      'github-authentication',
    ].map((name) => path.join(vscode, 'extensions', name)),
    ...othersThan(here, path.join(modules, '@vscode', 'ripgrep-universal', 'bin')),
    ...othersThan(here, path.join(modules, 'node-pty', 'prebuilds')),
  ];
  for (const file of unused) fs.rmSync(file, { recursive: true, force: true });
}

/**
 * @param {string} name
 * @param {string} folder
 */
function othersThan(name, folder) {
  return fs
    .readdirSync(folder)
    .filter((entry) => entry !== name)
    .map((entry) => path.join(folder, entry));
}
