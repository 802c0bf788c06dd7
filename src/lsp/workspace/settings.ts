// The client's settings for each workspace folder: asked for at the beginning and whenever they change.

import { isAbsolute, join, relative } from 'node:path';
import type { Connection } from 'vscode-languageserver';
import { isInside } from '../../host/paths';
import { settingsSection } from '../../protocol/lsp-extensions';
import type { LinkerScriptSettings } from '../../protocol/lsp-extensions';
import { settingsOf } from '../client-state';
import { uriOfFile } from './file-uris';

export class Settings {
  /** By folder; without a folder there is one for all. */
  private byFolder = new Map<string, LinkerScriptSettings>();
  private common: LinkerScriptSettings = {};

  /** @param folder undefined for scripts outside of every folder. */
  tellsClosed(): boolean {
    return [this.common, ...this.byFolder.values()].every(
      ({ workspaceDiagnostics }) => workspaceDiagnostics !== false,
    );
  }

  /** The part that is set for a script, by its path from the folder or its whole path. */
  partOf(script: string): string | undefined {
    for (const [folder, { part }] of this.byFolder) {
      if (!isInside(folder, script)) continue;
      const way = relative(folder, script).replaceAll('\\', '/');
      const found = part?.[way] ?? part?.[script];
      if (found !== undefined) return found;
    }
    const { part = {} } = this.common;
    if (part[script] !== undefined) return part[script];
    const [key] = Object.keys(part).filter((each) => {
      return [...this.byFolder.keys()].some((folder) => join(folder, each) === script);
    });
    return key === undefined || isAbsolute(key) ? undefined : part[key];
  }

  /** What came without asking. */
  set(settings: LinkerScriptSettings, folders: readonly string[]): void {
    this.common = settings;
    this.byFolder = new Map(folders.map((folder) => [folder, {}]));
  }

  async ask(connection: Connection, folders: readonly string[]): Promise<void> {
    const section = settingsSection;
    const items = [{ section }, ...folders.map((each) => ({ section, scopeUri: uriOfFile(each) }))];
    const answer: unknown = await connection.workspace.getConfiguration(items);
    const [common, ...rest] = (Array.isArray(answer) ? answer : []).map(settingsOf);
    this.common = common ?? {};
    this.byFolder = new Map(folders.map((folder, index) => [folder, rest[index] ?? {}]));
  }
}
