// Which file of the user's disk a debug-information name means, and the other way round. An image built
// elsewhere names paths that are not here; guessing is limited to the session's folder.

import { basename, isAbsolute, join, relative } from 'node:path';
import type { Host } from '../host/host';
import type { Frame } from '../gdb/commands/stack';

export interface FoundSource {
  readonly name: string;
  /** Undefined when the file is not on this machine. */
  readonly path: string | undefined;
}

export class SourceFinder {
  private readonly known = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly host: Host,
    private readonly cwd: string,
  ) {}

  /** The source of a frame; undefined when it has no debug information. */
  async ofFrame(frame: Frame): Promise<FoundSource | undefined> {
    const named = frame.file ?? frame.fullname;
    if (named === undefined) return undefined;
    const key = frame.fullname ?? named;
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.firstExisting(candidates(frame, this.cwd));
      this.known.set(key, found);
    }
    return { name: named.replace(/^.*[\\/]/, ''), path: await found };
  }

  /** How a file may be called in the debug information, most exact first. */
  namesOf(path: string): readonly string[] {
    const inside = relative(this.cwd, path);
    const isInside = inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
    const names = [path, ...(isInside ? [inside.replaceAll('\\', '/')] : []), basename(path)];
    return [...new Set(names)];
  }

  private async firstExisting(paths: readonly string[]): Promise<string | undefined> {
    for (const path of paths) {
      if ((await this.host.stat(path))?.kind === 'file') return path;
    }
    return undefined;
  }
}

function candidates(frame: Frame, cwd: string): readonly string[] {
  const { file, fullname } = frame;
  const relativeName = file === undefined || isAbsolute(file) ? [] : [join(cwd, file)];
  return [...(fullname === undefined ? [] : [fullname]), ...relativeName];
}
