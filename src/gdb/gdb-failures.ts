// What can be wrong with GDB as a program, as failures with evidence and remedy. Not what GDB says about
// the program being debugged.

import { Failure } from '../base/failure';
import { describeExit } from '../host/child';
import type { ChildExit } from '../host/host';

/** What is known when GDB ended: stderr, and stdout lines that were no MI. */
export interface GdbEnd {
  readonly program: string;
  readonly exit: ChildExit;
  /** Oldest first. */
  readonly stderr: readonly string[];
  readonly stdout: readonly string[];
  readonly cwd: string | undefined;
}

/** GDB ended, or never began, before it showed a prompt. */
export function cannotRun(end: GdbEnd): Failure {
  const cause = findCause(end);
  const message = cause?.message ?? `"${end.program}" is no working GDB`;
  const said = [...end.stderr, ...end.stdout];
  return new Failure('gdb-cannot-run', 'environment', `${message}.`, {
    evidence: [
      `program: ${end.program}`,
      `it ${describeExit(end.exit)}${end.exit.kind === 'error' ? '' : ' before it showed a GDB/MI prompt'}`,
      ...(said.length === 0 ? ['it printed nothing'] : said),
    ],
    fix:
      cause?.fix ??
      'Set "gdbPath" to a GDB for Arm: arm-none-eabi-gdb of the Arm or ST toolchain, or gdb-multiarch.',
  });
}

/** GDB ended while it was needed; `expected` after we asked it to. */
export function gone(end: GdbEnd, expected: boolean): Failure {
  const message = expected
    ? 'GDB was ended.'
    : `GDB ended unexpectedly: it ${describeExit(end.exit)}.`;
  return new Failure('gdb-gone', 'environment', message, {
    evidence: [`program: ${end.program}`, ...end.stderr],
  });
}

interface Cause {
  readonly message: string;
  readonly fix: string;
}

function findCause(end: GdbEnd): Cause | undefined {
  return end.exit.kind === 'error'
    ? causeOfStartError(end, end.exit.code, end.exit.message)
    : (causeInOutput(end) ?? causeOfExitCode(end));
}

function causeOfStartError(end: GdbEnd, code: string, message: string): Cause | undefined {
  const wrongCpu = /system error -86|bad cpu type/i.test(message);
  if (wrongCpu) return badCpuType(end.program);
  switch (code) {
    case 'ENOENT':
      return {
        message:
          end.cwd === undefined
            ? `GDB "${end.program}" was not found`
            : `GDB "${end.program}" or its working directory "${end.cwd}" was not found`,
        fix: 'Install a GDB for Arm (arm-none-eabi-gdb or gdb-multiarch) or set "gdbPath" to the one you have.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        message: `GDB "${end.program}" may not be executed`,
        fix: 'Set "gdbPath" to the gdb program itself, not to a folder, and make it executable.',
      };
    case 'ENOEXEC':
    case 'UNKNOWN':
      return {
        message: `"${end.program}" is no program for this machine`,
        fix: 'Set "gdbPath" to a GDB built for this operating system and processor.',
      };
    default:
      return undefined;
  }
}

/** Signs in what the program or the dynamic loader printed, most telling first. */
function causeInOutput(end: GdbEnd): Cause | undefined {
  const said = [...end.stderr, ...end.stdout].join('\n');
  const library =
    /error while loading shared libraries: ([^\s:]+)/.exec(said)?.[1] ??
    /Library not loaded: (\S+)/.exec(said)?.[1];
  if (library !== undefined) return missingLibrary(end.program, library);
  if (/version `GLIBC(XX)?_[\d.]+' not found/.test(said)) {
    return {
      message: `GDB "${end.program}" was built for a newer Linux than this one`,
      fix: 'Use an older release of the toolchain, or the gdb-multiarch package of this system.',
    };
  }
  if (/No module named '?encodings'?|Could not find platform (in)?dependent libraries/.test(said)) {
    return {
      message: `GDB "${end.program}" cannot start its Python`,
      fix: "Unset PYTHONHOME and PYTHONPATH for the debug session, or use the toolchain's GDB without Python.",
    };
  }
  if (/bad cpu type/i.test(said)) return badCpuType(end.program);
  // In getopt's words. Our own options are known to every GDB.
  const option =
    /(?:unrecognized|invalid|ambiguous) option (?:-- )?['‘`]?([^'’\s]+)/.exec(said)?.[1] ??
    /option ['‘`]([^'’]+)['’] requires an argument/.exec(said)?.[1];
  return option === undefined ? undefined : refusedOption(end.program, option);
}

function refusedOption(program: string, option: string): Cause {
  return {
    message: `GDB "${program}" refuses the option ${option}`,
    fix: 'Correct or remove it in "debuggerArgs".',
  };
}

function missingLibrary(program: string, library: string): Cause {
  const old = /ncursesw?\.so\.5|libtinfo\.so\.5/.test(library);
  const python = /python(\d[\d.]*)/.exec(library)?.[1]?.replace(/\.$/, '');
  const fix = old
    ? 'Install the libncurses5 and libtinfo5 packages if the system still has them, or use gdb-multiarch or a newer toolchain.'
    : python === undefined
      ? `Install the package that holds ${library}, or use gdb-multiarch of this system.`
      : `Install Python ${python} with its shared library, or use the toolchain's GDB without Python, or gdb-multiarch.`;
  return { message: `GDB "${program}" needs ${library}, which this system does not have`, fix };
}

/** NTSTATUS values as Windows gives them for an exit code (MS-ERREF 2.3.1). */
function causeOfExitCode(end: GdbEnd): Cause | undefined {
  if (end.exit.kind !== 'exited') return undefined;
  switch (end.exit.code >>> 0) {
    case 0xc0000135:
      return {
        message: `GDB "${end.program}" needs a DLL that was not found (0xC0000135)`,
        fix: "A GDB with Python needs the Python it was built for (python27.dll, python38.dll, …) on PATH; use the toolchain's GDB without Python.",
      };
    case 0xc000007b:
      return {
        message: `GDB "${end.program}" found a DLL of the wrong kind (0xC000007B)`,
        fix: 'A 32-bit GDB met 64-bit DLLs, or the reverse, on PATH: use a GDB of the same kind as the DLLs.',
      };
    default:
      return undefined;
  }
}

function badCpuType(program: string): Cause {
  return {
    message: `GDB "${program}" was built for another processor`,
    fix: 'On an Apple silicon Mac install the arm64 toolchain, or Rosetta 2 (softwareupdate --install-rosetta).',
  };
}
