// What is known around the scripts: parts, builds, sources. Looked up in the background once for each folder and
// script, forgotten when a file of theirs changes; asked for at once.

import { dirname } from 'node:path';
import { folderLookUps, foldersAround, lookAround } from '../../analysis/around-script';
import type { FolderLookUps, Surroundings } from '../../analysis/around-script';
import { partOfScript } from '../../analysis/part-of-script';
import type { PartOfScript } from '../../analysis/part-of-script';
import { projectOf } from '../../analysis/sources-of-script';
import type { ScriptSources } from '../../analysis/sources-of-script';
import type { Host } from '../../host/host';
import { isInside } from '../../host/paths';
import type { LinkerScript } from '../../linker/script-model';
import { isUri } from './file-uris';

/** The script's folder, or one of the two above it. */
function isNear(folder: string, own: string): boolean {
  return folder === own || folder === dirname(own) || folder === dirname(dirname(own));
}

const nothing: Surroundings = { folders: [], build: undefined, needed: undefined };
const noSources: ScriptSources = { files: [], isComplete: false };

export class SurroundingsStore {
  /** As last seen: out of date until it was looked again, which is better than nothing. */
  private readonly around = new Map<string, Surroundings>();
  /** Scripts around which nothing has changed since somebody began to look. */
  private readonly current = new Set<string>();
  /** What the user said, by script; it ends with the server. */
  private readonly chosen = new Map<string, string>();
  private folders: FolderLookUps;

  /**
   * @param roots the folders of the workspace.
   * @param setting what the client's settings say of a script's part.
   */
  constructor(
    private readonly host: Host,
    private readonly roots: () => readonly string[],
    private readonly setting: (script: string) => string | undefined,
  ) {
    this.folders = folderLookUps(host);
  }

  isKnown(script: string): boolean {
    return isUri(script) || (this.around.has(script) && this.current.has(script));
  }

  of(script: string): Surroundings {
    return this.around.get(script) ?? nothing;
  }

  /** As far as it is known yet. */
  partOf(script: string, text: string): PartOfScript {
    return partOfScript(script, text, this.of(script).folders, this.chosenFor(script));
  }

  chosenFor(script: string): string | undefined {
    return this.chosen.get(script) ?? this.setting(script);
  }

  choose(script: string, part: string | undefined): void {
    if (part === undefined) this.chosen.delete(script);
    else this.chosen.set(script, part);
  }

  /** Reads what is around the script; what changes meanwhile has to be looked at again. */
  async look(path: string, script: LinkerScript): Promise<void> {
    this.current.add(path);
    const { host, folders: lookUps } = this;
    const folders = await foldersAround(path, this.roots(), lookUps);
    const found = await lookAround(host, script, folders, lookUps);
    if (this.current.has(path)) this.around.set(path, found);
  }

  async sourcesOf(script: string): Promise<ScriptSources> {
    if (isUri(script)) return noSources;
    const known = this.around.get(script)?.folders;
    // Asked before the background came to it.
    const seen = known ?? (await foldersAround(script, this.roots(), this.folders));
    const project = projectOf(seen);
    return project === undefined ? noSources : this.folders.allSources(project);
  }

  /** Of a script that is there no more. */
  forget(script: string): void {
    this.around.delete(script);
    this.current.delete(script);
  }

  /**
   * Files in these folders changed that say something about parts, builds or sources.
   * @returns the scripts that they may be about
   */
  forgetAround(folders: ReadonlySet<string>): readonly string[] {
    this.folders = folderLookUps(this.host);
    const above = [...folders].map((folder) => [folder, dirname(folder), dirname(dirname(folder))]);
    const scripts = [...this.current].filter((script) => {
      const own = dirname(script);
      // A file above or beside the script, or one in a build or source folder of its project.
      return above.some((places) =>
        places.some((folder, step) => isInside(folder, own) && (step === 0 || isNear(folder, own))),
      );
    });
    for (const script of scripts) this.current.delete(script);
    return scripts;
  }
}
