// Code lenses: how full each region was in the last build, above its line in MEMORY. Without a build there are none.

import type { CodeLens, Connection } from 'vscode-languageserver';
import type { Feature } from '../feature';
import { CodeLensRefreshRequest } from '../protocol-values';
import { rangeOfPlace } from '../ranges';
import { regionUsage } from '../region-usage';
import type { ScriptView } from '../script-view';
import { buildText } from '../words/build-words';
import { shareText, usedText } from '../words/region-words';

export const codeLens: Feature = {
  capabilities: { codeLensProvider: {} },
  listen(connection, views, client) {
    connection.onCodeLens(({ textDocument: { uri } }) => {
      const view = views.of(uri);
      if (view === undefined) return [];
      return codeLenses(view, Date.now(), client().options.memoryMapCommand);
    });
    const refresh = refresher(connection);
    // After an edit a client asks again by itself; a new build it does not see.
    const builds = new Map<string, string>();
    views.onChange(({ uri, facts: { build } }) => {
      const now = build === undefined ? '' : `${build.source} ${build.writtenAtMs}`;
      const before = builds.get(uri) ?? '';
      builds.set(uri, now);
      if (before !== now && client().refreshesLenses) refresh();
    });
    views.onClose((uri) => void builds.delete(uri));
  },
};

/** Scripts are judged one after the other: while the client is being asked, once more is enough for all of them. */
function refresher(connection: Connection): () => void {
  let state: 'idle' | 'asking' | 'again' = 'idle';
  const refresh = (): void => {
    if (state !== 'idle') {
      state = 'again';
      return;
    }
    state = 'asking';
    const done = (): void => {
      const isAgain = state === 'again';
      state = 'idle';
      if (isAgain) refresh();
    };
    connection.sendRequest(CodeLensRefreshRequest.type).then(done, (error: unknown) => {
      connection.console.error(String(error));
      state = 'idle';
    });
  };
  return refresh;
}

/** @param command of the client, which shows the memory map; without one a lens only tells. */
export function codeLenses(view: ScriptView, nowMs: number, command = ''): CodeLens[] {
  const { script, build } = view.facts;
  if (build === undefined) return [];
  const usages = regionUsage(script, build);
  return script.regions.flatMap((region): CodeLens[] => {
    const usage = usages.get(region.name);
    const { file } = region.namePlace;
    if (usage === undefined || file !== view.file || usage.lengthBytes === 0) return [];
    const title = `${region.name} ${shareText(usage)}`;
    const tooltip = `${usedText(usage)} in the last build (${buildText(build, nowMs)})`;
    return [{ range: rangeOfPlace(region.namePlace), command: { title, tooltip, command } }];
  });
}
