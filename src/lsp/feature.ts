// The shape of a feature of the language server: what it offers, and how it answers.

import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import type { ClientState } from './client-state';
import type { ScriptViews } from './script-view';

export interface Feature {
  readonly capabilities: ServerCapabilities;
  /** Called once, before the connection listens; what the client can do is known with the first request. */
  listen(connection: Connection, views: ScriptViews, client: () => ClientState): void;
}
