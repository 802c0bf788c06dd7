// Says why a launch failed from the log of any tool: on the clipboard, in the editor, or in a file.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import type { GivenLog } from '../explain-log-text';
import type { Command } from './command';

interface Chosen extends Omit<GivenLog, 'canOpen'> {
  /** The document with its lines; undefined where there is none. */
  readonly document: vscode.Uri | undefined;
}

interface Source extends vscode.QuickPickItem {
  /** Undefined: called off. */
  readonly read: () => Promise<Chosen | undefined>;
}

export const explainLog: Command = {
  id: 'stm32-preflight.explainLog',
  async run({ explainedLog }) {
    const source = await vscode.window.showQuickPick(sources(), {
      title: 'Explain Log',
      placeHolder: 'Where is what the server, GDB or the programmer printed?',
    });
    const log = await source?.read();
    if (log === undefined) return;
    const { explainLogText } = await loadAnalyzer();
    const explained = explainLogText({ ...log, canOpen: log.document !== undefined });
    if (explained.ok) explainedLog.show(explained.card, log.document);
    else await vscode.window.showErrorMessage(`${log.name} ${explained.why}.`);
  },
};

function sources(): readonly Source[] {
  const editor = vscode.window.activeTextEditor;
  return [
    ...(editor === undefined ? [] : ofEditor(editor)),
    // Read only when it is chosen: a browser asks before it lets anybody see it.
    { label: 'Clipboard', read: readClipboard },
    { label: 'File…', read: readChosenFile },
  ];
}

function ofEditor({ document, selection }: vscode.TextEditor): readonly Source[] {
  const whole = ofText(document, undefined);
  if (selection.isEmpty) return [whole];
  return [{ ...ofText(document, selection), label: `Selection in ${whole.label}` }, whole];
}

function ofText(document: vscode.TextDocument, part: vscode.Range | undefined): Source {
  const { uri } = document;
  const name = uri.path.split('/').at(-1) ?? 'Document';
  const bytes = new TextEncoder().encode(document.getText(part));
  // What an output channel shows is no document that could be opened.
  const isKept = uri.scheme === 'file' || uri.scheme === 'untitled';
  const log = {
    name,
    bytes,
    linesBefore: part?.start.line ?? 0,
    document: isKept ? uri : undefined,
  };
  return { label: name, read: () => Promise.resolve(log) };
}

async function readClipboard(): Promise<Chosen> {
  const bytes = new TextEncoder().encode(await vscode.env.clipboard.readText());
  return { name: 'Clipboard', bytes, linesBefore: 0, document: undefined };
}

async function readChosenFile(): Promise<Chosen | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Explain Log' })) ?? [];
  if (file === undefined) return undefined;
  const bytes = await vscode.workspace.fs.readFile(file);
  return { name: file.path.split('/').at(-1) ?? file.path, bytes, linesBefore: 0, document: file };
}
