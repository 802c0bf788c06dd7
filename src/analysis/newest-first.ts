// Files in the order in which they were built: of several, the newest is meant.

import type { Host } from '../host/host';

/** @returns those of the paths that are files, newest first. */
export async function newestFirst(
  host: Host,
  paths: readonly string[],
): Promise<readonly string[]> {
  const stats = await Promise.all(
    paths.map(async (path) => ({ path, stat: await host.stat(path) })),
  );
  return stats
    .filter(({ stat }) => stat?.kind === 'file')
    .sort((a, b) => (b.stat?.modifiedMs ?? 0) - (a.stat?.modifiedMs ?? 0))
    .map(({ path }) => path);
}
