// The GDB that was found cannot be started: it is for another machine, or asks for shared libraries that are
// nowhere. Prebuilt GDBs link old versions of ncurses and Python that distributions no longer have.

import type { Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { ProgramHealth } from '../facts';

export const gdbCannotRun = defineCheck({
  id: 'gdb-cannot-run',
  title: 'GDB can be started on this computer',
  severity: 'error',
  needs: ['gdbHealth'],
  run({ gdbHealth: { value: health, source } }) {
    if (health.foreignMachine !== undefined) return [foreign(health, source)];
    return health.missingLibraries.length === 0 ? [] : [withoutLibraries(health, source)];
  },
});

const another: Fix = {
  title:
    'Or use another GDB: "sudo apt-get install gdb-multiarch" on Debian and Ubuntu, or a newer Arm GNU Toolchain; set gdbPath if it is not found by itself.',
};

function foreign({ path, foreignMachine }: ProgramHealth, source: string): Problem {
  return {
    message: `GDB ${path} is a program for ${foreignMachine}, which this computer does not run.`,
    evidence: [{ what: `ELF header: ${foreignMachine}`, where: source }],
    fixes: [{ title: 'Install the toolchain for this computer, or correct gdbPath.' }],
  };
}

function withoutLibraries(health: ProgramHealth, source: string): Problem {
  const { path, missingLibraries: missing, searched } = health;
  const loader = missing.find((name) => name.startsWith('/'));
  const names = missing.join(', ');
  const what =
    loader !== undefined
      ? `its loader ${loader} is not there`
      : missing.length === 1
        ? `the shared library ${names} is not on this computer`
        : `the shared libraries ${names} are not on this computer`;
  return {
    message: `GDB ${path} cannot start: ${what}.`,
    evidence: [
      ...missing.map((name) => ({ what: `it asks for ${name}`, where: source })),
      { what: `looked for in ${searched.join(', ')}`, where: "the loader's places, ld.so(8)" },
    ],
    fixes: [...new Set(missing.map(remedy))].map((title) => ({ title })).concat(another),
  };
}

/** Packages by the start of the library's name; the last one is for the rest. */
function remedy(name: string): string {
  if (name === '/lib/ld-linux.so.2')
    return 'It is a 32-bit program: "sudo dpkg --add-architecture i386; sudo apt-get update; sudo apt-get install libc6:i386 libncurses5:i386" on Debian and Ubuntu.';
  if (name.startsWith('/')) return `Install the C library that has ${name}.`;
  if (/^lib(ncursesw?|tinfo)\.so\.5$/.test(name))
    return 'Install ncurses 5: "sudo apt-get install libncurses5 libncursesw5" on Debian up to 12 and Ubuntu up to 22.04, "sudo dnf install ncurses-compat-libs" on Fedora.';
  const [, python] = /^libpython(\d+\.\d+)m?\.so/.exec(name) ?? [];
  if (python !== undefined)
    return `Install Python ${python}'s library, "sudo apt-get install libpython${python}" where the distribution still has it; or take the GDB of the same toolchain that was built without Python.`;
  return `Install the package that has ${name}: "apt-file search ${name}" finds it on Debian and Ubuntu, "dnf provides" on Fedora.`;
}
