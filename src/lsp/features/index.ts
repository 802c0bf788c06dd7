// The list of features. An addition is a file beside this one and a line here.

import type { Feature } from '../feature';
import { codeLens } from './code-lens';
import { completion } from './completion';
import { codeActions } from './code-actions';
import { definition } from './definition';
import { diagnostics } from './diagnostics';
import { documentHighlight } from './document-highlight';
import { documentLinks } from './document-links';
import { documentSymbols } from './document-symbols';
import { folding } from './folding';
import { formatting } from './formatting';
import { hover } from './hover';
import { inlayHints } from './inlay-hints';
import { references } from './references';
import { rename } from './rename';
import { selectionRange } from './selection-range';
import { semanticTokens } from './semantic-tokens';
import { signatureHelp } from './signature-help';
import { workspaceSymbols } from './workspace-symbols';

export const features: readonly Feature[] = [
  codeLens,
  completion,
  codeActions,
  definition,
  diagnostics,
  documentHighlight,
  documentLinks,
  documentSymbols,
  folding,
  hover,
  inlayHints,
  formatting,
  references,
  rename,
  selectionRange,
  semanticTokens,
  signatureHelp,
  workspaceSymbols,
];
