// Text of a CubeMX .ioc file → what it says about the project. Never throws: a key that is missing or
// broken is undefined.

import { debugStateOf } from './debug-state';
import type { IocIp, IocPin, IocPlace, IocProject } from './ioc-project';
import { problemsOf } from './ioc-problems';
import { readEntries } from './properties';
import type { IocEntry } from './properties';

type Values = IocProject['values'];

/** Reads the text of an .ioc file; text that is none gives a project of undefined members with problems. */
export function readIoc(text: string): IocProject {
  const entries = readEntries(text);
  const values = valuesOf(entries);
  const listed = numbered(values, 'Mcu.Pin');
  const pins = pinsOf(entries, new Set(listed.map(({ value }) => value)));
  const board = textAt(values, 'board');
  return {
    format: 'ioc',
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    device: textAt(values, 'Mcu.UserName'),
    devicePlace: values.get('Mcu.UserName')?.place,
    orderCode: textAt(values, 'Mcu.CPN'),
    family: textAt(values, 'Mcu.Family'),
    board: board === 'custom' ? undefined : board,
    version: textAt(values, 'MxCube.Version'),
    projectName: textAt(values, 'ProjectManager.ProjectName'),
    toolchain: textAt(values, 'ProjectManager.TargetToolchain'),
    mainLocation: textAt(values, 'ProjectManager.MainLocation'),
    contexts: numbered(values, 'Mcu.Context').map(({ value }) => value),
    trustZone: trustZoneOf(values),
    debug: debugStateOf(pins, noDebugPlace(values)),
    freePins: freePinsOf(values),
    pins: pins.filter(({ name }) => !name.startsWith('VP_')),
    ips: numbered(values, 'Mcu.IP').map(toIp),
    values,
    problems: problemsOf(text, entries, values),
  };
}

function valuesOf(entries: readonly IocEntry[]): Values {
  return new Map(entries.map(({ key, value, place }) => [key, { value, place }]));
}

function textAt(values: Values, key: string): string | undefined {
  const value = values.get(key)?.value;
  return value === undefined || value === '' ? undefined : value;
}

/** The entries `<prefix>0`, `<prefix>1`, … by their number, whatever the file's order and count say. */
function numbered(
  values: Values,
  prefix: string,
): readonly { readonly value: string; readonly place: IocPlace }[] {
  const found: { number: number; value: string; place: IocPlace }[] = [];
  for (const [key, { value, place }] of values) {
    if (!key.startsWith(prefix)) continue;
    const digits = key.slice(prefix.length);
    if (value !== '' && /^\d{1,4}$/.test(digits)) {
      found.push({ number: Number(digits), value, place });
    }
  }
  return found.sort((a, b) => a.number - b.number);
}

function toIp({ value, place }: { readonly value: string; readonly place: IocPlace }): IocIp {
  return { name: value, place };
}

/** An entry's key cut at its last dot: `PA13 (JTMS/SWDIO)` and `Signal`. */
function cut(key: string): { readonly owner: string; readonly member: string } | undefined {
  const dot = key.lastIndexOf('.');
  return dot < 0 ? undefined : { owner: key.slice(0, dot), member: key.slice(dot + 1) };
}

/** Port and number at the start of a pin's name; a pad without a port keeps its name. */
export function pinOf(name: string): string {
  return /^P[A-Z]\d{1,2}(?!\d)/.exec(name)?.[0] ?? name;
}

interface PinLines {
  first: IocPlace;
  signal?: { value: string; place: IocPlace };
  mode?: string;
  label?: string;
}

function pinsOf(entries: readonly IocEntry[], listed: ReadonlySet<string>): readonly IocPin[] {
  const found = new Map<string, PinLines>();
  for (const { key, value, place } of entries) {
    const parts = cut(key);
    if (parts === undefined) continue;
    const { owner, member } = parts;
    if (!listed.has(owner) && !/^P[A-Z]\d{1,2}(?!\d)/.test(owner)) continue;
    const lines: PinLines = found.get(owner) ?? { first: place };
    found.set(owner, lines);
    if (member === 'Signal' && value !== '') lines.signal = { value, place };
    if (member === 'Mode' && value !== '') lines.mode = value;
    if (member === 'GPIO_Label' && value !== '') lines.label = value;
  }
  return [...found]
    .filter(([, { signal, mode }]) => signal !== undefined || mode !== undefined)
    .map(([name, { first, signal, mode, label }]) => ({
      ...{ pin: pinOf(name), name, signal: signal?.value, mode, label },
      place: signal?.place ?? first,
    }));
}

function noDebugPlace(values: Values): IocPlace | undefined {
  const mode = values.get('VP_SYS_VS_ND.Mode');
  const signal = values.get('VP_SYS_VS_ND.Signal');
  if (mode?.value === 'No_Debug') return mode.place;
  return signal?.value === 'SYS_VS_ND' ? signal.place : undefined;
}

function freePinsOf(values: Values): IocProject['freePins'] {
  const plain = values.get('ProjectManager.FreePins');
  // Projects of several contexts name the contexts whose code frees the pins.
  const contexts = values.get('ProjectManager.FreePinsContext');
  const ofContext = contexts !== undefined && contexts.value !== '' ? contexts : undefined;
  const isPlain = plain?.value === 'true';
  const decisive = isPlain ? plain : (ofContext ?? plain);
  if (decisive === undefined) return undefined;
  return { value: isPlain || ofContext !== undefined, place: decisive.place };
}

function trustZoneOf(values: Values): boolean | undefined {
  if (textAt(values, 'Mcu.TrustZone') === 'enable') return true;
  switch (textAt(values, 'Mcu.ContextProject')) {
    case 'TrustZoneEnabled':
    case 'FullSecure':
      return true;
    case 'TrustZoneDisabled':
      return false;
    default:
      return undefined;
  }
}
