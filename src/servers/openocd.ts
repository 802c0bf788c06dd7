// OpenOCD with a probe of this computer: the one that is attached, or what its configuration files name.
// What it says and how it ends was seen with 0.12; what differs in other versions is noted where it matters.

import type { LaunchArgs, ResetStrategy } from '../launch/launch-args';
import type { ServerDriver } from '../launch/server-driver';
import { openOcdArgs } from './openocd-commands';
import { choosesByProbe, interfaceNotes } from './openocd-interfaces';
import { fatal, noAnswer, portTaken } from './openocd-lines';
import { openOcdProblems } from './openocd-problems';
import { fixedPorts, isSurelyUsb, neededFiles, probeUse } from './openocd-use';
import { readyLine, readyLineProblems } from './ready-line';
import { startWithoutReset } from './start-without-reset';

const resetStrategies: readonly ResetStrategy[] = [
  ...(['none', 'software', 'hardware', 'core', 'connect-under-reset'] as const),
];

export const openocd: ServerDriver = {
  id: 'openocd',
  label: 'OpenOCD, started for the session',
  name: 'OpenOCD',
  tool: {
    names: ['openocd'],
    // "xPack Open On-Chip Debugger 0.12.0+dev-01557-gdd1758272-dirty (2024-…)".
    version: /Open On-Chip Debugger (\d+\.\d+\.\d+(?:[+-][\w.]+)*)/,
    install:
      'Install OpenOCD: "sudo apt-get install openocd" on Debian and Ubuntu, "brew install openocd" on macOS, xPack OpenOCD (xpack-dev-tools on GitHub) elsewhere.',
  },
  reads: [
    ...(['serverpath', 'serverArgs', 'configFiles', 'searchDir'] as const),
    ...(['openOCDPreConfigLaunchCommands', 'openOCDLaunchCommands'] as const),
    ...(['serialNumber', 'stlinkServer', 'speed', 'resetStrategy', 'rtos'] as const),
    'overrideGDBServerStartedRegex',
  ],
  usesProbe: true,
  isSurelyUsb,
  files: neededFiles,
  fixedPorts,
  probeUse,
  problems: (args) => [...openOcdProblems(args), ...readyLineProblems(args)],
  choosesByProbe,
  command: (args, { program, port, probes = [] }) => ({
    program,
    args: openOcdArgs(args, port, probes),
    notes: interfaceNotes(args, probes),
    // It listens only once the probe is open and the target was examined; a part with several cores opens a port each.
    ready: readyLine(args, new RegExp(`Listening on port ${port} for gdb connections`)),
    ...{ fatal, noAnswer, portTaken },
    outputIsTarget: false,
  }),
  address: (_args, port) => ({ mode: 'extended-remote', host: '127.0.0.1', port }),
  resetStrategies,
  resetHalt: (args) => (isWithoutReset(args) ? startWithoutReset(args) : ['monitor reset halt']),
  beforeLoad: (args) => [isWithoutReset(args) ? 'monitor halt' : 'monitor reset halt'],
  erase: (args) => [isWithoutReset(args) ? 'monitor halt' : 'monitor reset halt', eraseFlash],
  // 0.12 and later leave a core halted when GDB detaches (gdb_server.c, gdb_detach).
  letRun: ['monitor resume'],
  /**
   * Told to continue by `vCont`, 0.12 loses a breakpoint that the core met before: it reports that stop while it still
   * takes GDB for waiting. Told by `c`, it knows that the core runs already (gdb_server.c, gdb_input_inner).
   */
  attachRunning: () => ['set remote verbose-resume-packet off'],
  // With `-rtos` it shows the tasks.
  threadsChange: true,
  endsOnSigterm: true,
};

function isWithoutReset({ resetStrategy }: LaunchArgs): boolean {
  return resetStrategy === 'none';
}

/**
 * Its "mass_erase" has another name in each flash driver, and erases one bank. The addresses of the banks are known once
 * they were probed; those elsewhere are one-time memory, external memory, or another name for the same flash.
 */
const eraseFlash = `monitor ${[
  'set n 0',
  'foreach unused [flash list] {flash probe $n; set bank [lindex [flash list] $n]',
  'if {[dict get $bank base] >= 0x08000000 && [dict get $bank base] < 0x0a000000 && [dict get $bank target] eq [target current]} {flash erase_sector $n 0 last}',
  'incr n}',
].join('; ')}`;
