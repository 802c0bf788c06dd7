// Which sources of a project read which others by #include: by the ends of their paths, as -I folders are not known.

/** What the lines of a text name, within quotes and angle brackets. */
export function includedIn(text: string): readonly string[] {
  if (!text.includes('include')) return [];
  const lines = text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\r\n]{1,300})/gm);
  return [...lines].map(([, name = '']) => name);
}

interface Including {
  /** Absolute. */
  readonly file: string;
  readonly includes: readonly string[];
}

export class IncludeTree<T extends Including> {
  private readonly files = new Map<string, T>();
  private readonly named = new Map<string, T[]>();

  constructor(all: readonly T[]) {
    for (const each of all) {
      this.files.set(withSlashes(each.file), each);
      const last = lastOf(each.file);
      const others = this.named.get(last);
      if (others === undefined) this.named.set(last, [each]);
      else others.push(each);
    }
  }

  /** The file itself, and all that it includes or that these do. */
  reachedFrom(first: T): readonly T[] {
    const reached = new Set([first]);
    for (const each of reached) {
      for (const name of each.includes) for (const next of this.find(each, name)) reached.add(next);
    }
    return [...reached];
  }

  /** Beside the one that includes it; else every file whose path ends so. */
  private find({ file }: T, name: string): readonly T[] {
    const beside = this.files.get(besideOf(withSlashes(file), withSlashes(name)));
    if (beside !== undefined) return [beside];
    const end = withSlashes(name).replace(/^(?:\.{0,2}\/)*/, '');
    const found = this.named.get(lastOf(end)) ?? [];
    return found.filter((each) => `/${withSlashes(each.file)}`.endsWith(`/${end}`));
  }
}

function withSlashes(path: string): string {
  return path.replace(/\\/g, '/');
}

/** `/fw/Inc/a.h` of `/fw/Src/a.c` and `../Inc/a.h`. */
function besideOf(file: string, name: string): string {
  const folders = file.split('/').slice(0, -1);
  const parts = name.split('/').filter((part) => part !== '.');
  while (parts[0] === '..' && folders.length > 0) {
    parts.shift();
    folders.pop();
  }
  return [...folders, ...parts].join('/');
}

function lastOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
