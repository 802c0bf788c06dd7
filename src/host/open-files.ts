// Which processes have a file, device or socket open, on Linux: /proc/<pid>/fd of this user's processes. Those
// of other users cannot be read and are never named.

import type { Host } from './host';

export interface OpenBy {
  readonly pid: number;
  /** The program's name, cut to 15 characters by the kernel; undefined where it is gone already. */
  readonly name: string | undefined;
}

/** A desktop has tens of thousands of open files, at 2 to 8 µs each; a launch does not wait for all of them. */
const maxLinks = 5_000;

/**
 * Looks for processes that have one of these open, the youngest first: a server that was left over is younger than
 * the browser and the editor, whose files may be too many.
 * @param targets as the links say: `/dev/bus/usb/001/004`, `socket:[4711]`.
 * @returns for each target with holders, these; empty where there is no /proc
 */
export async function whoHasOpen(
  host: Host,
  targets: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly OpenBy[]>> {
  const found = new Map<string, readonly OpenBy[]>();
  if (targets.size === 0) return found;
  const names = (await host.readDir('/proc')).filter((name) => /^\d+$/.test(name));
  const youngestFirst = names.map(Number).sort((a, b) => b - a);
  let links = 0;
  for (const pid of youngestFirst) {
    const folder = `/proc/${pid}/fd`;
    const seen = new Set<string>();
    for (const fd of await host.readDir(folder)) {
      const target = await host.readLink(`${folder}/${fd}`);
      if (target !== undefined && targets.has(target)) seen.add(target);
      links++;
    }
    const name = seen.size === 0 ? undefined : await nameOf(host, pid);
    for (const target of seen) found.set(target, [...(found.get(target) ?? []), { pid, name }]);
    if (links > maxLinks) break;
  }
  return found;
}

async function nameOf(host: Host, pid: number): Promise<string | undefined> {
  const comm = await host.readFile(`/proc/${pid}/comm`);
  return comm.ok ? new TextDecoder().decode(comm.bytes).trim() : undefined;
}
