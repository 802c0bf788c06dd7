// Starts another program of this product beside the one that runs.

import { extname, join } from 'node:path';
import { spawnChild } from './child';
import type { Child } from './host';

/**
 * In a build every program is a file of `dist/` and this text is part of one of them; from the sources it is
 * `src/host/own-program.ts`, and the loader for TypeScript that this process runs with is needed again.
 */
export function spawnOwn(name: string): Child {
  const isBuilt = extname(__filename) !== '.ts';
  const file = isBuilt ? join(__dirname, `${name}.js`) : join(__dirname, '..', `${name}.ts`);
  const loader = isBuilt ? [] : process.execArgv.filter((word) => !word.startsWith('--inspect'));
  return spawnChild(process.execPath, [...loader, file], {
    // In VS Code the program is Electron, which this makes Node (electronjs.org, "Environment Variables"). Options that
    // were meant for this process, as a debugger's, are not meant for that one.
    env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined },
  });
}
