// OpenOCD with a probe of this computer: an ST-LINK by default, anything its configuration files name otherwise.
// What it says and how it ends was seen with 0.12; what differs in other versions is noted where it matters.

import { isLoopback, parseHostPort } from '../base/host-port';
import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import type { FixedPort, NeededFile, ProbeUse, ServerDriver } from '../launch/server-driver';
import { byPartName } from './by-part-name';
import type { PartTable } from './by-part-name';

/**
 * OpenOCD's target file by the start of the part's name. Files as in 0.12, then those that came later (openocd.org,
 * tcl/target): an older OpenOCD without them is told by server-files-missing.
 */
const targetFiles: PartTable = [
  // Their names begin like those of a family below, whose file has another flash driver.
  ['STM32WBA', undefined],
  ['STM32WB0', undefined],
  ['STM32WL3', undefined],
  ['STM32H7R', undefined],
  ['STM32H7S', undefined],
  ['STM32F0', 'stm32f0x'],
  ['STM32F1', 'stm32f1x'],
  ['STM32F2', 'stm32f2x'],
  ['STM32F3', 'stm32f3x'],
  ['STM32F4', 'stm32f4x'],
  ['STM32F7', 'stm32f7x'],
  ['STM32G0', 'stm32g0x'],
  ['STM32G4', 'stm32g4x'],
  ['STM32H7', 'stm32h7x'],
  ['STM32L0', 'stm32l0'],
  ['STM32L1', 'stm32l1'],
  ['STM32L4', 'stm32l4x'],
  ['STM32L5', 'stm32l5x'],
  ['STM32U5', 'stm32u5x'],
  ['STM32WB', 'stm32wbx'],
  ['STM32WL', 'stm32wlx'],
  ['STM32C0', 'stm32c0x'],
  ['STM32H5', 'stm32h5x'],
  ['STM32U0', 'stm32u0x'],
];

const probeFile = 'interface/stlink.cfg';

