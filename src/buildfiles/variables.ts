// The variables of a make or CMake file: what they are set to, and texts with their values put in.

/** Values of a variable that is set in several branches; more are not told apart. */
const valueLimit = 8;
const resultLimit = 16;
/** A file may define a variable by itself; this ends it. */
const stepLimit = 64;
const textLimit = 2048;
/** Of all expansions of one file together. */
const totalStepLimit = 20_000;

export interface Variables {
  set(name: string, value: string): void;
  /** The texts that it can come to, one for each value a variable has in the file; unknown variables stay. */
  expand(text: string): readonly string[];
}

/** @param isFolder names that stand for the folder of the file or of the project. */
export function createVariables(isFolder: (name: string) => boolean): Variables {
  const values = new Map<string, string[]>();
  let totalSteps = 0;
  const valuesOf = (name: string): readonly string[] | undefined =>
    isFolder(name) ? ['.'] : values.get(name);
  return {
    set: (name, value) => {
      const all = values.get(name) ?? [];
      const isNew = value !== '' && value.length <= textLimit && !all.includes(value);
      if (isNew && all.length < valueLimit) values.set(name, [...all, value]);
    },
    expand: (text) => {
      const done: string[] = [];
      const open = [text];
      for (let steps = 0; open.length > 0 && done.length < resultLimit; steps++) {
        const next = open.shift() ?? '';
        const mayGoOn =
          steps < stepLimit && totalSteps++ < totalStepLimit && next.length <= textLimit;
        const found = mayGoOn ? firstKnown(next, valuesOf) : undefined;
        if (found === undefined) done.push(next);
        else open.push(...found);
      }
      return [...new Set(done)];
    },
  };
}

/** The text with its first known variable replaced, once for each value; undefined when it has none. */
function firstKnown(
  text: string,
  valuesOf: (name: string) => readonly string[] | undefined,
): readonly string[] | undefined {
  for (const match of text.matchAll(/\$(?:\{([^${}()\s]{1,100})\}|\(([^${}()\s]{1,100})\))/g)) {
    const values = valuesOf(match[1] ?? match[2] ?? '');
    if (values === undefined) continue;
    const end = match.index + match[0].length;
    return values.map((value) => text.slice(0, match.index) + value + text.slice(end));
  }
  return undefined;
}
