// What an import did, as a page in Markdown.

import type { RawConfiguration } from '../launch-json';
import type { Imported, ImportNote } from './imported';

/** Most telling first. */
const order: readonly ImportNote['what'][] = ['lost', 'converted', 'kept'];

const words: Readonly<Record<ImportNote['what'], string>> = {
  lost: 'Lost',
  converted: 'Converted',
  kept: 'Kept',
};

/**
 * @param name the configuration's name in launch.json.
 * @param source where it came from, in a user's words.
 */
export function notesPage(
  name: string,
  source: string,
  { configuration, notes }: Imported,
): string {
  const count = (what: ImportNote['what']): number =>
    notes.filter((note) => note.what === what).length;
  const rows = order.flatMap((what) =>
    notes.filter((note) => note.what === what).map((note) => row(note)),
  );
  return [
    `# Imported: ${escaped(name)}`,
    '',
    `From ${escaped(source)}: ${count('kept')} kept, ${count('converted')} converted, ${count('lost')} lost.`,
    ...missing(configuration),
    '',
    '| Attribute there | | What became of it |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Without them there is no launch, or only half of the checks. */
function missing(configuration: RawConfiguration): readonly string[] {
  const isMissing = (name: string): boolean => configuration[name] === undefined;
  return [
    ...(isMissing('executable') && isMissing('program')
      ? ['', 'The ELF file is not known yet: give it in `executable`.']
      : []),
    ...(isMissing('device')
      ? ['', 'The part is not known yet: give the name on the chip in `device`.']
      : []),
  ];
}

function row({ attribute, what, text }: ImportNote): string {
  return `| ${escaped(attribute)} | ${words[what]} | ${escaped(text)} |`;
}

/** Texts come from files of others: nothing in them may become Markdown, a link, or a formula between two `$`. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~$]/g, '\\$&');
}
