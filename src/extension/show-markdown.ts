// A page of our own as a preview of Markdown: not a file, so that closing it asks nothing.

import * as vscode from 'vscode';

const scheme = 'stm32-preflight-page';

/**
 * Beside the text that is worked on; in the place of another page where one is.
 * @param title shown on the tab.
 */
export async function showMarkdown(title: string, text: string): Promise<void> {
  const path = `/${title.replace(/[^\w .()-]+/g, ' ').trim()}.md`;
  const page = vscode.Uri.from({ scheme, path });
  // The preview reads the page once it opens; the text is not asked for again.
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => (uri.path === path ? text : undefined),
  });
  try {
    await vscode.workspace.openTextDocument(page);
    const isBesideText = vscode.window.activeTextEditor !== undefined;
    await vscode.commands.executeCommand(
      isBesideText ? 'markdown.showPreviewToSide' : 'markdown.showPreview',
      page,
    );
  } finally {
    provider.dispose();
  }
}
