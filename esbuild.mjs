// Builds the four programs, each into one file that needs no node_modules. Only the extension may leave
// `vscode` external: a run-time import of it anywhere else makes this build fail, which is the point.
import { build } from 'esbuild';

const production = !process.argv.includes('--dev');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  // Packages that offer both forms are bundled from their ES modules: smaller, and free of UMD wrappers.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
};

await Promise.all([
  // The language client is a file of its own, loaded with the first linker script: with it the extension would
  // be twenty times its size, and reading that is most of an activation.
  build({
    ...shared,
    entryPoints: {
      extension: 'src/extension.ts',
      'language-client': 'src/extension/language-client.ts',
    },
    external: ['vscode', './language-client'],
    // import() would stay an ES import, which does not find a CommonJS file beside it.
    supported: { 'dynamic-import': false },
  }),
  build({
    ...shared,
    entryPoints: ['src/debug-adapter.ts', 'src/language-server.ts', 'src/cli.ts'],
  }),
]);
