// The shape of a change that is offered without a problem: a refactoring of the script at a place.

import type { FileEdit } from '../findings/finding';
import type { ScriptView } from './script-view';

/** What is selected, in offsets of the document. */
export interface Selection {
  readonly start: number;
  readonly end: number;
}

export interface OfferedChange {
  readonly title: string;
  readonly edits: readonly FileEdit[];
}

/** Gives nothing where it makes no sense. Pure. */
export type Action = (view: ScriptView, selection: Selection) => readonly OfferedChange[];

/** Whether a place of this document touches the selection. */
export function touches(
  view: ScriptView,
  place: { readonly file: string; readonly start: number; readonly end: number } | undefined,
  { start, end }: Selection,
): boolean {
  return (
    place !== undefined && place.file === view.file && place.start <= end && start <= place.end
  );
}
