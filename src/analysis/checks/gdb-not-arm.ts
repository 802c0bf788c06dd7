// A GDB that is called plain "gdb" is usually the computer's own, built without Arm. Some distributions build
// theirs for all machines, so the name proves nothing.

import { fileNameOf } from '../../base/file-name';
import { defineCheck } from '../check';

export const gdbNotArm = defineCheck({
  id: 'gdb-not-arm',
  title: 'GDB is one for Arm, by its name',
  severity: 'warning',
  needs: ['gdb'],
  run({ gdb: { value: search } }, { args }) {
    const path = search.found;
    const name = fileNameOf(path ?? '');
    if (path === undefined || !/^gdb(\.exe)?$/i.test(name)) return [];
    const asked = args.gdbPath;
    return [
      {
        message: `GDB ${path} is by its name this computer's own, which may know no Arm.`,
        evidence: [
          { what: `the program is called ${name}`, where: path },
          ...(asked === undefined
            ? []
            : [{ what: `"gdbPath": "${asked}"`, where: 'launch configuration' }]),
        ],
        fixes: [
          {
            title:
              'Set gdbPath to arm-none-eabi-gdb or gdb-multiarch, or remove it to have one looked for.',
          },
        ],
        attribute: 'gdbPath',
        confidence: 'possible',
      },
    ];
  },
});
