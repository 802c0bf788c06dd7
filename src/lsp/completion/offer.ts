// What completion offers, before it is put into the protocol's form.

import type { CompletionItemKind } from 'vscode-languageserver';

export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Beside the label, in a few words. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is put in, with `$1`, `${1:word}` and `${1|a,b|}`; without it the label. */
  readonly snippet?: string;
  /** Lower ones stand first; 5 without. */
  readonly rank?: number;
  /** Its text is long and only looked up when somebody looks at it: the number in the list of builtins. */
  readonly builtin?: number;
}

/** A name, with what is known of it. */
export function named(
  label: string,
  kind: CompletionItemKind,
  detail?: string,
  rank?: number,
): Offer {
  return {
    ...{ label, kind },
    ...(detail === undefined || detail === '' ? {} : { detail }),
    ...(rank === undefined ? {} : { rank }),
  };
}

/** Text that means itself within a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** For clients without snippets: places to fill in hold what they suggest, or nothing. */
export function withoutStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}
