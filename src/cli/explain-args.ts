// The command line of `explain`: values as they were typed → what to do, or what is wrong with them.

export const explainFormats = ['text', 'json'] as const;

export type ExplainFormat = (typeof explainFormats)[number];

/** `explain`: which logs, and how to tell what they say. */
export interface ExplainCommand {
  readonly kind: 'explain';
  /** As they were typed; `-` is standard input, and so is no path at all. */
  readonly paths: readonly string[];
  readonly format: ExplainFormat;
  readonly output: string | undefined;
  readonly isPlain: boolean;
}

/** Its options, as the table in args.ts calls them. */
export const explainOptions: ReadonlySet<string> = new Set([
  ...['format', 'output', 'no-color', 'help', 'version'],
]);

/** What stands for standard input where a path is expected. */
export const standardInputName = '-';

export interface ExplainValues {
  readonly format: string;
  readonly output?: string | undefined;
  readonly 'no-color': boolean;
}

/** @returns a sentence when it cannot be carried out. */
export function parseExplain(
  values: ExplainValues,
  paths: readonly string[],
): ExplainCommand | { readonly wrong: string } {
  const format = explainFormats.find((name) => name === values.format);
  if (format === undefined)
    return {
      wrong: `--format of explain is one of ${explainFormats.join(', ')}, not "${values.format}".`,
    };
  if (paths.includes('')) return { wrong: 'A path is empty.' };
  if (paths.filter((path) => path === standardInputName).length > 1)
    return { wrong: 'Standard input (-) can be read only once.' };
  const isPlain = values['no-color'];
  return { kind: 'explain', paths, format, output: values.output, isPlain };
}
