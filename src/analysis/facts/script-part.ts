// The part that a linker script is for: its file name, and the head comment that ST's scripts have.

import { LineIndex } from '../../base/text';
import { findDevice } from '../../devices/find-device';
import type { DeviceMatch } from '../../devices/find-device';

export interface ScriptPart {
  readonly text: string;
  readonly match: DeviceMatch;
  /** Where the comment names it; undefined for the file's name. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** ST's heads are shorter. */
const headLength = 3000;

/** `Device : STM32F405RGTx from …`, `Linker script for STM32F405RGTx Device …`, `… embedding STM32H743XIHx Device`. */
const headForms = [
  /\bDevice[ \t]*:[ \t]*(STM32[A-Z0-9]{4,10}x{0,2})\b/i,
  /\b(STM32[A-Z0-9]{4,10}x{0,2})[ \t]+Device\b/i,
  /\blinker script for (?:the )?(STM32[A-Z0-9]{4,10}x{0,2})\b/i,
];

/** The comment where it agrees with the name, else the name: whoever copies a script renames it first. */
export function findScriptPart(name: string, text: string): ScriptPart | undefined {
  const inName = partInName(name);
  const inHead = partInHead(text.slice(0, headLength));
  if (inName === undefined || inHead === undefined) return inName ?? inHead;
  return nameOf(inName) === nameOf(inHead) ? inHead : inName;
}

function nameOf({ match }: ScriptPart): string {
  return match.kind === 'found' ? match.device.name : '';
}

function partInName(name: string): ScriptPart | undefined {
  const text = /(?<![A-Z0-9])STM32[A-Z0-9]{4,10}/i.exec(name)?.[0];
  return text === undefined ? undefined : partOf(text, undefined, undefined);
}

function partInHead(head: string): ScriptPart | undefined {
  for (const form of headForms) {
    const match = form.exec(head);
    const text = match?.[1];
    if (match === null || text === undefined) continue;
    const place = new LineIndex(head).placeOf(match.index + match[0].indexOf(text));
    const part = partOf(text, place.line, place.column);
    if (part !== undefined) return part;
  }
  return undefined;
}

function partOf(
  text: string,
  line: number | undefined,
  column: number | undefined,
): ScriptPart | undefined {
  const match = findDevice(text);
  return match.kind === 'found' ? { text, match, line, column } : undefined;
}
