// Opens the example project in a real VS Code (in the browser) with this extension installed as it stands; F5 debugs it in QEMU.
// Usage: npm run vscode. Listens on loopback only; the address holds a token without which nobody gets in.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureCodeServer } from './parts/code-server-install.mjs';
import { startCodeServer } from './parts/code-server-start.mjs';
import { cacheFolder, exampleFolder, root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';
import { setUp } from './setup.mjs';

/** Nothing here changes how debugging looks: only greetings and requests to the outside are off. */
const settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

await runMain('vscode', async () => {
  await setUp('vscode');
  const build = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) throw new Problem('the build failed');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stm32-preflight-vscode-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const stopped = stopSignal();
  const codeServer = await ensureCodeServer(cacheFolder);
  const server = await startCodeServer({ codeServer, folder, settings, extensionFolder: root });
  console.log(`Open ${server.urlOf(exampleFolder)} and press F5 (Ctrl+C here ends it)`);
  await stopped;
  await server.stop();
});

/** Resolves when the user or the system asks for the end. */
function stopSignal() {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'SIGHUP')]);
}
