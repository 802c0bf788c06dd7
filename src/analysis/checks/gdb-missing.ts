// There is no GDB where one was looked for.

import { defineCheck } from '../check';

export const gdbMissing = defineCheck({
  id: 'gdb-missing',
  title: 'There is a GDB for Arm',
  severity: 'error',
  needs: ['gdb'],
  run({ gdb: { value: search } }, { args }) {
    if (search.found !== undefined) return [];
    const isSet = args.gdbPath !== undefined && args.gdbPath !== '';
    const install =
      'Install one: "sudo apt-get install gdb-multiarch" on Debian and Ubuntu, the Arm GNU Toolchain (developer.arm.com) elsewhere.';
    return [
      {
        message: isSet
          ? `There is no GDB at gdbPath "${args.gdbPath}".`
          : 'There is no GDB for Arm on this computer.',
        evidence: search.trail,
        ...(isSet ? { attribute: 'gdbPath' } : {}),
        fixes: isSet
          ? [{ title: 'Correct gdbPath, or remove it to have GDB looked for.' }, { title: install }]
          : [{ title: install }, { title: 'Set gdbPath if GDB is elsewhere.' }],
      },
    ];
  },
});
