// The ELF file is older than what it is made of: the session would show lines that are not what runs.

import { basename } from 'node:path';
import { count } from '../../base/count';
import type { Fix } from '../../findings/finding';
import type { Request } from '../../launch/attributes';
import { defineCheck } from '../check';

const shownLimit = 3;
const iocName = /\.ioc2?$/i;

export const elfOlderThanSources = defineCheck({
  id: 'elf-older-than-sources',
  title: 'The ELF file is newer than its sources',
  severity: 'warning',
  needs: ['imageAge'],
  run({ imageAge: { value: age, source } }, { args }) {
    const [newest] = age.newer;
    if (newest === undefined) return [];
    // CubeMX saves its file also when nothing that is generated changed.
    const isOnlyIoc = age.newer.every(({ file }) => iocName.test(file));
    const shown = age.newer.slice(0, shownLimit);
    const more = age.newer.length - shown.length;
    const names = shown.map(({ file }) => basename(file));
    const list = [...names, ...(more > 0 ? [`${more} more`] : [])];
    const what = isOnlyIoc
      ? 'so what was changed there is not in it unless the code was generated before'
      : args.request === 'attach'
        ? 'so lines and variables may be shown at the wrong places'
        : 'so the program that is loaded does not have the last changes';
    return [
      {
        severity: isOnlyIoc ? 'information' : 'warning',
        message: `${source} is older than ${joined(list)}, ${what}.`,
        evidence: shown.map(({ file, modifiedMs }) => ({
          what: `changed ${laterText(modifiedMs - age.modifiedMs)} after the ELF file was built`,
          where: file,
          location: { file },
        })),
        fixes: fixesFor(args.request, isOnlyIoc),
      },
    ];
  },
});

function fixesFor(request: Request, isOnlyIoc: boolean): readonly Fix[] {
  if (request === 'attach') return [{ title: 'Build and program the target, then attach again.' }];
  const build = isOnlyIoc
    ? 'Generate the code in CubeMX and build before debugging.'
    : 'Build before debugging.';
  return [
    { title: build },
    { title: 'Name the build task in preLaunchTask, so that every launch builds first.' },
  ];
}

function joined(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

const units: readonly (readonly [name: string, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `3 hours`, in the largest unit of which there is a whole one. */
function laterText(durationMs: number): string {
  const [name, ms] = units.find(([, length]) => durationMs >= length) ?? ['second', 1000];
  return count(Math.max(1, Math.floor(durationMs / ms)), name);
}
