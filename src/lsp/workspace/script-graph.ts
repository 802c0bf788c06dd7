// Which script includes which: a script that another one includes is a part of that one, and is shown so.

const none: ReadonlySet<string> = new Set();

export class ScriptGraph {
  private readonly included = new Map<string, ReadonlySet<string>>();
  private readonly includers = new Map<string, Set<string>>();
  /** Asked for at every turn, and the same until an INCLUDE comes or goes. */
  private readonly roots = new Map<string, readonly string[]>();

  /**
   * @param files everything that it includes, through others too.
   * @returns what it included before and does not any more
   */
  set(script: string, files: Iterable<string>): readonly string[] {
    const before = this.included.get(script);
    const after = new Set(files);
    const dropped = [...(before ?? none)].filter((file) => !after.has(file));
    if (before?.size === after.size && dropped.length === 0) return [];
    this.roots.clear();
    this.included.set(script, after);
    for (const file of dropped) this.unlink(file, script);
    for (const file of after) {
      const scripts = this.includers.get(file);
      if (scripts === undefined) this.includers.set(file, new Set([script]));
      else scripts.add(script);
    }
    return dropped;
  }

  /** @returns what it included */
  delete(script: string): readonly string[] {
    const dropped = [...(this.included.get(script) ?? none)];
    this.roots.clear();
    this.included.delete(script);
    for (const file of dropped) this.unlink(file, script);
    return dropped;
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
    const known = this.roots.get(file);
    if (known !== undefined) return known;
    const roots = this.includersOf(file).filter((each) => this.includersOf(each).length === 0);
    const found = roots.length > 0 ? roots.sort() : [file];
    this.roots.set(file, found);
    return found;
  }

  /** Files that include each other are neither's part. */
  private includersOf(file: string): string[] {
    const own = this.included.get(file);
    return [...(this.includers.get(file) ?? none)].filter((script) => {
      return script !== file && own?.has(script) !== true;
    });
  }

  private unlink(file: string, script: string): void {
    const scripts = this.includers.get(file);
    scripts?.delete(script);
    if (scripts?.size === 0) this.includers.delete(file);
  }
}
