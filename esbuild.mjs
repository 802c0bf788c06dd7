// Builds the four programs, each into one file that plain `node` runs. Only the extension may leave
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
  build({ ...shared, entryPoints: ['src/extension.ts'], external: ['vscode'] }),
  build({
    ...shared,
    entryPoints: ['src/debug-adapter.ts', 'src/language-server.ts', 'src/cli.ts'],
  }),
]);
