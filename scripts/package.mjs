// Builds the extension and packs it into stm32-preflight-<version>.vsix; tells what is inside and how big it is.
// One package for all platforms: it carries the native USB part of each (--no-usb leaves them out). Publishes nothing.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { createVSIX } from '@vscode/vsce';
import { root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';
import { layUsbNatives } from './parts/usb-natives.mjs';

/** The package without native USB parts must stay below this. */
const limitBytes = 1024 * 1024;
/** The native USB parts of all platforms, as they are in the package. */
const nativeLimitBytes = 8 * 1024 * 1024;
const programs = [
  ...['extension', 'language-client', 'analyzer-bundle', 'debug-adapter', 'language-server'],
  ...['cli', 'usb-worker'],
];

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
  // Here they are found by a program of dist and are no dependencies, of which vsce would take this platform's only.
  const nativesFolder = path.join(root, 'dist', 'node_modules');
  try {
    const hasUsb = !process.argv.includes('--no-usb');
    const natives = hasUsb ? await layUsbNatives(root, nativesFolder) : [];
    // Everything else is bundled; there is no public repository yet for links to point into.
    // It prints the list of files with their sizes.
    await createVSIX({
      cwd: root,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    checkSizes(packagePath, natives);
  } finally {
    fs.rmSync(nativesFolder, { recursive: true, force: true });
  }
});

/**
 * @param {string} packagePath
 * @param {readonly string[]} natives
 */
function checkSizes(packagePath, natives) {
  const { size } = fs.statSync(packagePath);
  // A file takes as much of the package as deflate makes of it.
  const packed = natives.map((file) => deflateRawSync(fs.readFileSync(file)).length);
  const nativeBytes = packed.reduce((sum, bytes) => sum + bytes, 0);
  const ownBytes = size - nativeBytes;
  /** @param {number} bytes */
  const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
  if (ownBytes > limitBytes)
    throw new Problem(
      `the package has ${kib(ownBytes)} without native parts, over ${kib(limitBytes)}`,
    );
  if (nativeBytes > nativeLimitBytes)
    throw new Problem(`the native parts have ${kib(nativeBytes)}, over ${kib(nativeLimitBytes)}`);
  console.log(
    `${path.basename(packagePath)}: ${kib(ownBytes)} of at most ${kib(limitBytes)}, ` +
      `and native USB parts for ${natives.length} platforms, ${kib(nativeBytes)} of at most ${kib(nativeLimitBytes)}`,
  );
}
