// pyOCD, with any probe it knows: CMSIS-DAP, ST-LINK, J-Link. Options, lines and reset types are those of its source, 0.31 to
// 0.45; 0.45 was run at a simulated ST-LINK, and without a probe.

import type { Finding } from '../findings/finding';
import type { LaunchArgs, ResetStrategy } from '../launch/launch-args';
import type { NeededFile, ProbeUse, ServerDriver } from '../launch/server-driver';
import { serialProblems } from './probe-serial';
import { readyLine, readyLineProblems } from './ready-line';
import { resetStrategyProblems } from './reset-strategies';

/** Without `none`: up to 0.36 its flash loader resets before it programs (flash/flash.py, Flash.init). */
const resetStrategies: readonly ResetStrategy[] = [
  ...(['software', 'hardware', 'core', 'connect-under-reset'] as const),
];

export const pyocd: ServerDriver = {
  id: 'pyocd',
  label: 'pyOCD, started for the session',
  name: 'pyOCD',
  tool: {
    names: ['pyocd'],
    install: 'Install pyOCD: "python3 -m pip install pyocd", best in a virtual environment.',
  },
  reads: [
    ...(['serverpath', 'serverArgs', 'serialNumber', 'boardId', 'targetId', 'cmsisPack'] as const),
    ...(['speed', 'resetStrategy', 'overrideGDBServerStartedRegex'] as const),
  ],
  usesProbe: true,
  // "remote:host:port" is a probe at another computer's pyOCD.
  isSurelyUsb: ({ serialNumber }) => !/^remote:/i.test(serialNumber ?? ''),
  probeUse,
  files: neededFiles,
  problems,
  // For semihosting: it opens one in any case.
  morePorts: 1,
  command: (args, { program, port, morePorts: [telnet = 0], files }) => ({
    program,
    args: [
      // It listens on this computer only unless it is told otherwise. Without the last it waits for a probe for ever.
      ...['gdbserver', '--port', `${port}`, '--telnet-port', `${telnet}`, '--no-wait'],
      ...(args.serialNumber === undefined ? [] : ['--uid', args.serialNumber]),
      ...['--target', targetOf(args) ?? ''],
      ...packArgs(args, files['cmsisPack']),
      ...(args.speed === undefined ? [] : ['--frequency', `${args.speed}k`]),
      ...connectArgs(args),
      ...args.serverArgs,
    ],
    ready: readyLine(
      args,
      new RegExp(`GDB server (?:listening|started) (?:on|at) port ?:? ?${port}\\b`),
    ),
    ...{ fatal, noAnswer },
    // Of Python; the numbers of Linux, macOS and Windows.
    portTaken: [/OSError: \[(?:Errno 98|Errno 48|WinError 10048)\]/],
    outputIsTarget: false,
  }),
  address: (_args, port) => ({ mode: 'remote', host: '127.0.0.1', port }),
  resetStrategies,
  resetHalt: () => ['monitor reset halt'],
  beforeLoad: () => ['monitor reset halt'],
  erase: () => ['monitor reset halt', 'monitor erase'],
  // It knows FreeRTOS, Zephyr, RTX5 and others by their symbols.
  threadsChange: true,
  // Python ends at once then, and leaves the probe as it is.
  endsOnSigterm: false,
  endsAfterDetach: true,
};

const fatal: readonly RegExp[] = [
  /No connected debug probe/,
  /More than one debug probe matches/,
  /No probe selected/,
  /Target type \S+ not recognized/,
  /is using an unsupported, older firmware version/,
  /error: (?:argument|unrecognized arguments)/,
  /No such file or directory/,
];

/** Status codes of the ST-LINK: 5 no device, 9 IDCODE cannot be read, 11 debug power; and CMSIS-DAP's words. */
const noAnswer: readonly RegExp[] = [
  /STLink error \((?:5|9|11)\)/,
  /\bNo ACK\b/,
  /No cores were discovered/,
];

function connectArgs({ request, resetStrategy }: LaunchArgs): readonly string[] {
  // Its usual way halts while it connects.
  const mode =
    resetStrategy === 'connect-under-reset'
      ? 'under-reset'
      : request === 'attach'
        ? 'attach'
        : undefined;
  const type = resetType(resetStrategy);
  return [
    ...(mode === undefined ? [] : ['--connect', mode]),
    ...(type === undefined ? [] : ['-O', `reset_type=${type}`]),
  ];
}

/** Older names, which later versions still take. */
function resetType(resetStrategy: ResetStrategy | undefined): string | undefined {
  switch (resetStrategy) {
    case 'software':
      return 'sw_sysresetreq';
    case 'core':
      return 'sw_vectreset';
    case 'hardware':
    case 'connect-under-reset':
      return 'hw';
    case 'none':
    case undefined:
      return undefined;
  }
}

/**
 * Its names are those of the CMSIS packs in small letters, such as `stm32f405rgtx`; the letter of the package belongs to
 * them, the temperature range is an `x`. Which package a shorter name means is not known.
 */
function targetOf({ targetId, device }: LaunchArgs): string | undefined {
  if (targetId !== undefined || device === undefined) return targetId;
  const name = device.toLowerCase();
  const [, part] = /^(stm32\w{6}[a-z])\d\w*$/.exec(name) ?? [];
  return part === undefined ? name : `${part}x`;
}

function packArgs({ cmsisPack }: LaunchArgs, found: string | undefined): readonly string[] {
  return cmsisPack === undefined ? [] : ['--pack', found ?? cmsisPack];
}

function neededFiles({ cmsisPack }: LaunchArgs): readonly NeededFile[] {
  if (cmsisPack === undefined) return [];
  return [
    {
      ...{ attribute: 'cmsisPack', text: cmsisPack, role: 'a CMSIS pack' },
      folders: [{ from: 'cwd', path: '' }],
    },
  ];
}

/** pyOCD refuses an ST-LINK with older firmware than V2J24 (probe/stlink/stlink.py). */
function probeUse({ resetStrategy, speed }: LaunchArgs): ProbeUse {
  return {
    leastJtag: { v2: 24, v3: 1 },
    usesNrst: resetStrategy === 'hardware' || resetStrategy === 'connect-under-reset',
    speedKhz: speed,
  };
}

function problems(args: LaunchArgs): readonly Finding[] {
  return [
    ...serialProblems(args, /^\w[\w.:+-]*$/),
    ...readyLineProblems(args),
    ...resetStrategyProblems(args, pyocd),
    ...(targetOf(args) === undefined ? [noTarget] : []),
  ];
}

const noTarget: Finding = {
  id: 'pyocd-no-target',
  severity: 'error',
  message: 'pyOCD needs a device or a targetId to know what it debugs.',
  evidence: [{ what: 'neither "device" nor "targetId"', where: 'launch configuration' }],
  attribute: 'targetId',
  fixes: [
    {
      title:
        'Set device to the name on the chip, or targetId to a name of "pyocd list --targets"; "pyocd pack install" adds more of them.',
    },
  ],
};
