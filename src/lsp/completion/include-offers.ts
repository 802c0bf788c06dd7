// Scripts that INCLUDE could name: as seen from the folder of the script, which ld looks in when it is called there.

import { fileNameOf } from '../../base/file-name';
import { CompletionItemKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { named } from './offer';
import type { Offer } from './offer';

export function includeOffers({ uri }: ScriptView, scripts: readonly string[]): readonly Offer[] {
  const folder = uri.slice(0, uri.length - fileNameOf(uri).length);
  const names = scripts.flatMap((other) => {
    if (other === uri) return [];
    return [decoded(other.startsWith(folder) ? other.slice(folder.length) : fileNameOf(other))];
  });
  return [...new Set(names)].map((name) => named(name, CompletionItemKind.File));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
