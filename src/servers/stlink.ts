// ST-LINK_gdbserver, the GDB server of STM32CubeIDE, STM32CubeCLT and ST's bundles for VS Code. It cannot be run where
// this was written: options are those of its --help (7.x), resets and monitor commands those of its manual UM2576,
// lines and exit codes those of published logs. What was tried is in docs/tried.md.

import type { Finding } from '../findings/finding';
import type { LaunchArgs, ResetStrategy } from '../launch/launch-args';
import type { NeededFile, ProbeUse, ServerDriver, ServerExit } from '../launch/server-driver';
import { cubePlaces } from './cube-places';
import { serialProblems } from './probe-serial';
import { readyLine, readyLineProblems } from './ready-line';
import { resetStrategyProblems } from './reset-strategies';
import { startWithoutReset } from './start-without-reset';

const resetStrategies: readonly ResetStrategy[] = [
  ...(['none', 'software', 'hardware', 'core', 'connect-under-reset'] as const),
];

export const stlink: ServerDriver = {
  id: 'stlink',
  label: "ST's ST-LINK_gdbserver, started for the session",
  name: 'ST-LINK_gdbserver',
  tool: {
    names: ['ST-LINK_gdbserver'],
    places: cubePlaces({
      bundle: 'stlink-gdbserver',
      clt: 'STLink-gdb-server',
      plugin: 'stlink-gdb-server',
    }),
    version: /ST-LINK GDB server\. Version\s+(\d+(?:\.\d+)+)/,
    install:
      'Install STM32CubeCLT, STM32CubeIDE, or the bundle "stlink-gdbserver" of the extension "STM32Cube for Visual Studio Code" (st.com).',
  },
  reads: [
    ...(['serverpath', 'serverArgs', 'serialNumber', 'speed', 'resetStrategy', 'shared'] as const),
    ...(['targetProcessor', 'stm32cubeprogrammer', 'stlinkPath'] as const),
    'overrideGDBServerStartedRegex',
  ],
  usesProbe: true,
  probeFamilies: ['stlink'],
  isSurelyUsb: ({ shared }) => !shared,
  probeUse,
  files: neededFiles,
  problems,
  // The one behind GDB's is the port of its trace output, which it opens whether it is asked to or not.
  morePorts: 1,
  command: (args, { program, port, files }) => ({
    program,
    args: [
      ...['-p', `${port}`, ...programmerArgs(files), ...probeArgs(args)],
      ...connectArgs(args),
      ...(args.verify === false ? [] : ['-s']),
      ...(args.targetProcessor === undefined ? [] : ['-m', `${args.targetProcessor}`]),
      ...args.externalLoaders.flatMap((loader) => ['-el', loader]),
      // Without it the log has "Reason: Unknown" at best; with it the voltage, the firmware, the chip and the status.
      '-v',
      ...args.serverArgs,
    ],
    // Its own libraries lie beside it on Linux; elsewhere the variable means nothing.
    env: { LD_LIBRARY_PATH: `${folderOf(program)}/native/linux_x64` },
    ready: readyLine(args, /Waiting for debugger connection\.\.\./),
    fatal,
    noAnswer,
    retrying: /^Target is not responding, retrying/,
    portTaken: [/Failed to bind to port/, /Failure starting (?:GDB|SWV) server/],
    outputIsTarget: false,
    notes: [
      {
        text: `ST-LINK_gdbserver listens on all addresses of this computer, as it has no option for one: ports ${port} and ${port + 1} can be reached from the network while it runs.`,
        isShown: false,
      },
    ],
    exits,
  }),
  // Not extended-remote, where GDB keeps the connection when it detaches: the server ends with its client.
  address: (_args, port) => ({ mode: 'remote', host: '127.0.0.1', port }),
  resetStrategies,
  resetHalt: (args) =>
    args.resetStrategy === 'none' ? startWithoutReset(args) : resetCommands(args.resetStrategy),
  beforeLoad: (args) =>
    args.resetStrategy === 'none' ? ['monitor halt'] : resetCommands(args.resetStrategy),
  erase: () => ['monitor flash mass_erase'],
  threadsChange: false,
  endsOnSigterm: false,
  endsAfterDetach: true,
};

/**
 * The first line that matches decides: behind a failed bind or a wedged probe it says "Reason: Unknown. Please check power
 * and cabling to target" as well.
 */
const fatal: readonly RegExp[] = [
  /PARSE ERROR:/,
  /Couldn't locate STM32CubeProgrammer/,
  /Failed launching .*stlink-server|Not able to connect to server/,
  /TCPCMD OPEN_DEV FAIL/,
  /Target USB comms error/,
  /Device connect error/,
  // Of stlink-server, after too many sessions through one of them.
  /Target unknown error 33\b/,
  /Failed to initialize external memory!/,
  /Target unknown MCU target/,
  /Target held under reset|DEV_TARGET_HELD_UNDER_RESET/,
  /^\s*Reason: (?!.*(?:No device found on target|Unknown\. Please check))/,
];

const noAnswer: readonly RegExp[] = [
  /Target no device found/,
  /Target unknown error (?!33\b)\d+/,
  /^\s*Reason: .*No device found on target/,
  /^\s*Reason: .*Unknown\. Please check power and cabling/,
];

