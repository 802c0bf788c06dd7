// The pages about findings that lie beside the program, by the id of the finding.

import { join } from 'node:path';
import type { Host } from '../host/host';
import { uriOfFile } from './workspace/file-uris';

/** @returns the uri of the page; undefined where there is none. */
export async function docsPages(
  host: Host,
  folder: string,
): Promise<(id: string) => string | undefined> {
  const names = new Set(await host.readDir(folder));
  return (id) => (names.has(`${id}.md`) ? uriOfFile(join(folder, `${id}.md`)) : undefined);
}
