// Signature help: what the function or command at the cursor takes, and which argument is being typed.

import type { Position, SignatureHelp, SignatureInformation } from 'vscode-languageserver';
import { builtins } from '../builtins';
import { parametersOf } from '../builtins/builtin';
import type { Builtin } from '../builtins/builtin';
import { cursorPlace } from '../cursor-place';
import type { Feature } from '../feature';
import { paragraphs } from '../words/markdown';
import type { ScriptView } from '../script-view';

export const signatureHelp: Feature = {
  capabilities: {
    signatureHelpProvider: { triggerCharacters: ['('], retriggerCharacters: [','] },
  },
  listen(connection, views) {
    connection.onSignatureHelp(({ textDocument: { uri }, position }) => {
      const view = views.of(uri);
      return (view && signaturesAt(view, position)) ?? null;
    });
  },
};

export function signaturesAt(
  { document, tree }: ScriptView,
  position: Position,
): SignatureHelp | undefined {
  const offset = document.offsetAt(position);
  const text = document.getText();
  const place = cursorPlace(text, offset, tree.context, tree.isPreprocessed);
  if (place === undefined || place.callee === '') return undefined;
  const { callee, argument } = place;
  const signatures = builtins.flatMap((builtin) =>
    builtin.name === callee ? signaturesOf(builtin) : [],
  );
  if (signatures.length === 0) return undefined;
  const fitting = signatures.findIndex(({ parameters = [] }) => parameters.length > argument);
  return { signatures, activeSignature: Math.max(0, fitting), activeParameter: argument };
}

/** Of its forms those with brackets behind the name: `AT> region` is none. */
function signaturesOf({ name, forms, text, versions }: Builtin): readonly SignatureInformation[] {
  return forms
    .filter((form) => form.startsWith(`${name}(`))
    .map((form) => ({
      label: form,
      documentation: { kind: 'markdown', value: paragraphs(text, versions) },
      parameters: parametersOf(form).map((label) => ({ label })),
    }));
}
