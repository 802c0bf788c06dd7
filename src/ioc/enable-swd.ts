// A project whose debug interface is off → the edits that set SYS Debug to Serial Wire, as CubeMX itself would
// write it. Only where every key is known; where CubeMX has more to change (shared signals), there are none.

import type { FileEdit } from '../findings/finding';
import type { IocProject } from './ioc-project';
import { escapeKey } from './properties';
import { pinOf } from './read-ioc';
import { swdNamesOf } from './swd-pins';
import type { SwdNames } from './swd-pins';

/** Keys with their new values; undefined removes the line. */
type Changes = Map<string, string | undefined>;

/** The edits of `file`; undefined where they cannot be made without CubeMX. */
export function enableSwd(file: string, project: IocProject): readonly FileEdit[] | undefined {
  const names = swdNamesOf(project);
  // Several contexts: which of them owns the pins is CubeMX's to say. Before 4.16 the mode was spelled otherwise.
  if (names === undefined || project.format !== 'ioc' || project.contexts.length > 0)
    return undefined;
  if (project.problems.length > 0 || !isKnownVersion(project.version)) return undefined;
  const pins = [
    { name: nameOf(project, names, 0), signal: names.swdioSignal },
    { name: nameOf(project, names, 1), signal: names.swclkSignal },
  ];
  const changes: Changes = new Map();
  for (const { name, signal } of pins) {
    if (name === undefined || !isFree(project, name)) return undefined;
    setPin(project, changes, name, signal);
  }
  listPins(
    project,
    changes,
    pins.flatMap(({ name }) => name ?? []),
  );
  listIp(project, changes, names.ip);
  return toEdits(file, project, changes);
}

/** 4.16 and later, which write `Serial_Wire`. */
function isKnownVersion(version: string | undefined): boolean {
  const [major, minor] = (version ?? '').split('.').map(Number);
  if (major === undefined || minor === undefined) return false;
  return major > 4 || (major === 4 && minor >= 16);
}

