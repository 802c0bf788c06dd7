// The part of each open script, told to the client for its status bar; and the user's choice.

import type { Connection } from 'vscode-languageserver';
import type { PartOfScript } from '../../analysis/part-of-script';
import { findDevice } from '../../devices/find-device';
import { scriptPartMethod, setPartMethod } from '../../protocol/lsp-extensions';
import type { ScriptPartParams, SetPartParams, SetPartResult } from '../../protocol/lsp-extensions';
import { RequestType } from '../protocol-values';
import { fileOfUri } from './file-uris';
import type { Workspace } from './workspace';

export function tellParts(connection: Connection, workspace: Workspace): void {
  const told = new Map<string, string>();
  workspace.onChange(({ uri }) => {
    const part = workspace.openUris().includes(uri) ? workspace.partOf(uri) : undefined;
    const root = rootOf(workspace, uri);
    // Before its folders were looked at, no part means nothing, and a client would ask its user.
    if (part === undefined || !workspace.around.isKnown(root)) return;
    const isChosen = workspace.around.chosenFor(root) !== undefined;
    const params = paramsOf(uri, part, isChosen);
    const text = JSON.stringify(params);
    if (told.get(uri) === text) return;
    told.set(uri, text);
    connection
      .sendNotification(scriptPartMethod, params)
      .catch((error: unknown) => connection.console.error(String(error)));
  });
  workspace.onClose((uri) => told.delete(uri));
  const request = new RequestType<unknown, SetPartResult, void>(setPartMethod);
  connection.onRequest(request, (params) => setPart(workspace, params));
}

function rootOf(workspace: Workspace, uri: string): string {
  return workspace.rootOf(fileOfUri(uri) ?? uri);
}

function paramsOf(
  uri: string,
  { part, choices }: PartOfScript,
  isChosen: boolean,
): ScriptPartParams {
  if (part === undefined) return { uri, choices };
  const { device, source } = part;
  return {
    ...{ uri, part: device.name, source, choices },
    ...(device.match === 'line' ? { isLine: true } : {}),
    ...(isChosen ? { isChosen: true } : {}),
  };
}

/** Clients send anything. */
function setPart(workspace: Workspace, params: unknown): SetPartResult {
  const { uri, part }: Partial<SetPartParams> = typeof params === 'object' ? (params ?? {}) : {};
  if (typeof uri !== 'string') return { ok: false, nearest: [] };
  const root = rootOf(workspace, uri);
  if (typeof part !== 'string') {
    workspace.around.choose(root, undefined);
    workspace.judgeAgain(root);
    return { ok: true };
  }
  const match = findDevice(part);
  if (match.kind === 'unknown') return { ok: false, nearest: match.nearest };
  workspace.around.choose(root, match.device.name);
  workspace.judgeAgain(root);
  return { ok: true, part: match.device.name };
}
