// THE table of launch attributes: name, type, default, meaning, and who reads it. The schema in
// package.json, the argument types and the warnings about unknown names are all derived from it.
// Names are Cortex-Debug's wherever it has one (its package.json, `contributes.debuggers`), so that a
// configuration keeps working when only its `type` is changed.

export type Request = 'launch' | 'attach';

interface AttributeBase {
  /** Shown in launch.json's hover and in the docs; one or two sentences, Markdown. */
  readonly text: string;
  /** Only for this request; both when absent. */
  readonly request?: Request;
  /** Read only by these servers; by every launch when absent. */
  readonly servers?: readonly string[];
  /** Another dialect's or older name's reading: the attribute to use instead. */
  readonly replacedBy?: string;
}

export type Attribute = AttributeBase &
  (
    | { readonly type: 'string'; readonly default?: string; readonly values?: readonly string[] }
    | { readonly type: 'boolean'; readonly default?: boolean }
    /** Whole and not negative; a text of digits is taken as well, as ST's launch.json has it. */
    | { readonly type: 'number'; readonly default?: number }
    | { readonly type: 'strings'; readonly default?: readonly string[] }
    | { readonly type: 'map' }
    /** An object with these members and no others. */
    | {
        readonly type: 'object';
        readonly members: Readonly<Record<string, MemberAttribute>>;
        readonly default?: Readonly<Record<string, unknown>>;
      }
  );

/** A member of an object; text is shown in its hover. */
export type MemberAttribute = { readonly text: string } & (
  | { readonly type: 'string'; readonly default: string; readonly values?: readonly string[] }
  | { readonly type: 'strings'; readonly default: readonly string[] }
);

const commands = (when: string): string =>
  `GDB commands run ${when}. An entry that starts with \`-\` is sent as a GDB/MI command.`;

