// Builds the five programs. They need no node_modules but for the native part of USB, and what several of them have in
// common is in files that they share. Only the extension may leave `vscode` external: a run-time import of it anywhere
// else makes this build fail, which is the point.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

const production = !process.argv.includes('--dev');

const outdir = 'dist';
const target = 'node20';

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target,
  format: 'cjs',
  outdir,
  minify: production,
  sourcemap: production ? false : 'linked',
  // Packages that offer both forms are bundled from their ES modules: smaller, and free of UMD wrappers.
  mainFields: ['module', 'main'],
  // Their licences are in THIRD-PARTY-NOTICES.txt.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // One file beside the programs, read with the first look-up of a part, instead of a copy in each.
  external: ['./devices.json'],
};

/**
 * Programs that share their code. esbuild splits ES modules only, so these are made first and then put into the form
 * that Node reads everywhere, extension host included.
 *
 * @param {Record<string, string>} entryPoints
 */
async function buildShared(entryPoints) {
  const made = await build({
    ...shared,
    entryPoints,
    // The second step would take what no longer has a name for unused.
    minify: false,
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    sourcemap: production ? false : 'inline',
    write: false,
  });
  mkdirSync(outdir, { recursive: true });
  const kept = new Set(made.outputFiles.map(({ path }) => basename(path)));
  await Promise.all(
    made.outputFiles.map(async ({ path, text }) => {
      const { code } = await transform(text, {
        format: 'cjs',
        platform: 'node',
        target,
        minify: production,
        legalComments: 'none',
        sourcemap: production ? false : 'inline',
        // import() would stay an ES import, which does not find a CommonJS file beside it.
        supported: { 'dynamic-import': false },
      });
      writeFileSync(path, code);
    }),
  );
  for (const name of readdirSync(outdir)) {
    if (/^shared-\w+\.js$/.test(name) && !kept.has(name)) rmSync(join(outdir, name));
  }
  return made;
}

const results = await Promise.all([
  // The language client and the analyzer are files of their own, loaded with the first linker script and the first
  // checks: with them the extension would be twenty times its size, and reading that is most of an activation.
  build({
    ...shared,
    entryPoints: {
      extension: 'src/extension.ts',
      'language-client': 'src/extension/language-client.ts',
    },
    external: ['vscode', './language-client', './analyzer-bundle', './devices.json'],
    // import() would stay an ES import, which does not find a CommonJS file beside it.
    supported: { 'dynamic-import': false },
  }),
  buildShared({
    'analyzer-bundle': 'src/extension/analyzer-bundle.ts',
    'debug-adapter': 'src/debug-adapter.ts',
    cli: 'src/cli.ts',
  }),
  // One file: to read the thirty that it would share takes a tenth of the time to its first problems.
  build({ ...shared, entryPoints: ['src/language-server.ts'] }),
  // The native part of USB cannot be bundled: it stays a package for each platform, and only this program asks for it.
  build({
    ...shared,
    entryPoints: ['src/usb-worker.ts'],
    external: ['@node-usb/*', '*.node', '*.wasi.cjs'],
    supported: { 'dynamic-import': false },
  }),
  // The pages of the webviews run in a browser.
  build({
    ...shared,
    entryPoints: ['memory-map', 'link-chart', 'failure-card'].map(
      (name) => `src/webview/${name}.ts`,
    ),
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
  }),
]);
const devices = readFileSync('src/devices/devices.json', 'utf8');
writeFileSync('dist/devices.json', production ? JSON.stringify(JSON.parse(devices)) : devices);

/** The packages that are in the bundles, by their folders. */
const folders = new Set(
  results.flatMap(({ metafile }) =>
    Object.keys(metafile?.inputs ?? {}).flatMap(
      (input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
    ),
  ),
);

/**
 * A package without a file of its licence says in its manifest which it is.
 * @param {string} folder
 */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text =
    file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version}\n\n${text.trim()}\n`;
}

const notices = [...folders].sort().map(notice);
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices.join(`\n${'-'.repeat(72)}\n\n`));
