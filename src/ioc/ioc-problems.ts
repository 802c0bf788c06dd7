// What is wrong with a file that calls itself .ioc: it is not CubeMX's, it is cut off, a merge left its marks.

import type { IocPlace, IocProblem, IocProject } from './ioc-project';
import type { IocEntry } from './properties';

/** At most this many: a binary file has a problem on every line. */
const maxProblems = 5;

/** Problems in the file's order; none for a whole file of any CubeMX from 4.5 on. */
export function problemsOf(
  text: string,
  entries: readonly IocEntry[],
  values: IocProject['values'],
): readonly IocProblem[] {
  const top: IocPlace = { start: 0, end: 0, line: 1, column: 1, endColumn: 1 };
  if (text.includes('\0')) {
    return [{ kind: 'binary', message: 'it has zero bytes, so it is no text', place: top }];
  }
  if (![...values.keys()].some((key) => key.startsWith('Mcu.'))) {
    const place = entries[0]?.place ?? top;
    const what = entries.length === 0 ? 'it is empty' : 'no line of it begins with "Mcu."';
    return [{ kind: 'not-cubemx', message: what, place }];
  }
  const isTextOver = /[\r\n]\s*$/.test(text);
  return [...brokenLines(entries, isTextOver), ...missingEntries(values)].slice(0, maxProblems);
}

const conflict = /^(<{7}|={7}|>{7}|\|{7})/;

function brokenLines(entries: readonly IocEntry[], isTextOver: boolean): readonly IocProblem[] {
  const last = entries[entries.length - 1];
  return entries.flatMap((entry): readonly IocProblem[] => {
    const { key, place, hasSeparator } = entry;
    // A line of seven equals signs has an empty key.
    if (conflict.test(key) || (key === '' && hasSeparator)) {
      return [{ kind: 'conflict', message: 'a merge left its marks here', place }];
    }
    if (hasSeparator) return [];
    const isCut = entry === last && !isTextOver;
    return [
      isCut
        ? { kind: 'cut-off', message: 'the file ends in the middle of this line', place }
        : { kind: 'no-entry', message: 'this line has no "="', place },
    ];
  });
}

/** The file lists fewer pins than it counts. (The count of IPs is wrong in files that CubeMX itself wrote.) */
function missingEntries(values: IocProject['values']): readonly IocProblem[] {
  const count = values.get('Mcu.PinsNb');
  if (count === undefined || !/^\d{1,4}$/.test(count.value)) return [];
  const wanted = Number(count.value);
  let listed = 0;
  for (let number = 0; number < wanted; number++) {
    if (values.has(`Mcu.Pin${number}`)) listed++;
  }
  if (listed === wanted) return [];
  const message = `it counts ${wanted} pins and lists ${listed} of them`;
  return [{ kind: 'cut-off', message, place: count.place }];
}
