// Where scripts are searched for: in the folders of the workspace, and beside a document that lies outside of them.

import { dirname, relative } from 'node:path';
import { isSkipped } from '../../analysis/find-scripts';
import { nextTurn } from '../../base/abort';
import { isInside } from '../../host/paths';

/** Scripts taken in before requests go first again. */
const takenAtOnce = 8;

export class ScriptSearch {
  private underWay = 0;
  /** Folders outside of the workspace. */
  private readonly searched = new Set<string>();

  /** @param folders of the workspace. */
  constructor(private readonly folders: () => readonly string[]) {}

  /** Before it ends, a fragment's includer may be missing. */
  isUnderWay(): boolean {
    return this.underWay > 0;
  }

  /** @returns what was found, and taken in by `take` */
  async run(
    find: () => Promise<readonly string[]>,
    take: (file: string) => Promise<void>,
  ): Promise<readonly string[]> {
    this.underWay += 1;
    try {
      const files = await find();
      for (const [index, file] of files.entries()) {
        await take(file);
        if (index % takenAtOnce === 0) await nextTurn();
      }
      return files;
    } finally {
      this.underWay -= 1;
    }
  }

  /** The folder of a file outside of the workspace, where what includes it may lie; once. */
  newFolderOf(file: string): string | undefined {
    const folder = dirname(file);
    const isKnown = this.folders().some((each) => isInside(each, file));
    if (isKnown || this.searched.has(folder)) return undefined;
    this.searched.add(folder);
    return folder;
  }

  /** Found by a search of the workspace's folders, or would be. */
  wouldFind(file: string): boolean {
    return this.folders().some((folder) => {
      return isInside(folder, file) && !isSkipped(relative(folder, file));
    });
  }

  /** In a folder that was searched, or below it. */
  isNear(file: string): boolean {
    return [...this.folders(), ...this.searched].some((each) => isInside(each, file));
  }
}
