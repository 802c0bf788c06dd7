// The GDB server, a program it needs or the working folder is not there.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import { isServerProgram, isServerSilent } from '../symptoms';

export const serverBinaryMissing = defineCause({
  id: 'server-binary-missing',
  message: 'The GDB server, a program that it calls, or the working folder does not exist.',
  signs: [
    decisive('st-no-programmer'),
    decisive(
      'spawn-enoent',
      (log) =>
        log.matching(/spawn .{0,200}gdb(?!.?server)\S{0,12} ENOENT|spawn [A-Z]:\w/i).length === 0,
    ),
    { ...decisive('stlink-server-missing'), points: 14 },
    narrowing(9, 'cube-missing'),
    // It is there, and a library that it needs is not.
    rule('narrowing', 9, (log) =>
      log.heard('gdb-library').filter(({ text }) => isServerProgram(text)),
    ),
    narrowing(3, 'cube-loader'),
    generic(0.8, ['st-enumeration-failed', 'st-dll-error']),
    generic(1.5, 'ocd-stlink-server'),
    generic(0.6, 'gdb-refused', isServerSilent),
    // Nothing but "Load failed": the programmer that should say more did not run.
    rule('generic', 1.6, (log) =>
      log.has('cube-wrapper') || log.lineCount > 4
        ? []
        : log.heard('gdb-flash-failed').filter(({ text }) => /Load failed/i.test(text)),
    ),
  ],
  findings: { 'server-missing': 9, 'cwd-missing': 9, 'server-files-missing': 3 },
  fix(context) {
    if (context.log.has('stlink-server-missing')) {
      return 'Install stlink-server (it comes with STM32CubeProgrammer and STM32CubeIDE), or leave out the shared mode (-t; "shared" in our launches).';
    }
    if (context.log.has('st-no-programmer', 'cube-missing', 'cube-loader')) {
      return context.launch === undefined
        ? 'Install STM32CubeProgrammer (or repair its installation) and give its bin folder to the server with -cp.'
        : 'Install STM32CubeProgrammer (or repair its installation), and set "stm32cubeprogrammer" to its bin folder where it is not found.';
    }
    return 'Install the program, or correct the path to it in the configuration ("serverpath", "cwd"); then run the same command line with --version in a terminal.';
  },
  experiment: {
    text: 'Run the command line of the server with --version in a terminal: a program that is missing says so there.',
  },
});
