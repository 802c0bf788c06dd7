// st-util of stlink-tools (stlink-org on GitHub) with an ST-LINK on USB. What it says and does was read in the source of
// 1.7.0 and tried with it at a simulated ST-LINK.

import type { Finding } from '../findings/finding';
import type { LaunchArgs, ResetStrategy } from '../launch/launch-args';
import type { ProbeUse, ServerDriver } from '../launch/server-driver';
import { serialProblems } from './probe-serial';
import { readyLine, readyLineProblems } from './ready-line';
import { resetStrategyProblems } from './reset-strategies';

const resetStrategies: readonly ResetStrategy[] = ['software', 'hardware', 'connect-under-reset'];

export const stutil: ServerDriver = {
  id: 'stutil',
  // It has no option for this computer alone: serve() binds INADDR_ANY.
  label: 'st-util of stlink-tools, started for the session (its port is open to the network)',
  name: 'st-util',
  tool: {
    names: ['st-util'],
    install:
      'Install stlink-tools: "sudo apt-get install stlink-tools" on Debian and Ubuntu, "brew install stlink" on macOS, a release of stlink-org on GitHub elsewhere.',
  },
  reads: [
    ...(['serverpath', 'serverArgs', 'serialNumber', 'speed', 'resetStrategy'] as const),
    'overrideGDBServerStartedRegex',
  ],
  usesProbe: true,
  probeFamilies: ['stlink'],
  isSurelyUsb: () => true,
  probeUse,
  problems,
  command: (args, { program, port }) => ({
    program,
    args: [
      // The short forms of the last three are missing in 1.7.
      ...['-p', `${port}`],
      ...(args.serialNumber === undefined ? [] : ['--serial', args.serialNumber]),
      ...(args.speed === undefined ? [] : [`--freq=${args.speed}K`]),
      ...connectArgs(args),
      ...args.serverArgs,
    ],
    // It serves one client: a trial connection would be it.
    ready: readyLine(args, new RegExp(`Listening at \\*:${port}\\.\\.\\.`)),
    ...{ fatal, noAnswer },
    portTaken: [/^bind: /],
    outputIsTarget: false,
    notes: [
      {
        text: `st-util listens on all addresses of this computer, as it has no option for one: port ${port} can be reached from the network until GDB has connected.`,
        isShown: true,
      },
    ],
  }),
  // Not extended-remote, upon which it waits for another client: so it gives the probe back when GDB goes.
  address: (_args, port) => ({ mode: 'remote', host: '127.0.0.1', port }),
  resetStrategies,
  resetHalt: resetCommands,
  // It has halted the core when GDB connected; it resets and halts it once more when all is written.
  beforeLoad: () => [],
  // By GDB's own command, from the list of flash that it gives; it has none.
  erase: () => ['flash-erase'],
  // It knows nothing of GDB's "detach".
  letRun: ['monitor resume'],
  threadsChange: false,
  endsOnSigterm: true,
};

const fatal: readonly RegExp[] = [
  /Couldn't find any ST-Link devices/,
  /Could not open USB device/,
  /Failed to open USB device/,
  /unable to claim \(probably already in use\?\)/,
  /Unsupported Target \(Chip ID is 0x0*[1-9a-f]/i,
  /Can't parse a frequency/,
  /unrecognized option/,
];

/** What it reads of a target that does not answer is 0, which it takes for a chip that it does not know. */
const noAnswer: readonly RegExp[] = [
  /Can not connect to target/,
  /Failed to read core_id/,
  /Could not find chip id/,
  /Unsupported Target \(Chip ID is 0+,/,
];

/** An attach must not reset; `software` keeps NRST alone, which it would pulse while connecting. */
function connectArgs({ request, resetStrategy }: LaunchArgs): readonly string[] {
  if (resetStrategy === 'connect-under-reset') return ['--connect-under-reset'];
  return request === 'attach' || resetStrategy === 'software' ? ['--hot-plug'] : [];
}

/** DEMCR (Armv7-M Architecture Reference Manual, C1.6.5): TRCENA, and VC_CORERESET, by which a reset ends in a halt. */
const demcr = '*(unsigned int *)0xe000edfc';
/** AIRCR with SYSRESETREQ (B3.2.6). */
const systemReset = 'set *(unsigned int *)0xe000ed0c = 0x05fa0004';

/**
 * "monitor reset" lets the core run, and "monitor jtag_reset" halts it a while after: both miss the first instructions.
 * With a vector catch the core stops before its first one, whoever resets it.
 */
function resetCommands({ resetStrategy }: LaunchArgs): readonly string[] {
  const isByPin = resetStrategy === 'hardware' || resetStrategy === 'connect-under-reset';
  return [
    'set language c',
    'monitor halt',
    `set ${demcr} = 0x01000001`,
    isByPin ? 'monitor jtag_reset' : systemReset,
    'monitor halt',
    `set ${demcr} = 0x01000000`,
    'set language auto',
  ];
}

function probeUse({ resetStrategy, speed }: LaunchArgs): ProbeUse {
  return {
    leastJtag: undefined,
    usesNrst: resetStrategy === 'hardware' || resetStrategy === 'connect-under-reset',
    speedKhz: speed,
  };
}

function problems(args: LaunchArgs): readonly Finding[] {
  return [
    ...serialProblems(args, /^[0-9a-f]{24}$/i),
    ...readyLineProblems(args),
    ...resetStrategyProblems(args, stutil),
    ...(args.interface === 'jtag' ? [noJtag] : []),
  ];
}

const noJtag: Finding = {
  id: 'stutil-no-jtag',
  severity: 'error',
  message: 'st-util connects by SWD only; "interface" is "jtag".',
  evidence: [{ what: '"interface": "jtag"', where: 'launch configuration' }],
  attribute: 'interface',
  fixes: [{ title: 'Set interface to "swd", or use servertype "openocd".' }],
};
