// The documents that the client has open: by the files that they show, and as the client calls them.

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fileOfUri, uriOfFile } from './file-uris';

export class OpenFiles {
  private readonly documents = new Map<string, TextDocument>();
  private readonly uris = new Map<string, string>();

  /** @returns whether it was not open before */
  set(document: TextDocument): boolean {
    const isNew = !this.documents.has(document.uri);
    this.documents.set(document.uri, document);
    this.uris.set(fileOf(document.uri), document.uri);
    return isNew;
  }

  delete(uri: string): void {
    this.documents.delete(uri);
    this.uris.delete(fileOf(uri));
  }

  documentOf(file: string): TextDocument | undefined {
    return this.documents.get(this.uriOf(file));
  }

  has(file: string): boolean {
    return this.documents.has(this.uriOf(file));
  }

  files(): readonly string[] {
    return [...this.documents.keys()].map(fileOf);
  }

  allUris(): readonly string[] {
    return [...this.documents.keys()];
  }

  /** As the client calls it, where it has told. */
  uriOf(file: string): string {
    return this.uris.get(file) ?? uriOfFile(file);
  }
}

/** A document that is no file is called by its uri. */
export function fileOf(uri: string): string {
  return fileOfUri(uri) ?? uri;
}
