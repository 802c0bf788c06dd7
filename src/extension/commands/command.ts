// What a command is. Each is one file here, one line in index.ts, and one entry in package.json.

import type { Services } from '../services';

export interface Command {
  /** As in package.json: `stm32-preflight.…`. */
  readonly id: string;
  /** Its rejection is shown by VS Code as it is, so it must read as a sentence. */
  readonly run: (services: Services, ...args: readonly unknown[]) => Promise<unknown> | void;
}