export const openocd: ServerDriver = {
  id: 'openocd',
  label: 'OpenOCD, started for the session',
  name: 'OpenOCD',
  tool: {
    names: ['openocd'],
    install:
      'Install OpenOCD: "sudo apt-get install openocd" on Debian and Ubuntu, "brew install openocd" on macOS, xPack OpenOCD (xpack-dev-tools on GitHub) elsewhere.',
  },
  reads: [
    ...(['serverpath', 'serverArgs', 'configFiles', 'searchDir'] as const),
    ...(['openOCDPreConfigLaunchCommands', 'openOCDLaunchCommands'] as const),
    ...(['serialNumber', 'stlinkServer'] as const),
  ],
  usesProbe: true,
  isSurelyUsb,
  files: neededFiles,
  fixedPorts,
  probeUse,
  problems: (args) => [
    ...(args.configFiles.length > 0 || targetFile(args) !== undefined ? [] : [noTarget(args)]),
    ...stlinkServerProblems(args),
  ],
  command: (args, { program, port }) => ({
    program,
    args: [
      ...commands([
        'bindto 127.0.0.1',
        // Versions after 0.12 call it "gdb port" and still take this name. Before the files, which may read it.
        `gdb_port ${port}`,
        'tcl_port disabled',
        'telnet_port disabled',
        ...args.openOCDPreConfigLaunchCommands,
      ]),
      ...args.searchDir.flatMap((folder) => ['-s', folder]),
      ...(args.configFiles.length > 0
        ? args.configFiles.flatMap((file) => ['-f', file])
        : defaultFiles(args)),
      ...commands(probeCommands(args)),
      ...commands(args.openOCDLaunchCommands),
      ...args.serverArgs,
    ],
    // It listens only once the probe is open and the target was examined; a part with several cores opens a port each.
    ready: { kind: 'line', pattern: new RegExp(`Listening on port ${port} for gdb connections`) },
    fatal,
    noAnswer,
    portTaken: [/Error: couldn't bind gdb to socket/],
    outputIsTarget: false,
  }),
  address: (_args, port) => ({ mode: 'extended-remote', host: '127.0.0.1', port }),
  resetStrategies: ['none', 'software', 'hardware', 'core', 'connect-under-reset'],
  resetHalt: () => ['monitor reset halt'],
  beforeLoad: () => ['monitor reset halt'],
  // With `-rtos` in a configuration file it shows the tasks.
  threadsChange: true,
  endsOnSigterm: true,
};

/**
 * Behind all of these there is no session. Only a GDB port that cannot be bound leaves the process alive; the
 * others end it anyway, but so their own words are the message. "libusb_open() failed" is not among them: with
 * two probes it may be about the other one, and "open failed" follows when it is not.
 */
const fatal: readonly RegExp[] = [
  /Error: Can't find /,
  /Error: open failed/,
  /Error: unable to find a matching CMSIS-DAP device/,
  /Error: No J-Link device found/,
  /Error: The specified debug interface was not found/,
  /Error: Debug Adapter has to be specified/,
];

/** hla: the probe could not enter SWD; dapdirect: DPIDR cannot be read. */
const noAnswer: readonly RegExp[] = [
  /Error: init mode failed/,
  /Error: Error connecting DP: cannot read IDR/,
];

function commands(list: readonly string[]): readonly string[] {
  return list.flatMap((command) => ['-c', command]);
}

function defaultFiles(args: LaunchArgs): readonly string[] {
  // SWD is what an ST-LINK's file takes by itself. For JTAG its transport is called hla_jtag up to 0.12 and jtag later.
  const jtag = 'if {[catch {transport select hla_jtag}]} {transport select jtag}';
  return [
    ...['-f', probeFile],
    ...(args.interface === 'jtag' ? ['-c', jtag] : []),
    ...['-f', targetFile(args) ?? ''],
  ];
}

/**
 * Which probe, and by which way. It must come after the interface file, which brings the commands; each of its two
 * ST-LINK drivers has a name of its own for the second.
 */
function probeCommands({ serialNumber, stlinkServer }: LaunchArgs): readonly string[] {
  const server = parseHostPort(stlinkServer ?? '');
  const tcp = `tcp ${server?.port ?? 0}`;
  return [
    ...(serialNumber === undefined ? [] : [`adapter serial {${serialNumber}}`]),
    ...(server === undefined
      ? []
      : [`if {[catch {hla_stlink_backend ${tcp}}]} {st-link backend ${tcp}}`]),
  ];
}

/** Its backend has a port and no host: it connects to this computer (0.12, stlink_usb.c, stlink_tcp_open). */
function stlinkServerProblems({ stlinkServer, serialNumber }: LaunchArgs): readonly Finding[] {
  const problem = (message: string, attribute: string, fix: string): Finding => ({
    ...{ id: 'openocd-probe-settings', severity: 'error', message, attribute },
    evidence: [{ what: `"${attribute}" as it is set`, where: 'launch configuration' }],
    fixes: [{ title: fix }],
  });
  const problems: Finding[] = [];
  if (serialNumber !== undefined && !/^[\w.:-]+$/.test(serialNumber))
    problems.push(
      problem(
        `serialNumber "${serialNumber}" is no serial number of a probe.`,
        'serialNumber',
        'Take it from the list of "stm32-preflight probe", or leave it out with a single probe.',
      ),
    );
  if (stlinkServer === undefined) return problems;
  const server = parseHostPort(stlinkServer);
  if (server === undefined)
    problems.push(
      problem(
        `stlinkServer "${stlinkServer}" is not host:port.`,
        'stlinkServer',
        'Set it to the address of the stlink-server, for example "127.0.0.1:7184".',
      ),
    );
  else if (!isLoopback(server.host))
    problems.push(
      problem(
        `OpenOCD reaches an stlink-server on this computer only, not on ${server.host}.`,
        'stlinkServer',
        'Start the GDB server where the stlink-server is, and use servertype "external" with its address in gdbTarget.',
      ),
    );
  return problems;
}

/**
 * What its scripts ask for can only be guessed from what the configuration says: a file may do anything. Firmware V2J24
 * is the first with the commands of its DAP driver (0.12, stlink_usb.c, STLINK_F_HAS_DAP_REG).
 */
function probeUse(args: LaunchArgs): ProbeUse {
  const texts = [
    ...args.openOCDPreConfigLaunchCommands,
    ...args.configFiles,
    ...args.openOCDLaunchCommands,
    ...args.serverArgs,
  ];
  const isDap = texts.some((text) => /dapdirect_|stlink-dap/.test(text));
  const speeds = texts.flatMap((text) => [
    ...text.matchAll(/\badapter[_ ](?:speed|khz) (\d{1,6})\b/g),
  ]);
  const speedKhz = Number(speeds.at(-1)?.[1] ?? 0);
  return {
    leastJtag: isDap ? { v2: 24, v3: 1 } : undefined,
    usesNrst: texts.some((text) =>
      /\b(?:srst_only|trst_and_srst|connect_assert_srst)\b/.test(text),
    ),
    speedKhz: speedKhz > 0 ? speedKhz : undefined,
  };
}

/** @returns such as `target/stm32f4x.cfg`; undefined without a device or where no file is known. */
function targetFile(args: LaunchArgs): string | undefined {
  const file = byPartName(targetFiles, args.device);
  return file === undefined ? undefined : `target/${file}.cfg`;
}

/** Its own scripts for ST-LINK, J-Link and CMSIS-DAP use USB unless they are told another way. */
function isSurelyUsb(args: LaunchArgs): boolean {
  const usbFile = /(^|[/\\])interface[/\\](stlink|jlink|cmsis-dap)[^/\\]*\.cfg$/;
  const more = [...args.openOCDPreConfigLaunchCommands, ...args.openOCDLaunchCommands];
  if (args.stlinkServer !== undefined) return false;
  const isTold = [...more, ...args.serverArgs].some((text) => /\btcp\b|adapter driver/.test(text));
  return (
    !isTold && (args.configFiles.length === 0 || args.configFiles.some((f) => usbFile.test(f)))
  );
}

/**
 * Search order of 0.12 (options.c, add_default_dirs, and its own log at -d3), plus the folders of xPack's and
 * PlatformIO's packages. Only files that are named by a path can be missed; a user's script may read others.
 */
function neededFiles(args: LaunchArgs): readonly NeededFile[] {
  const named =
    args.configFiles.length > 0 ? args.configFiles : [probeFile, targetFile(args) ?? ''];
  const folders: NeededFile['folders'] = [
    { from: 'cwd', path: '' },
    ...args.searchDir.map((path) => ({ from: 'cwd' as const, path })),
    { from: 'home', path: '.config/openocd' },
    { from: 'home', path: '.openocd' },
    { from: 'program', path: '../share/openocd/site' },
    { from: 'program', path: '../share/openocd/scripts' },
    { from: 'program', path: '../openocd/scripts' },
    { from: 'program', path: '../scripts' },
    { from: 'root', path: '/usr/share/openocd/scripts' },
    { from: 'root', path: '/usr/local/share/openocd/scripts' },
  ];
  return named
    .filter((text) => text !== '')
    .map((text) => ({
      ...{ attribute: 'configFiles' as const, text, role: 'a configuration script', folders },
    }));
}

/** The user's own `telnet_port` and `tcl_port`; we disable both. OpenOCD ends when it cannot bind one of them. */
function fixedPorts(args: LaunchArgs): readonly FixedPort[] {
  const sources = [
    'openOCDPreConfigLaunchCommands' as const,
    'openOCDLaunchCommands' as const,
    'serverArgs' as const,
  ];
  return sources.flatMap((attribute) =>
    args[attribute].flatMap((text) =>
      [...text.matchAll(/\b(?:telnet|tcl)[_ ]port (\d{1,5})\b/g)]
        .map(([, port]) => ({ attribute, port: Number(port) }))
        .filter(({ port }) => port >= 1 && port <= 65535),
    ),
  );
}

function noTarget(args: LaunchArgs): Finding {
  const { device } = args;
  return {
    id: 'openocd-no-config',
    severity: 'error',
    message:
      device === undefined
        ? 'OpenOCD needs configFiles, or a device to choose its target file by.'
        : `No target file of OpenOCD is known for device "${device}", and there are no configFiles.`,
    evidence: [
      {
        what:
          device === undefined
            ? 'neither "configFiles" nor "device"'
            : `"device": "${device}", no "configFiles"`,
        where: 'launch configuration',
      },
    ],
    fixes: [
      {
        title:
          'Set configFiles, for example ["interface/stlink.cfg", "target/stm32f4x.cfg"], or device to the name on the chip.',
      },
    ],
    attribute: 'configFiles',
  };
}
