// Writes anew what tests compare with: the generated parts of package.json, and every recorded expectation.
// It runs the tests themselves with UPDATE=1, so there is one description of what is right.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './parts/places.mjs';

const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const tests = ['test/unit/**/*.test.ts', 'test/tidy/**/*.test.ts'];
const run = spawnSync(process.execPath, [mocha, '--reporter', 'dot', ...tests], {
  cwd: root,
  env: { ...process.env, UPDATE: '1' },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
