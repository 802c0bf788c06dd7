// The program's own files were compiled with optimisation: stepping and variables will look odd.

import type { CompileUnit } from '../../elf/elf-image';
import { defineCheck } from '../check';

/** Files that are named as evidence. */
const listLimit = 5;

export const elfOptimised = defineCheck({
  id: 'elf-optimised',
  title: "The program's own files are compiled without optimisation",
  severity: 'information',
  needs: ['elf'],
  run({ elf: { value: image, source } }) {
    if (!image.isArm) return [];
    const units = image.compileUnits().filter(isOwn).flatMap(levelOf);
    const optimised = units.filter(({ level }) => level !== 'O0' && level !== 'Og');
    if (optimised.length === 0) return [];
    const listed = optimised.slice(0, listLimit);
    const rest = optimised.length - listed.length;
    return [
      {
        message: `${source} is compiled with optimisation (${countsOf(optimised.map(({ level }) => level))} of ${units.length} compile units of the program): steps jump between lines, and some variables have no value.`,
        evidence: [
          ...listed.map(({ unit, level }) => ({
            what: `${unit.name} is compiled with -${level}`,
            where: source,
          })),
          ...(rest > 0 ? [{ what: `and ${rest} more`, where: source }] : []),
        ],
        fixes: [
          {
            title:
              'For debugging compile with -Og (made for it) or -O0 (every line and variable kept; larger and slower).',
          },
        ],
      },
    ];
  },
});

interface Levelled {
  readonly unit: CompileUnit;
  /** `O2`; `O0` when the options name none. */
  readonly level: string;
}

/**
 * Neither the toolchain's libraries nor ST's and Arm's code that comes with them: people do not step through
 * those, and the former are always optimised.
 */
function isOwn({ name, folder = '' }: CompileUnit): boolean {
  const path = `${folder}/${name}`.replaceAll('\\', '/');
  const isToolchain =
    /\/(newlib|newlib-[^/]*|libgcc|libgloss|libstdc\+\+(-v3)?|picolibc[^/]*|gcc-arm-none-eabi[^/]*)\//;
  return !isToolchain.test(path) && !/\/(Drivers|Middlewares)\//.test(path);
}

/** GCC records its options in DW_AT_producer; of a compiler that does not, nothing is known. */
function levelOf(unit: CompileUnit): readonly Levelled[] {
  const { producer = '' } = unit;
  if (!/^GNU (C|C\+\+|GIMPLE)[\d ]/.test(producer)) return [];
  // Without a -m or -g option the options were not recorded (-gno-record-gcc-switches).
  if (!/ -[mg]/.test(producer)) return [];
  const levels = producer.split(' ').filter((option) => /^-O([0-3sgz]|fast)?$/.test(option));
  const last = levels.at(-1)?.slice(1) ?? 'O0';
  return [{ unit, level: last === 'O' ? 'O1' : last }];
}

/** `3 with -O2, 1 with -Os`. */
function countsOf(levels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([level, count]) => `${count} with -${level}`)
    .join(', ');
}
