// Uris of documents and paths of files, each as the other.

import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a `file:` uri; undefined for every other, `untitled:` for instance. */
export function fileOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A host that is none of this machine, a broken escape: nothing that can be read.
    return undefined;
  }
}

/** What is no path is a uri already. */
export function uriOfFile(file: string): string {
  return isUri(file) ? file : pathToFileURL(file).href;
}

/** A drive has one letter. */
export function isUri(file: string): boolean {
  return /^[A-Za-z][\w+.-]+:/.test(file);
}
