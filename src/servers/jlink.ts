// SEGGER's J-Link GDB server in its command line version. It cannot be run where this was written: options and exit codes
// are those of its manual (UM08001, wiki.segger.com), lines those of published logs. What was tried is in docs/tried.md.

import type { Finding } from '../findings/finding';
import type { LaunchArgs, ResetStrategy } from '../launch/launch-args';
import type { ProbeUse, ServerDriver, ServerExit } from '../launch/server-driver';
import { serialProblems } from './probe-serial';
import { readyLine, readyLineProblems } from './ready-line';
import { resetStrategyProblems } from './reset-strategies';
import { startWithoutReset } from './start-without-reset';

export const jlink: ServerDriver = {
  id: 'jlink',
  label: "SEGGER's J-Link GDB server, started for the session",
  name: 'JLinkGDBServer',
  tool: {
    names: ['JLinkGDBServerCLExe', 'JLinkGDBServerCL'],
    places: {
      win32: [
        '%ProgramFiles%/SEGGER/JLink',
        '%ProgramFiles%/SEGGER/JLink_V*',
        '%ProgramFiles(x86)%/SEGGER/JLink',
        '%ProgramFiles(x86)%/SEGGER/JLink_V*',
      ],
      linux: ['/opt/SEGGER/JLink', '/opt/SEGGER/JLink_V*'],
      darwin: ['/Applications/SEGGER/JLink', '/Applications/SEGGER/JLink_V*'],
    },
    // Asked with an option of its own it might open the probe: only the banner of the server that runs is read.
    version: /SEGGER J-Link GDB Server V(\d+\.\d+[a-z]?)/,
    install: 'Install the "J-Link Software and Documentation Pack" of segger.com.',
  },
  reads: [
    ...(['serverpath', 'serverArgs', 'serialNumber', 'speed', 'resetStrategy'] as const),
    ...(['ipAddress', 'jlinkscript', 'rtos', 'overrideGDBServerStartedRegex'] as const),
  ],
  usesProbe: true,
  probeFamilies: ['jlink'],
  isSurelyUsb: ({ ipAddress, serverArgs }) =>
    ipAddress === undefined && !serverArgs.some((text) => /^-select$/i.test(text)),
  probeUse,
  problems,
  // For trace output (SWO), and for the terminal.
  morePorts: 2,
  command: (args, { program, port, morePorts: [swo = 0, terminal = 0] }) => ({
    program,
    args: [
      ...['-singlerun', '-nogui', '-strict', '-timeout', '0', '-LocalhostOnly', '1'],
      ...['-if', args.interface === 'jtag' ? 'JTAG' : 'SWD'],
      ...(args.speed === undefined ? [] : ['-speed', `${args.speed}`]),
      ...['-port', `${port}`, '-swoport', `${swo}`, '-telnetport', `${terminal}`],
      ...['-device', deviceName(args.device ?? '')],
      ...selectArgs(args),
      ...(args.jlinkscript === undefined ? [] : ['-jlinkscriptfile', args.jlinkscript]),
      ...(args.rtos === undefined ? [] : ['-rtos', args.rtos]),
      ...(args.request === 'attach' && !args.haltOnAttach ? ['-nohalt'] : []),
      ...args.serverArgs,
    ],
    // It says so half a second before it can: until then registers read 0xdeadbeef (Cortex-Debug waits as long).
    ready: readyLine(args, /Waiting for GDB connection\.\.\./, 500),
    fatal,
    noAnswer,
    portTaken: [/Failed to open listener port/],
    outputIsTarget: false,
    exits,
  }),
  // Not extended-remote, where GDB keeps the connection when it detaches: -singlerun ends the server with its client.
  address: (_args, port) => ({ mode: 'remote', host: '127.0.0.1', port }),
  // Connecting under reset is tried by the J-Link itself when the core cannot be reached otherwise.
  resetStrategies: ['none', 'software', 'hardware', 'core'],
  resetHalt: (args) =>
    args.resetStrategy === 'none' ? startWithoutReset(args) : resetCommands(args.resetStrategy),
  beforeLoad: (args) =>
    args.resetStrategy === 'none' ? ['monitor halt'] : resetCommands(args.resetStrategy),
  erase: () => ['monitor flash erase'],
  // With -rtos it shows the tasks.
  threadsChange: true,
  endsOnSigterm: false,
  endsAfterDetach: true,
};

