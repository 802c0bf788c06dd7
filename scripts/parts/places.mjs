// Where things are: the repository, and the cache that outlives `npm ci`. Paths only, nothing is read.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The example project that `npm run demo` and `npm run vscode` use. */
export const exampleFolder = path.join(root, 'examples', 'f405-demo');

/** Folder for what is downloaded once per machine; STM32_PREFLIGHT_CACHE moves it. */
export const cacheFolder =
  process.env.STM32_PREFLIGHT_CACHE || path.join(os.homedir(), '.cache', 'stm32-preflight');