export const attributes = {
  executable: {
    type: 'string',
    text: 'The ELF file with symbols, absolute or relative to `cwd`. It is programmed by a launch and only read by an attach.',
  },
  program: {
    type: 'string',
    text: 'The same as `executable`, as other debuggers call it.',
    replacedBy: 'executable',
  },
  servertype: {
    type: 'string',
    text: 'The GDB server: `qemu` starts QEMU with the board of `device`, `openocd` starts OpenOCD for the probe that is plugged in, `external` uses a server that runs already at `gdbTarget`.',
  },
  device: {
    type: 'string',
    text: 'The part as written on the chip or in the .ioc, such as `STM32F405RG`.',
  },
  core: {
    type: 'string',
    text: 'The core that the image is for, of a part with several: `M7`, `M4`, `M0+`.',
  },
  linkerScript: {
    type: 'string',
    text: 'The linker script that the image was linked with, for the checks. By default it is found in the build files beside it.',
  },
  ioc: {
    type: 'string',
    text: 'The CubeMX project of the image, for the checks. By default the .ioc file in `cwd` or above the ELF file.',
  },
  interface: {
    type: 'string',
    text: 'How the probe is wired to the target.',
    values: ['swd', 'jtag'],
    default: 'swd',
  },
  serialNumber: {
    type: 'string',
    text: 'Serial number of the probe to use, when several are plugged in.',
    servers: ['openocd', 'stlink', 'stutil', 'pyocd', 'jlink'],
  },
  connect: {
    type: 'string',
    text: '`auto`: when the target does not answer as configured, a slower clock and connecting under reset are tried as well, and what worked is told. `configured`: only as configured.',
    values: ['auto', 'configured'],
    default: 'auto',
  },
  speed: {
    type: 'number',
    text: "Clock of SWD or JTAG in kHz, such as `1000`. By default the server's own.",
    servers: ['openocd', 'stlink', 'stutil', 'pyocd', 'jlink'],
  },
  resetStrategy: {
    type: 'string',
    text: "How the target is reset. `software`: by its own reset request, without the NRST wire. `hardware`: by a pulse on NRST. `core`: only the core, peripherals keep their state. `connect-under-reset`: NRST is held while connecting, for firmware that switches SWD off or sleeps. `none`: never; the image starts at its entry point. By default the server's own way.",
    values: ['none', 'software', 'hardware', 'core', 'connect-under-reset'],
    servers: ['openocd', 'stlink', 'stutil', 'pyocd', 'jlink'],
  },
  haltOnAttach: {
    type: 'boolean',
    text: 'An attach halts the target. With `false` it keeps running, as far as the server can do that.',
    default: true,
    request: 'attach',
  },
  startRunning: {
    type: 'boolean',
    text: 'Let the target run once the launch is done, instead of stopping at `runToEntryPoint` or the reset vector.',
    default: false,
    request: 'launch',
  },
  action: {
    type: 'string',
    text: 'What a launch is for. `debug`: a session. `flash`: program, verify, start the firmware and end. `erase`: erase the whole flash and end.',
    values: ['debug', 'flash', 'erase'],
    default: 'debug',
    request: 'launch',
  },
  verify: {
    type: 'boolean',
    text: 'Compare what was programmed with the image. By default on a chip, and not on QEMU.',
    request: 'launch',
  },
  skipIfIdentical: {
    type: 'boolean',
    text: 'Compare before programming, and program only what differs from the image.',
    default: false,
    request: 'launch',
  },
  debugInLowPower: {
    type: 'boolean',
    text: 'While debugging, keep the debug connection in Sleep, Stop and Standby (DBGMCU); put back at the end of the session. Not with `haltOnAttach: false`.',
    default: true,
  },
  freezeWatchdogs: {
    type: 'boolean',
    text: 'While debugging, stop the watchdogs when the core is halted (DBGMCU); put back at the end of the session. Not with `haltOnAttach: false`.',
    default: true,
  },
  shared: {
    type: 'boolean',
    text: "Reach the ST-LINK through ST's stlink-server, so that other programs can use it beside the session.",
    default: false,
    servers: ['stlink'],
  },
  targetProcessor: {
    type: 'number',
    text: 'Number of the access port of the core, for a part with several cores.',
    servers: ['stlink'],
  },
  stm32cubeprogrammer: {
    type: 'string',
    text: 'Folder of STM32_Programmer_CLI, which ST-LINK_gdbserver needs to program. By default found in STM32CubeCLT, STM32CubeIDE, or STM32CubeProgrammer.',
    servers: ['stlink'],
  },
  stlinkPath: {
    type: 'string',
    text: 'The ST-LINK_gdbserver program, as Cortex-Debug calls it.',
    servers: ['stlink'],
    replacedBy: 'serverpath',
  },
  targetId: {
    type: 'string',
    text: "pyOCD's name of the target, such as `stm32f405rg`. By default from `device`.",
    servers: ['pyocd'],
  },
  boardId: {
    type: 'string',
    text: 'The probe, as pyOCD calls its unique id; `serialNumber` is the same.',
    servers: ['pyocd'],
    replacedBy: 'serialNumber',
  },
  cmsisPack: {
    type: 'string',
    text: 'A CMSIS pack file (`.pack`) with the target, for pyOCD.',
    servers: ['pyocd'],
  },
  ipAddress: {
    type: 'string',
    text: 'Address of a J-Link in the network, instead of one on USB.',
    servers: ['jlink'],
  },
  jlinkscript: {
    type: 'string',
    text: 'A J-Link script file.',
    servers: ['jlink'],
  },
  rtos: {
    type: 'string',
    text: "The RTOS whose tasks are shown as threads: OpenOCD's name (`FreeRTOS`, `ThreadX`, `auto`), or J-Link's plugin.",
    servers: ['openocd', 'jlink'],
  },
  overrideGDBServerStartedRegex: {
    type: 'string',
    text: 'A regular expression of the line that shows that the server is ready, for a version whose own line is not known.',
    servers: ['openocd', 'stlink', 'stutil', 'pyocd', 'jlink'],
  },
  stlinkServer: {
    type: 'string',
    text: "Address of ST's stlink-server, such as `127.0.0.1:7184`, to share an ST-LINK with other programs instead of opening it on USB. A remote host is only used when it is named here.",
    servers: ['openocd'],
  },
  externalLoaders: {
    type: 'strings',
    text: 'External loaders (`.stldr`) that program memory outside the chip. With one, bytes in such memory are no error.',
    default: [],
  },
  ramImage: {
    type: 'boolean',
    text: 'The image is loaded to RAM and runs there.',
    default: false,
  },
  vectorTable: {
    type: 'string',
    text: "Address where the image's vector table belongs when that is not the start of the flash: behind a boot loader, such as `0x08008000`.",
  },
  trustZone: {
    type: 'string',
    text: "Whether the chip's TrustZone option (TZEN) is on. `auto`: as the .ioc says.",
    values: ['auto', 'on', 'off'],
    default: 'auto',
  },
  preflight: {
    type: 'object',
    text: 'The checks before a launch.',
    members: {
      mode: {
        type: 'string',
        text: '`stop`: an error found stops the launch. `warn`: everything is told and nothing stops. `off`: nothing is checked.',
        values: ['stop', 'warn', 'off'],
        default: 'stop',
      },
      probe: {
        type: 'string',
        text: '`examine`: an ST-LINK is opened before the launch and asked for voltage, connection, part and protection, then given to the server. `list`: it is only looked for.',
        values: ['examine', 'list'],
        default: 'examine',
      },
      ignore: {
        type: 'strings',
        text: 'Ids of findings that are not wanted here, such as `elf-optimised`.',
        default: [],
      },
    },
    default: { mode: 'stop', probe: 'examine', ignore: [] },
  },
  cwd: {
    type: 'string',
    text: 'Working folder of GDB and the server; relative paths start here.',
    default: '${workspaceFolder}',
  },
  gdbPath: {
    type: 'string',
    text: 'GDB to use: a path, or a name looked up in PATH. By default `arm-none-eabi-gdb`, then `gdb-multiarch`, then known toolchain folders.',
  },
  armToolchainPath: {
    type: 'string',
    text: 'Folder of the Arm toolchain; GDB is looked for here before PATH.',
  },
  toolchainPrefix: {
    type: 'string',
    text: 'Name of the toolchain before `-gdb`.',
    default: 'arm-none-eabi',
  },
  debuggerArgs: {
    type: 'strings',
    text: 'More arguments for GDB. It is always started with `-nx`, so that no .gdbinit is read.',
    default: [],
  },
  gdbTarget: {
    type: 'string',
    text: 'Address of the running server, `host:port`.',
    servers: ['external'],
  },
  serverpath: {
    type: 'string',
    text: 'The server program: a path, or a name looked up in PATH.',
    servers: ['qemu', 'openocd', 'stlink', 'stutil', 'pyocd', 'jlink'],
  },
  serverArgs: {
    type: 'strings',
    text: 'More arguments for the server, behind ours.',
    servers: ['qemu', 'openocd', 'stlink', 'stutil', 'pyocd', 'jlink'],
    default: [],
  },
  configFiles: {
    type: 'strings',
    text: "OpenOCD's configuration files (`-f`), in order. By default the interface file of the attached probe (`interface/stlink.cfg`, `cmsis-dap.cfg` or `jlink.cfg`) and the target file of `device`'s family.",
    servers: ['openocd'],
    default: [],
  },
  searchDir: {
    type: 'strings',
    text: 'Folders where OpenOCD looks for configuration files before its own (`-s`).',
    servers: ['openocd'],
    default: [],
  },
  openOCDPreConfigLaunchCommands: {
    type: 'strings',
    text: 'OpenOCD commands (`-c`) before the configuration files.',
    servers: ['openocd'],
    default: [],
  },
  openOCDLaunchCommands: {
    type: 'strings',
    text: 'OpenOCD commands (`-c`) behind the configuration files.',
    servers: ['openocd'],
    default: [],
  },
  machine: {
    type: 'string',
    text: "QEMU's board (`-machine`). By default the STM32 board with the core of `device`.",
    servers: ['qemu'],
  },
  runToEntryPoint: {
    type: 'string',
    text: 'The function a launch runs to; empty stays where the reset left the core.',
    default: 'main',
    request: 'launch',
  },
  runToMain: {
    type: 'boolean',
    text: 'Older form of `runToEntryPoint`.',
    request: 'launch',
    replacedBy: 'runToEntryPoint',
  },
  breakAfterReset: {
    type: 'boolean',
    text: 'Stay at the reset vector instead of running to `runToEntryPoint`.',
    default: false,
    request: 'launch',
  },
  loadFiles: {
    type: 'strings',
    text: 'Files to program instead of `executable`; an empty list programs nothing.',
    request: 'launch',
  },
  symbolFiles: {
    type: 'strings',
    text: 'Files to read symbols from instead of `executable`.',
  },
  sourceFileMap: {
    type: 'map',
    text: 'Where sources are now, by where they were compiled: `{"/build/src": "${workspaceFolder}/src"}`.',
  },
  preLaunchCommands: {
    type: 'strings',
    text: commands('after connecting, before programming'),
    default: [],
    request: 'launch',
  },
  overrideLaunchCommands: {
    type: 'strings',
    text: commands('instead of programming and resetting'),
    request: 'launch',
  },
  postLaunchCommands: {
    type: 'strings',
    text: commands('after programming and reset'),
    default: [],
    request: 'launch',
  },
  preAttachCommands: {
    type: 'strings',
    text: commands('before connecting to the target'),
    default: [],
    request: 'attach',
  },
  overrideAttachCommands: {
    type: 'strings',
    text: commands('instead of halting the target after connecting'),
    request: 'attach',
  },
  postAttachCommands: {
    type: 'strings',
    text: commands('after attaching'),
    default: [],
    request: 'attach',
  },
  preResetCommands: {
    type: 'strings',
    text: commands('before a reset or restart'),
    default: [],
  },
  overrideResetCommands: {
    type: 'strings',
    text: commands("instead of the server's own reset"),
  },
  postResetCommands: {
    type: 'strings',
    text: commands('after a reset or restart'),
    default: [],
  },
  preRestartCommands: {
    type: 'strings',
    text: 'Older form of `preResetCommands`.',
    replacedBy: 'preResetCommands',
  },
  overrideRestartCommands: {
    type: 'strings',
    text: 'Older form of `overrideResetCommands`.',
    replacedBy: 'overrideResetCommands',
  },
  postRestartCommands: {
    type: 'strings',
    text: 'Older form of `postResetCommands`.',
    replacedBy: 'postResetCommands',
  },
  postRestartSessionCommands: {
    type: 'strings',
    text: 'Older form of `postResetSessionCommands`.',
    replacedBy: 'postResetSessionCommands',
  },
  overridePreEndSessionCommands: {
    type: 'strings',
    text: commands('before a session ends, while the target stands'),
    default: [],
  },
  postStartSessionCommands: {
    type: 'strings',
    text: commands('once the session has started and the target stands still'),
    default: [],
  },
  postResetSessionCommands: {
    type: 'strings',
    text: commands('once the target stands still after a reset or restart'),
    default: [],
  },
  gdbInterruptMode: {
    type: 'string',
    text: 'How a running target is stopped: by GDB/MI, or by SIGINT for a GDB that does not listen while it waits.',
    values: ['exec-interrupt', 'SIGINT'],
    default: 'exec-interrupt',
  },
  flashReads: {
    type: 'string',
    text: 'Where GDB reads program memory from while unwinding and stepping. `auto`: from the ELF once it was programmed in this session, else from the chip, once per stop. `chip`: always from the chip, for firmware that programs its own flash.',
    values: ['auto', 'chip'],
    default: 'auto',
  },
  showDevDebugOutput: {
    type: 'string',
    text: 'Show what is said between the adapter and GDB in the Debug Console.',
    values: ['none', 'parsed', 'raw', 'both', 'vscode'],
    default: 'none',
  },
} as const satisfies Record<string, Attribute>;