const fatal: readonly RegExp[] = [
  /Could not connect to J-Link/,
  /Connecting to J-Link failed/,
  /No emulators connected/,
  /Failed to get index for device name/,
  /device name 'Unspecified'/,
  /Unknown device/,
  /InitTarget\(\).*returned with error/,
];

const noAnswer: readonly RegExp[] = [
  /(?:Could not|Can ?not) connect to target/,
  /Target voltage too low|Supply voltage too low|VTarget too low/,
  /Connecting to CPU via connect under reset failed/,
];

/** Of its manual: J-Link GDB Server, exit codes of the command line version. */
const exits: Readonly<Record<number, ServerExit>> = {
  [-1]: { text: 'an error that it does not name' },
  [-2]: { text: 'a port could not be opened', code: 'server-port-taken' },
  [-3]: {
    text: 'it could not connect to the target, or sees no target voltage',
    code: 'target-no-answer',
  },
  [-4]: { text: 'it could not accept the connection of GDB' },
  [-5]: { text: 'it does not understand its command line' },
  [-6]: { text: 'it does not know the device' },
  [-7]: { text: 'it could not connect to the J-Link' },
};

/** SEGGER's names have no package and temperature, as in `STM32F405RG` for an STM32F405RGT6; a core may follow: `_M7`. */
function deviceName(device: string): string {
  const [, name] = /^(STM32(?:WBA\w{4}|\w{6}))[A-Z][\dx][A-Z]{0,3}$/i.exec(device) ?? [];
  return name ?? device;
}

/** A serial number means USB; an address alone the network. */
function selectArgs({ serialNumber, ipAddress }: LaunchArgs): readonly string[] {
  if (serialNumber !== undefined && serialNumber !== '') return ['-select', `usb=${serialNumber}`];
  return ipAddress === undefined ? [] : ['-select', `ip=${ipAddress}`];
}

/**
 * Its reset types for Cortex-M, all of which halt the core (wiki.segger.com, J-Link Reset Strategies): 0 is the best for
 * the device, SYSRESETREQ where nothing special is known; 1 the core alone; 2 the reset pin.
 */
function resetCommands(
  resetStrategy: Exclude<ResetStrategy, 'none'> | undefined,
): readonly string[] {
  switch (resetStrategy) {
    case 'core':
      return ['monitor reset 1', 'monitor halt'];
    case 'hardware':
      return ['monitor reset 2', 'monitor halt'];
    case 'software':
      return ['monitor reset 0', 'monitor halt'];
    case 'connect-under-reset':
    case undefined:
      return ['monitor reset', 'monitor halt'];
  }
}

function probeUse({ resetStrategy, speed }: LaunchArgs): ProbeUse {
  return { leastJtag: undefined, usesNrst: resetStrategy === 'hardware', speedKhz: speed };
}

function problems(args: LaunchArgs): readonly Finding[] {
  return [
    ...(args.device === undefined || args.device === '' ? [noDevice] : []),
    ...serialProblems(args, /^\d+$/),
    ...(args.resetStrategy === 'connect-under-reset'
      ? [noUnderReset]
      : resetStrategyProblems(args, jlink)),
    ...readyLineProblems(args),
  ];
}

/** No option of its manual asks for it, and its monitor commands come when it has connected (UM08001, GDB Server). */
const noUnderReset: Finding = {
  id: 'reset-strategy-unsupported',
  severity: 'error',
  message:
    'resetStrategy "connect-under-reset" cannot be asked of JLinkGDBServer, which connects under reset by itself when the core cannot be reached otherwise.',
  evidence: [{ what: '"resetStrategy": "connect-under-reset"', where: 'launch configuration' }],
  attribute: 'resetStrategy',
  fixes: [
    { title: 'Remove resetStrategy, or set it to "hardware" for resets by NRST.' },
    {
      title:
        "To hold NRST low from the start, set jlinkscript to a J-Link script that does it, such as SEGGER's Example_ConnectUnderReset.",
    },
    { title: 'Or set servertype to "openocd", which drives a J-Link under reset.' },
  ],
};

const noDevice: Finding = {
  id: 'jlink-no-device',
  severity: 'error',
  message: 'JLinkGDBServer needs the name of the part in device.',
  evidence: [{ what: 'no "device"', where: 'launch configuration' }],
  attribute: 'servertype',
  fixes: [
    {
      title:
        'Set device to the name on the chip as SEGGER lists it, for example "STM32F405RG" (segger.com, supported devices).',
    },
  ],
};
