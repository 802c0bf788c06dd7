// Builds the extension and packs it into stm32-preflight-<version>.vsix; tells what is inside and how big it is.
// Publishes nothing.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';

/** The package without native USB parts must stay below this. */
const limitBytes = 1024 * 1024;
const programs = ['extension', 'language-client', 'debug-adapter', 'language-server', 'cli'];

await runMain('package', async () => {
  const build = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) throw new Problem('the build failed');
  for (const name of programs) {
    if (!fs.existsSync(path.join(root, 'dist', `${name}.js`))) {
      throw new Problem(`the build made no dist/${name}.js`);
    }
  }
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.join(root, `${name}-${version}.vsix`);
  // Everything is bundled, so no node_modules; there is no public repository yet for links to point into.
  // It prints the list of files with their sizes.
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = fs.statSync(packagePath);
  /** @param {number} bytes */
  const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
  if (size > limitBytes) throw new Problem(`the package has ${kib(size)}, over ${kib(limitBytes)}`);
  console.log(`${path.basename(packagePath)}: ${kib(size)} of at most ${kib(limitBytes)}`);
});
