// Which file of the user's disk a debug-information name means, and the other way round. An image built
// elsewhere names paths that are not here; guessing is limited to the session's folder.

import { basename, isAbsolute, join, normalize, relative } from 'node:path';
import { fileNameOf } from '../base/file-name';
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
    return { name: fileNameOf(named), path: await found };
  }

  /** How a file may be called in the debug information, most exact first. */
  namesOf(path: string): readonly string[] {
    const inside = relative(this.cwd, path);
    const isInside = inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
    const names = [path, ...(isInside ? [inside.replaceAll('\\', '/')] : []), basename(path)];
    return [...new Set(names)];
  }

  /**
   * Whether a file of the program is another one than the asked, of the same name: it is on this machine at
   * another path. One that is not here comes from an image built elsewhere, and may well be the asked.
   */
  async isAnother(asked: string, fullname: string): Promise<boolean> {
    if (this.comparable(asked) === this.comparable(fullname)) return false;
    const [wanted, found] = await Promise.all([this.host.stat(asked), this.host.stat(fullname)]);
    if (found === undefined) return false;
    // One file by two names (links, substituted drives) has one size and one time.
    return found.sizeBytes !== wanted?.sizeBytes || found.modifiedMs !== wanted.modifiedMs;
  }

  private comparable(path: string): string {
    const normal = normalize(path);
    return this.host.platform === 'win32' ? normal.toLowerCase() : normal;
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
