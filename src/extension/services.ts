// What extension.ts makes once and hands to its parts.

import type * as vscode from 'vscode';
import type { ServerDriver } from '../launch/server-driver';

export interface Services {
  readonly log: vscode.LogOutputChannel;
  readonly drivers: readonly ServerDriver[];
  /** Absolute path of a file of the extension, from its path in the package. */
  readonly asset: (path: string) => string;
}
