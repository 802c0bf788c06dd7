// Text of a CubeMX .ioc file → what it says about the project. Never throws: a key that is missing or
// broken is undefined.

import type { IocProject } from './ioc-project';

/** Reads the text of an .ioc file; text that is none gives a project of undefined members. */
export function readIoc(text: string): IocProject {
  const values = readProperties(text);
  const board = textAt(values, 'board');
  return {
    format: 'ioc',
    devicePlace: undefined,
    orderCode: textAt(values, 'Mcu.CPN'),
    version: textAt(values, 'MxCube.Version'),
    mainLocation: textAt(values, 'ProjectManager.MainLocation'),
    contexts: [],
    trustZone: undefined,
    debug: { state: 'not-configured' },
    freePins: undefined,
    pins: [],
    ips: [],
    values: new Map(),
    device: textAt(values, 'Mcu.UserName'),
    family: textAt(values, 'Mcu.Family'),
    board: board === 'custom' ? undefined : board,
    projectName: textAt(values, 'ProjectManager.ProjectName'),
    toolchain: textAt(values, 'ProjectManager.TargetToolchain'),
  };
}

/**
 * Reads Java properties as CubeMX writes them: one entry a line, `\` before `:`, `=`, space and itself.
 * Continued lines do not occur there and are not joined. The last of two equal keys counts, as in Java.
 */
export function readProperties(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    const entry = line.replace(/^[\s\uFEFF]+/, '');
    if (entry === '' || entry.startsWith('#') || entry.startsWith('!')) continue;
    const at = separatorOf(entry);
    values.set(unescape(entry.slice(0, at)).trimEnd(), unescape(entry.slice(at + 1).trim()));
  }
  return values;
}

/** Where the first `=` stands that is not escaped; the end when there is none. */
function separatorOf(entry: string): number {
  for (let at = 0; at < entry.length; at++) {
    if (entry[at] === '\\') at++;
    else if (entry[at] === '=') return at;
  }
  return entry.length;
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.?))/g, (_, unicode?: string, other?: string) => {
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
    return other === undefined ? '' : (controls[other] ?? other);
  });
}

function textAt(values: ReadonlyMap<string, string>, key: string): string | undefined {
  const value = values.get(key);
  return value === undefined || value === '' ? undefined : value;
}
