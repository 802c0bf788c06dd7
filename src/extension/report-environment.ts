// Where a launch happened, for a report about it: versions, and what the report must not tell.

import * as vscode from 'vscode';
import type { Environment } from '../report/launch-report';
import { loadAnalyzer } from './analyzer';
import type { Services } from './services';

export async function reportEnvironment({ version }: Services): Promise<Environment> {
  const { whoIsHere } = await loadAnalyzer();
  const folders = vscode.workspace.workspaceFolders ?? [];
  const { remoteName } = vscode.env;
  return {
    versions: [
      ['STM32 Preflight', version],
      [vscode.env.appName, vscode.version],
      ['System', `${process.platform} ${process.arch}`],
      ['Node', process.versions.node],
      ...(remoteName === undefined ? [] : [['Remote', remoteName] as const]),
    ],
    known: {
      ...whoIsHere(),
      workspaceFolders: folders.map(({ uri }) => uri.fsPath),
      serials: [],
    },
  };
}
