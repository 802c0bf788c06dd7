// What ST-LINK_gdbserver 7.14.0 and the J-Link GDB server print, how long that takes and how they end, as documented and
// as published logs have it: the script of stand-in-server.ts. Written by hand from those formats.

/** One thing a stand-in does, in order. */
export type Step =
  | { readonly say: string; readonly stream?: 'stderr' }
  | { readonly waitMs: number }
  /** Listens on its ports, says its ready line and serves one client; nothing after it is done. */
  | { readonly serve: true }
  | { readonly exit: number }
  /** 64 kB at a time, as fast as they are taken. */
  | { readonly flood: 'lines' | 'one line' | 'bytes'; readonly megabytes: number }
  /** Stays without another word. */
  | { readonly stay: true };

export interface Dialogue {
  readonly steps: readonly Step[];
  /** What it does at SIGTERM; by default it says so and ends. */
  readonly onSigterm?: 'ignore';
  /** Whether it ends when its client leaves, as it does by default. */
  readonly persistent?: boolean;
  /** Its target does not answer: it says so every second in place of answering its client, ten times. */
  readonly isUnanswered?: boolean;
}

const stlinkBanner: readonly Step[] = [
  { say: '' },
  { say: 'STMicroelectronics ST-LINK GDB server. Version 7.14.0' },
  { say: 'Copyright (c) 2026, STMicroelectronics. All rights reserved.' },
  { say: '' },
  { say: 'Starting server with the following options:' },
  { say: '        Persistent Mode            : Disabled' },
  { say: '        Logging Level              : 31' },
  { say: '        Status Refresh Delay       : 15s' },
  { say: '        Verbose Mode               : Enabled' },
  { say: '        SWD Debug                  : Enabled' },
  { say: '' },
];

const stlinkTarget: readonly Step[] = [
  { say: 'COM frequency = 4000 kHz' },
  { say: 'Target connection mode: Default' },
  { say: 'ST-LINK Firmware version : V3J16M7' },
  { say: 'Device ID: 0x413' },
  { say: 'ST-LINK detects target voltage = 3.29 V' },
  { say: 'ST-LINK device initialization OK' },
];

/** It gives up: lines before, and the reason behind the same header. */
function stlinkEnd(afterMs: number, exit: number, lines: readonly string[], reason: string) {
  const said = lines.map((say): Step => ({ say }));
  const steps: readonly Step[] = [
    ...stlinkBanner,
    { waitMs: afterMs },
    ...said,
    { say: '' },
    { say: 'Error in initializing ST-LINK device.' },
    { say: `Reason: ${reason}` },
    { exit },
  ];
  return { steps };
}

const jlinkBanner: readonly Step[] = [
  { say: 'SEGGER J-Link GDB Server V8.10c Command Line Version' },
  { say: '' },
  { say: '-----GDB Server start settings-----' },
  { say: 'Accept remote connection:      localhost only' },
  { say: 'Single run mode:               on' },
  { say: '' },
  { say: 'Connecting to J-Link...' },
];

const jlinkProbe: readonly Step[] = [
  { say: 'J-Link is connected.' },
  { say: 'Checking target voltage...' },
  { say: 'Target voltage: 3.31 V' },
];

function jlinkEnd(exit: number, ...lines: readonly string[]): Dialogue {
  return { steps: [...jlinkBanner, ...lines.map((say): Step => ({ say })), { exit }] };
}

