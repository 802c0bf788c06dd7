// Makes present what a job needs: npm packages, tools of the system, code-server, the USB tests' kernel. Does nothing, and says nothing, when all is there.
// Usage: node scripts/setup.mjs demo|test|vscode|bench
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureCodeServer } from './parts/code-server-install.mjs';
import { ensureGuestKernel } from './parts/guest-kernel.mjs';
import { ensureNpm } from './parts/node-modules.mjs';
import { cacheFolder, root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';
import { ensureTools } from './parts/tools.mjs';

/** @typedef {import('./parts/tools.mjs').ToolName} ToolName */

/** @type {readonly ToolName[]} */
const usbTools = ['qemuX86', 'stlinkTools', 'usbutils', 'udev', 'xz', 'zstd'];

/**
 * What each job needs beside the npm packages.
 *
 * @type {Readonly<Record<'demo' | 'test' | 'vscode' | 'bench', { tools: readonly ToolName[], codeServer?: boolean, guestKernel?: boolean }>>}
 */
export const needs = {
  demo: { tools: ['gdb', 'qemu'] },
  bench: { tools: ['gdb', 'qemu'] },
  vscode: { tools: ['gdb', 'qemu'], codeServer: true },
  test: {
    tools: ['gdb', 'qemu', 'openocd', 'armGcc', 'make', 'chromium', 'emacs', 'neovim', ...usbTools],
    codeServer: true,
    guestKernel: true,
  },
};

/**
 * @param {keyof typeof needs} job
 * @throws {Problem} naming everything that is missing; whatever could be had is there by then
 */
export async function setUp(job) {
  const { tools, codeServer, guestKernel } = needs[job];
  const parts = [() => ensureTools(tools), () => ensureNpm(root)];
  if (codeServer) parts.push(async () => void (await ensureCodeServer(cacheFolder)));
  if (guestKernel) parts.push(() => ensureGuestKernel(cacheFolder));
  const problems = [];
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new Problem(problems.join('; '));
}

if (path.resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await runMain('setup', async () => {
    const job = process.argv[2] ?? '';
    if (!Object.hasOwn(needs, job))
      throw new Problem(`usage: node scripts/setup.mjs ${Object.keys(needs).join('|')}`);
    await setUp(/** @type {keyof typeof needs} */ (job));
  });
}
