// Says why a launch failed from the log of any tool: on the clipboard, in the editor, or in a file.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import type { GivenLog } from '../explain-log-text';
import type { Command } from './command';

interface Source extends vscode.QuickPickItem {
  /** Undefined: called off. */
  readonly read: () => Promise<GivenLog | undefined>;
}

export const explainLog: Command = {
  id: 'stm32-preflight.explainLog',
  async run({ explanations }) {
    const source = await vscode.window.showQuickPick(sources(), {
      title: 'Explain Log',
      placeHolder: 'Where is what the server, GDB or the programmer printed?',
    });
    const log = await source?.read();
    if (log === undefined) return;
    const { explainLogText } = await loadAnalyzer();
    const explained = explainLogText(log);
    if (explained.ok) await explanations.show(log.name, explained.markdown);
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
  const name = document.uri.path.split('/').at(-1) ?? 'Document';
  const whole = ofText(name, document.getText(), 0);
  if (selection.isEmpty) return [whole];
  const selected = document.getText(selection);
  return [
    { ...ofText(name, selected, selection.start.line), label: `Selection in ${name}` },
    whole,
  ];
}

function ofText(name: string, text: string, linesBefore: number): Source {
  const log = { name, bytes: new TextEncoder().encode(text), linesBefore };
  return { label: name, read: () => Promise.resolve(log) };
}

async function readClipboard(): Promise<GivenLog> {
  const text = await vscode.env.clipboard.readText();
  return { name: 'Clipboard', bytes: new TextEncoder().encode(text), linesBefore: 0 };
}

async function readChosenFile(): Promise<GivenLog | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Explain Log' })) ?? [];
  if (file === undefined) return undefined;
  const bytes = await vscode.workspace.fs.readFile(file);
  return { name: file.path.split('/').at(-1) ?? file.path, bytes, linesBefore: 0 };
}
