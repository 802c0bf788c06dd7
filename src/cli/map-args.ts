// The command line of `map`: values as they were typed → what to do, or what is wrong with them.

export const mapFormats = ['text', 'json'] as const;

export type MapFormat = (typeof mapFormats)[number];

/** `map`: how large a build is, or how it differs from another one. */
export interface MapCommand {
  readonly kind: 'map';
  /** A map file or an ELF file, as it was typed. */
  readonly path: string;
  /** The earlier build. */
  readonly compare: string | undefined;
  readonly format: MapFormat;
  readonly output: string | undefined;
}

/** Its options, as the table in args.ts calls them. */
export const mapOptions: ReadonlySet<string> = new Set([
  ...['compare', 'format', 'output', 'no-color', 'help', 'version'],
]);

export interface MapValues {
  readonly format: string;
  readonly compare?: string | undefined;
  readonly output?: string | undefined;
}

/** @returns a sentence when it cannot be carried out. */
export function parseMap(
  { format: wanted, compare, output }: MapValues,
  paths: readonly string[],
): MapCommand | { readonly wrong: string } {
  const format = mapFormats.find((name) => name === wanted);
  if (format === undefined)
    return { wrong: `--format of map is one of ${mapFormats.join(', ')}, not "${wanted}".` };
  const [path, ...more] = paths;
  if (path === undefined || path === '') return { wrong: 'map needs a map file or an ELF file.' };
  if (more.length > 0)
    return { wrong: 'map takes one file; the other build is named by --compare.' };
  return { kind: 'map', path, compare, format, output };
}
