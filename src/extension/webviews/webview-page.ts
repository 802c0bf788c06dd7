// The HTML of a webview: one script and one style sheet of ours, and nothing else may be loaded or run.

import * as vscode from 'vscode';

export interface WebviewPage {
  readonly title: string;
  /** Paths in the package. */
  readonly script: string;
  readonly style: string;
}

export function webviewPage(
  webview: vscode.Webview,
  asset: (path: string) => string,
  { title, script, style }: WebviewPage,
): string {
  const nonce = crypto.randomUUID();
  const uri = (path: string): string =>
    webview.asWebviewUri(vscode.Uri.file(asset(path))).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${uri(style)}">
    <title>${title}</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${uri(script)}"></script>
  </body>
</html>
`;
}