/** The pin's name as the file has it or would have it. */
function nameOf(project: IocProject, names: SwdNames, which: 0 | 1): string | undefined {
  const pin = which === 0 ? names.swdio : names.swclk;
  const known = writtenNames(project);
  const own = known.find((name) => pinOf(name) === pin);
  if (own !== undefined) return own;
  if (names.suffix !== 'seen') return pin + names.suffix[which];
  const role = which === 0 ? '(JTMS/SWDIO)' : '(JTCK/SWCLK)';
  // L4 has more spellings than these two.
  if (project.family === 'STM32L4') return undefined;
  if (known.some((name) => / \(/.test(name))) return `${pin} ${role}`;
  return known.some((name) => /\w\(/.test(name)) ? pin + role : undefined;
}

/** Names of pins as they stand in the list and in keys. */
function writtenNames(project: IocProject): readonly string[] {
  const names: string[] = [];
  for (const [key, { value }] of project.values) {
    if (/^Mcu\.Pin\d+$/.test(key)) names.push(value);
    else if (/^P[A-Z]\d/.test(key)) names.push(key.slice(0, key.lastIndexOf('.')));
  }
  return names;
}

/** Not used, or as a plain GPIO; a peripheral's pin and a shared signal have keys elsewhere too. */
function isFree(project: IocProject, name: string): boolean {
  const pin = project.pins.find((other) => other.name === name);
  if (pin === undefined) return true;
  return pin.signal === undefined
    ? pin.mode === undefined
    : /^(GPIO_|SYS_|DEBUG_)/.test(pin.signal);
}

function setPin(project: IocProject, changes: Changes, name: string, signal: string): void {
  for (const key of project.values.keys()) {
    // The GPIO's own parameters (label, pull, speed) have no meaning for the debug interface.
    if (key.startsWith(`${name}.`) && key !== `${name}.Locked`) changes.set(key, undefined);
  }
  changes.set(`${name}.Mode`, 'Serial_Wire');
  changes.set(`${name}.Signal`, signal);
}

/** Puts the pins into `Mcu.PinN`: at the place of `VP_SYS_VS_ND` and at the end. CubeMX sorts them when it saves. */
function listPins(project: IocProject, changes: Changes, pins: readonly string[]): void {
  const listed = new Map<number, string>();
  for (const [key, { value }] of project.values) {
    const number = /^Mcu\.Pin(\d{1,4})$/.exec(key)?.[1];
    if (number !== undefined) listed.set(Number(number), value);
  }
  const missing = pins.filter((pin) => ![...listed.values()].includes(pin));
  const count = Math.max(-1, ...listed.keys()) + 1;
  const gap = [...listed].find(([, name]) => name === 'VP_SYS_VS_ND')?.[0];
  const places = [
    ...(gap === undefined ? [] : [gap]),
    ...Array.from({ length: missing.length }, (_, index) => count + index),
  ];
  for (const [index, pin] of missing.entries()) changes.set(`Mcu.Pin${places[index] ?? 0}`, pin);
  const total = count + missing.length - (gap === undefined || missing.length === 0 ? 0 : 1);
  if (total !== count) changes.set('Mcu.PinsNb', String(total));
  if (gap === undefined) return;
  changes.set('VP_SYS_VS_ND.Mode', undefined);
  changes.set('VP_SYS_VS_ND.Signal', undefined);
}

function listIp(project: IocProject, changes: Changes, ip: string): void {
  if (project.ips.some(({ name }) => name === ip)) return;
  let count = 0;
  while (project.values.has(`Mcu.IP${count}`)) count++;
  changes.set(`Mcu.IP${count}`, ip);
  changes.set('Mcu.IPNb', String(count + 1));
}

function toEdits(file: string, project: IocProject, changes: Changes): readonly FileEdit[] {
  const edits: FileEdit[] = [];
  const added: string[] = [];
  for (const [key, value] of changes) {
    const old = project.values.get(key);
    if (old === undefined) {
      if (value !== undefined) added.push(key);
      continue;
    }
    if (old.value === value) continue;
    const { line, column, endColumn } = old.place;
    edits.push({
      file,
      start: { line, column },
      end: value === undefined ? { line: line + 1, column: 1 } : { line, column: endColumn },
      newText: value === undefined ? '' : lineOf(key, value),
    });
  }
  for (const [line, keys] of insertionLines(project, added)) {
    const lines = keys.map((key) => lineOf(key, changes.get(key) ?? '') + project.lineEnd);
    const place = { line, column: 1 };
    edits.push({ file, start: place, end: place, newText: lines.join('') });
  }
  return merged(edits.sort(byPlace));
}

/** An insertion stands before the removal of the line that it goes in front of. */
function byPlace(a: FileEdit, b: FileEdit): number {
  return a.start.line - b.start.line || a.end.line - b.end.line || a.end.column - b.end.column;
}

/** An insertion and the change of the line behind it as one: edits that touch are applied in either order. */
function merged(edits: readonly FileEdit[]): readonly FileEdit[] {
  const whole: FileEdit[] = [];
  for (const edit of edits) {
    const before = whole[whole.length - 1];
    const isTouching =
      before?.end.line === edit.start.line && before.end.column === edit.start.column;
    if (before === undefined || !isTouching) whole.push(edit);
    else {
      const newText = before.newText + edit.newText;
      whole[whole.length - 1] = { ...before, end: edit.end, newText };
    }
  }
  return whole;
}

/** Line → the new keys that go in front of it: where CubeMX's order of keys has them. */
function insertionLines(
  project: IocProject,
  added: readonly string[],
): ReadonlyMap<number, readonly string[]> {
  const existing = [...project.values].map(([key, { place }]) => ({ key, line: place.line }));
  const lastLine = existing[existing.length - 1]?.line ?? 0;
  const found = new Map<number, string[]>();
  for (const key of [...added].sort()) {
    // Files before 6.3 are in no order: there it goes in front of some larger key, which is as good as any.
    const next = existing.find((entry, index) => {
      const before = existing[index - 1];
      return entry.key > key && (before === undefined || before.key <= key);
    });
    const line = next?.line ?? lastLine;
    const keys = found.get(line) ?? [];
    found.set(line, keys);
    keys.push(key);
  }
  return found;
}

function lineOf(key: string, value: string): string {
  return `${escapeKey(key)}=${value.replace(/[\\:=]/g, '\\$&')}`;
}