export type AttributeName = keyof typeof attributes;

/** VS Code's and DAP's own keys of a launch configuration; they reach the adapter and are nobody's mistake. */
export const clientKeys: ReadonlySet<string> = new Set([
  'type',
  'request',
  'name',
  'preLaunchTask',
  'postDebugTask',
  'internalConsoleOptions',
  'debugServer',
  'presentation',
  'serverReadyAction',
  'suppressMultipleSessionWarning',
  'noDebug',
  'windows',
  'linux',
  'osx',
  'consoleName',
]);

/**
 * Keys that viewers of peripheral registers read from any debugger's configuration: mcu-debug's Peripheral Viewer
 * (1.6: svdPath, svdFile, deviceName, processorName) and Eclipse's Peripheral Inspector (1.9: definitionPath,
 * deviceName, processorName).
 */
export const viewerKeys: ReadonlySet<string> = new Set([
  'svdPath',
  'svdFile',
  'definitionPath',
  'deviceName',
  'processorName',
]);

/**
 * Attributes of Cortex-Debug (1.13) and its successor mcu-debug (0.1) that this version does not act on; named so
 * that the warning can say what is lost instead of "unknown". One that is switched off by its value is not told.
 */
export const foreignAttributes: Readonly<Record<string, string>> = {
  BMPGDBSerialPort: 'Black Magic Probe is not supported',
  chainedConfigurations: 'several cores in one launch are not supported yet',
  cliOptions: 'there is no command line of the debugger',
  cpu: "QEMU's board has its core",
  ctiOpenOCDConfig: 'give the commands with openOCDLaunchCommands',
  debugFlags: 'showDevDebugOutput shows what is said to GDB',
  env: 'programs are started with the environment of the editor',
  envFile: 'programs are started with the environment of the editor',
  graphConfig: 'graphs are not supported',
  hardwareBreakpoints: 'GDB and the server decide',
  hardwareWatchpoints: 'GDB and the server decide',
  hostConfig: 'a probe of another computer is reached with servertype "external"',
  liveWatch: 'live watch is not supported yet',
  numberOfProcessors: 'several cores in one launch are not supported yet',
  objdumpPath: 'objdump is not needed',
  powerOverBMP: 'Black Magic Probe is not supported',
  routeGdbServerOutputToDebugConsole: 'the output channel has what the server says',
  rttConfig: 'RTT is not supported yet',
  serialConfig: 'serial ports are not shown',
  showDevDebugTimestamps: 'every line of the output channel has its time',
  swoConfig: 'SWO is not supported yet',
  v1: 'PE Micro is not supported',
};
