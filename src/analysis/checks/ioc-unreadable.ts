// There is an .ioc file, and it is none: empty, binary, cut off, or with the marks of a merge.

import type { IocProblem } from '../../ioc/ioc-project';
import { defineCheck } from '../check';
import { iocLocation } from '../places';

export const iocUnreadable = defineCheck({
  id: 'ioc-unreadable',
  title: 'The CubeMX project can be read',
  severity: 'warning',
  needs: ['ioc'],
  run({ ioc: { value: ioc } }) {
    const { file, project } = ioc;
    const [first] = project.problems;
    if (first === undefined) return [];
    return [
      {
        message: messageOf(file, first),
        location: iocLocation(file, first.place),
        evidence: project.problems.map(({ message, place }) => ({
          what: message,
          where: `${file}:${place.line}`,
          location: iocLocation(file, place),
        })),
        fixes: [{ title: fixOf(first) }],
      },
    ];
  },
});

function messageOf(file: string, { kind, message, place }: IocProblem): string {
  switch (kind) {
    case 'not-cubemx':
    case 'binary':
      return `${file} is no CubeMX project: ${message}. Its part and its debug settings are not known.`;
    case 'conflict':
      return `${file} has unresolved merge conflicts from line ${place.line} on; what the checks read from it may be wrong.`;
    case 'cut-off':
    case 'no-json':
      return `${file} is not whole: ${message} (line ${place.line}). What is missing was not checked.`;
    case 'no-entry':
      return `${file} has a line that CubeMX does not write: line ${place.line} has no "=".`;
  }
}

function fixOf({ kind }: IocProblem): string {
  return kind === 'conflict'
    ? 'Resolve the merge, and open the result in CubeMX to see that it is whole.'
    : 'Restore the file from version control, or save it from CubeMX again; set "ioc" if another file is meant.';
}
