// Which script includes which: a script that another one includes is a part of that one, and is shown so.

export class ScriptGraph {
  private readonly included = new Map<string, ReadonlySet<string>>();

  /** @param files everything that it includes, through others too. */
  set(script: string, files: Iterable<string>): void {
    this.included.set(script, new Set(files));
  }

  delete(script: string): void {
    this.included.delete(script);
  }

  has(script: string): boolean {
    return this.included.has(script);
  }

  scripts(): Iterable<string> {
    return this.included.keys();
  }

  /** Scripts that have the file in them, itself where it is one. */
  wholesWith(file: string): readonly string[] {
    const found = this.includersOf(file);
    return this.included.has(file) ? [file, ...found] : found;
  }

  /** The scripts that ld is started with for this file to be read; the file itself where nobody includes it. */
  rootsOf(file: string): readonly string[] {
    const roots = this.includersOf(file).filter((each) => this.includersOf(each).length === 0);
    return roots.length > 0 ? roots.sort() : [file];
  }

  /** Files that include each other are neither's part. */
  private includersOf(file: string): string[] {
    const own = this.included.get(file);
    const found: string[] = [];
    for (const [script, files] of this.included) {
      if (script !== file && files.has(file) && own?.has(script) !== true) found.push(script);
    }
    return found;
  }
}