const byName = {
  'stlink-good': { steps: [...stlinkBanner, ...stlinkTarget, { serve: true }] },
  'stlink-slow': { steps: [...stlinkBanner, { waitMs: 300 }, ...stlinkTarget, { serve: true }] },
  'stlink-shared': {
    steps: [
      { say: 'stlinkserver already running, exit', stream: 'stderr' },
      ...stlinkBanner,
      {
        say: 'Error: recv returned 0. Remote side has closed gracefully. Good.',
        stream: 'stderr',
      },
      { say: 'ST-LINK firmware update available' },
      ...stlinkTarget,
      { serve: true },
    ],
  },
  'stlink-no-probe': stlinkEnd(
    ...([30, 20, [], 'No ST-LINK found. Please check ST-LINK USB cable.'] as const),
  ),
  'stlink-other-serial': stlinkEnd(
    ...([10, 17, [], 'ST-LINK: 066CFF515349898667113512 not found.'] as const),
  ),
  'stlink-jtag': stlinkEnd(
    ...([30, 5, ['Target unknown MCU target'], 'Unknown MCU found on target.'] as const),
  ),
  'stlink-held': stlinkEnd(
    3_000,
    1,
    ['Device connect error'],
    'Failed to connect to device. Please check power and cabling to target.',
  ),
  // The exit codes of this one and the two behind it were not recorded.
  'stlink-wedged': stlinkEnd(
    5_000,
    1,
    ['Target USB comms error'],
    'USB communication error. Please reconnect the ST-LINK USB cable.',
  ),
  'stlink-wrong-mode': stlinkEnd(
    700,
    1,
    ['Target connection failed. Try connecting under reset', 'Target unknown error 19'],
    'Unknown. Please check power and cabling to target.',
  ),
  'stlink-no-target': stlinkEnd(
    ...([40, 1, ['Target no device found'], 'No device found on target.'] as const),
  ),
  // 0x8004FFFD on Windows; here an exit code has eight bits.
  'stlink-no-programmer': {
    steps: [
      { say: "Couldn't locate STM32CubeProgrammer in /nowhere" },
      { waitMs: 10 },
      { exit: 0xfd },
    ],
  },
  'stlink-old': {
    steps: [
      { say: 'PARSE ERROR: Argument: --halt', stream: 'stderr' },
      { say: "             Couldn't find match for argument", stream: 'stderr' },
      { exit: 1 },
    ],
  },
  'stlink-upgrade': stlinkEnd(
    20,
    1,
    [],
    'ST-LINK firmware upgrade required. Please upgrade the ST-LINK firmware using the upgrade tool.',
  ),
  // The reason is known, the end takes its time: nobody is to wait for it.
  'stlink-lingers': {
    steps: [...stlinkBanner, { say: 'Target no device found' }, { stay: true }],
  },
  // As the reports of an isolated probe without VTref have it (5.8.0).
  'stlink-unanswered': { steps: [...stlinkBanner, { serve: true }], isUnanswered: true },
  'stlink-nameless-20': { steps: [{ exit: 20 }] },

  'jlink-good': {
    steps: [
      ...jlinkBanner,
      ...jlinkProbe,
      { say: 'Connecting to target...' },
      { say: 'Connected to target' },
      { serve: true },
    ],
  },
  'jlink-dies-while-settling': {
    steps: [
      ...jlinkBanner,
      { say: 'Waiting for GDB connection...' },
      { say: 'Could not connect to target.' },
      { exit: 253 },
    ],
  },
  'jlink-gives-up-slowly': {
    steps: [
      ...jlinkBanner,
      { say: 'Waiting for GDB connection...' },
      { say: 'Could not connect to target.' },
      { stay: true },
    ],
  },
  'jlink-1': { steps: [...jlinkBanner, { exit: 255 }] },
  'jlink-2': jlinkEnd(254, 'ERROR: Failed to open listener port 2331'),
  'jlink-3': jlinkEnd(253, 'Connecting to target...ERROR: Could not connect to target.'),
  'jlink-4': { steps: [...jlinkBanner, { exit: 252 }] },
  'jlink-5': { steps: [{ exit: 251 }] },
  'jlink-6': jlinkEnd(250, "ERROR: Failed to get index for device name 'STM32F4O5RG'"),
  'jlink-7': jlinkEnd(249, 'Connecting to J-Link failed. Connected correctly?'),
  'jlink-3-wordless': { steps: [{ exit: 253 }] },

  // What no manual has.
  'ends-at-once': { steps: [{ exit: 0 }] },
  'says-nothing': { steps: [{ stay: true }] },
  'last-line-unfinished': { steps: [{ flood: 'bytes', megabytes: 0 }, { exit: 3 }] },
  garbage: { steps: [{ flood: 'bytes', megabytes: 1 }, { serve: true }] },
  'one-line': { steps: [{ flood: 'one line', megabytes: 10 }, { serve: true }] },
  flood: { steps: [...stlinkBanner, { flood: 'lines', megabytes: 100 }, { serve: true }] },
  'flood-for-ever': { steps: [{ flood: 'lines', megabytes: 1e6 }] },
  'ready-and-dead': {
    steps: [{ say: 'Waiting for debugger connection...' }, { waitMs: 50 }, { exit: 4 }],
  },
  stubborn: { steps: [...stlinkBanner, { serve: true }], onSigterm: 'ignore', persistent: true },
  lingering: { steps: [...stlinkBanner, { serve: true }], persistent: true },
} satisfies Readonly<Record<string, Dialogue>>;

export type DialogueName = keyof typeof byName;

export const dialogues: Readonly<Record<string, Dialogue>> = byName;
