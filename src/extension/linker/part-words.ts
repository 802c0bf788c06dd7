// What is said about the part of a linker script: in the status bar, and in the list to choose from. Pure.

import type { DeviceMatch } from '../../devices/find-device';
import type { PartChoice, ScriptPartParams } from '../../protocol/lsp-extensions';

/** A row of the list; with `part` undefined it takes the choice back. */
export interface PartRow {
  readonly label: string;
  readonly description: string;
  readonly part: string | undefined;
  /** Under which heading it stands. */
  readonly group: 'choice' | 'project' | 'all';
  /** Whether it stays there whatever is typed. */
  readonly isKept: boolean;
}

export function statusText({ part, isLine }: ScriptPartParams): string {
  if (part === undefined) return 'Part not known';
  return isLine ? `${part} (line)` : part;
}

export function statusTooltip({ part, isLine, source }: ScriptPartParams): string {
  if (part === undefined) {
    return 'The part of this linker script is not known, so its regions are not compared with the memories of a part. Select to choose the part.';
  }
  const lines = [`Part of this linker script: ${part}`];
  if (source !== undefined) lines.push(`From: ${source}`);
  if (isLine) lines.push('Only the line is known: sizes are those of its largest part.');
  return [...lines, 'Select to choose another part.'].join('\n');
}

/**
 * The rows for what was typed so far.
 * @param names every part of the table
 * @param find what a name means that no row has, such as one with the package behind it
 */
export function partRows(
  about: ScriptPartParams,
  names: readonly string[],
  typed: string,
  find: (name: string) => DeviceMatch,
): readonly PartRow[] {
  const own = about.choices.map(named);
  const known = new Set(about.choices.map(({ part }) => part));
  const all = names.filter((name) => !known.has(name));
  const rows = [...own, ...all.map((part) => row(part, '', 'all'))];
  const wanted = typed.trim().toUpperCase();
  const isThere = [...known, ...names].some((name) => name.toUpperCase().includes(wanted));
  const meant = wanted === '' || isThere ? [] : meantBy(typed.trim(), find);
  return [...(about.isChosen ? [takenBack] : []), ...meant, ...rows];
}

const takenBack: PartRow = {
  label: 'Forget My Choice',
  description: 'what the project says counts again',
  part: undefined,
  group: 'choice',
  isKept: false,
};

function named({ part, why }: PartChoice): PartRow {
  return row(part, why, 'project');
}

function row(part: string, description: string, group: PartRow['group']): PartRow {
  return { label: part, description, part, group, isKept: false };
}

function meantBy(typed: string, find: (name: string) => DeviceMatch): readonly PartRow[] {
  const match = find(typed);
  if (match.kind === 'unknown') {
    const similar = (part: string): PartRow => row(part, `similar to ${typed}`, 'choice');
    return match.nearest.map((part) => ({ ...similar(part), isKept: true }));
  }
  const { name, match: exactness } = match.device;
  const meaning = exactness === 'line' ? 'the line, with the memories of its largest part' : typed;
  return [{ ...row(name, meaning, 'choice'), isKept: true }];
}