/** Of 7.14.0, as published with their timings; most of them come with a line that says the same. */
const exits: Readonly<Record<number, ServerExit>> = {
  1: { text: 'it could not open the probe, which another program may have' },
  5: { text: 'it does not know the chip, or spoke JTAG to a board that is wired for SWD' },
  17: { text: 'there is no ST-LINK with this serial number' },
  20: { text: 'it found no ST-LINK' },
  // Windows, 0x8004FFFD.
  [0x8004fffd]: { text: 'it did not find STM32_Programmer_CLI in the folder it was given' },
};

/** What `--frequency` takes, in kHz: clocks of an ST-LINK/V2 and V3. */
const frequencies: readonly number[] = [5, 25, 100, 240, 950, 1800, 4000, 8000, 24000];

/** @returns the fastest that is not above; the slowest where all are. */
function frequencyFor(speed: number): number {
  return frequencies.findLast((frequency) => frequency <= speed) ?? Math.min(...frequencies);
}

function programmerArgs(files: Readonly<Partial<Record<string, string>>>): readonly string[] {
  const { stm32cubeprogrammer } = files;
  return stm32cubeprogrammer === undefined ? [] : ['-cp', folderOf(stm32cubeprogrammer)];
}

function probeArgs({
  interface: wires,
  serialNumber,
  speed,
  shared,
}: LaunchArgs): readonly string[] {
  return [
    // It has no option for JTAG, which is what it speaks without this one.
    ...(wires === 'jtag' ? [] : ['-d']),
    ...(serialNumber === undefined ? [] : ['-i', serialNumber]),
    ...(speed === undefined ? [] : ['--frequency', `${frequencyFor(speed)}`]),
    ...(shared ? ['-t'] : []),
  ];
}

/**
 * As STM32CubeIDE has them: `-k` connects under reset, `-g` neither resets nor halts. Without either it halts the core.
 * `--halt` makes `monitor reset` leave the cores halted, where otherwise the firmware runs on (Cortex-Debug, Zephyr).
 */
function connectArgs(args: LaunchArgs): readonly string[] {
  const { request, resetStrategy, haltOnAttach } = args;
  // As Cortex-Debug attaches; GDB halts the core as it connects.
  if (request === 'attach') return haltOnAttach ? ['-g', '--halt'] : ['-g'];
  if (resetStrategy === 'connect-under-reset') return ['-k', '--halt'];
  if (resetStrategy === 'none') return ['-g'];
  return ['--halt'];
}

/** `monitor reset halt`, which other servers take, is an error here. */
function resetCommands(
  resetStrategy: Exclude<ResetStrategy, 'none'> | undefined,
): readonly string[] {
  switch (resetStrategy) {
    case 'hardware':
      return ['monitor reset hardware', 'monitor halt'];
    case 'core':
      return ['monitor reset core', 'monitor halt'];
    case 'software':
    case 'connect-under-reset':
    case undefined:
      return ['monitor reset', 'monitor halt'];
  }
}

function probeUse({ resetStrategy, speed }: LaunchArgs): ProbeUse {
  return {
    // Which firmware it wants differs from version to version, and which version this is, only itself tells.
    leastJtag: undefined,
    usesNrst: resetStrategy === 'connect-under-reset' || resetStrategy === 'hardware',
    speedKhz: speed === undefined ? undefined : frequencyFor(speed),
  };
}

/** It programs by STM32_Programmer_CLI, whose folder it is told; each product has it at its own place beside the server. */
function neededFiles({ stm32cubeprogrammer: folder }: LaunchArgs): readonly NeededFile[] {
  const places = cubePlaces({
    bundle: 'programmer',
    clt: 'STM32CubeProgrammer',
    plugin: 'cubeprogrammer',
  });
  const named = ['%STM32CUBEPRG_PATH%', '%STM32CUBEPRG_PATH%/bin'];
  return [
    {
      attribute: 'stm32cubeprogrammer',
      text: 'STM32_Programmer_CLI',
      role: 'STM32CubeProgrammer',
      folders: [
        { from: 'program', path: '../../STM32CubeProgrammer/bin' },
        {
          from: 'program',
          path: '../../../com.st.stm32cube.ide.mcu.externaltools.cubeprogrammer.*/tools/bin',
        },
        { from: 'program', path: '../../../programmer/*/bin' },
      ],
      program: {
        ...(folder === undefined || folder === '' ? {} : { folder }),
        places: {
          win32: [
            ...named,
            ...(places.win32 ?? []),
            '%ProgramFiles%/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin',
          ],
          linux: [
            ...named,
            ...(places.linux ?? []),
            '/usr/local/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin',
            '~/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin',
          ],
          darwin: [
            ...named,
            ...(places.darwin ?? []),
            '/Applications/STMicroelectronics/STM32Cube/STM32CubeProgrammer/STM32CubeProgrammer.app/Contents/MacOs/bin',
          ],
        },
        install:
          'Install STM32CubeProgrammer, or STM32CubeCLT, which has the server and the programmer side by side (st.com).',
      },
    },
  ];
}

function problems(args: LaunchArgs): readonly Finding[] {
  return [
    ...serialProblems(args, /^[\w.:]+$/),
    ...resetStrategyProblems(args, stlink),
    ...readyLineProblems(args),
  ];
}

/** The path without its last name, with either kind of separator. */
function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}
