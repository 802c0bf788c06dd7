// GDB does not run, is not there, or is for another kind of machine.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import type { ReadLog } from '../log';
import type { MessageName } from '../messages/index';
import { isServerProgram } from '../symptoms';

/** GDB's own banner stands behind the complaint. */
function hasRun(log: ReadLog, complaint: MessageName): boolean {
  const last = log.heard(complaint).at(-1)?.line ?? 0;
  return log.matching(/^GNU gdb \(/).some(({ line }) => line > last);
}

export const gdbMissingOrBroken = defineCause({
  id: 'gdb-missing-or-broken',
  message: 'GDB is missing, cannot run on this computer, or is not one for Arm.',
  signs: [
    { ...decisive(['gdb-not-found'], (log) => !hasRun(log, 'gdb-not-found')), points: 14 },
    rule('decisive', 12, (log) =>
      hasRun(log, 'gdb-library')
        ? []
        : log.heard('gdb-library').filter(({ text }) => !isServerProgram(text)),
    ),
    narrowing(8, 'gdb-not-started'),
    narrowing(7, 'gdb-truncated'),
    rule('narrowing', 13, (log) => log.matching(/spawn .{0,200}gdb(?!.?server)\S{0,12} ENOENT/i)),
    narrowing(1.5, 'gdb-packet'),
    // J-Link says that it listens; whoever should connect does not run.
    rule('narrowing', 3, (log) => {
      const ready = log.heard('jl-ready', 'jl-listening').at(-1);
      if (
        ready === undefined ||
        log.has('jl-no-target', 'jl-low-voltage', 'jl-device', 'jl-unspecified', 'jl-ramcode')
      )
        return [];
      return log.matching(/Connected to 127|Connected to client|Reading all registers/i).length ===
        0
        ? [ready]
        : [];
    }),
    generic(0.8, 'server-timeout'),
    rule('generic', 1.5, (log) => {
      const ready = log.heard('st-ready', 'ocd-listening-gdb', 'py-ready').at(-1);
      return ready !== undefined &&
        !log.has('st-client') &&
        log.has('server-timeout', 'server-start-timeout')
        ? [ready]
        : [];
    }),
  ],
  findings: { 'gdb-missing': 10, 'gdb-cannot-run': 10, 'gdb-not-arm': 5 },
  facts(launch) {
    const codes = ['gdb-cannot-run', 'gdb-no-arm', 'gdb-gone'];
    if (!codes.includes(launch.failure.code)) return [];
    const isProof = launch.failure.code !== 'gdb-gone';
    return [
      {
        strength: isProof ? 'decisive' : 'narrowing',
        points: isProof ? 14 : 5,
        evidence: { what: launch.failure.message, where: 'the start of GDB' },
        attribute: 'gdbPath',
      },
    ];
  },
  fix: () =>
    'Install a GDB for Arm that runs here (arm-none-eabi-gdb of the Arm or xPack toolchain, or gdb-multiarch), and name that program, not the GDB server, in "gdbPath". Where libncurses.so.5 is missing, install it or take a newer toolchain.',
  experiment: {
    text: 'Run the GDB in a terminal: gdb -batch -ex "show version" -ex "file app.elf". It must print its version and read the file.',
  },
});
