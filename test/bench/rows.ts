// The rows of the table, in its order: what is measured, in which unit, and the remarks a reader needs to judge a figure.

export type RowId = keyof typeof rows;

export interface Row {
  readonly title: string;
  /** `MB` is 1,000,000 bytes. */
  readonly unit: 'ms' | 'MB' | 'commands' | 'times';
  readonly remark?: string;
  /** The contenders need not agree on it, so that no bar compares them here. */
  readonly onlyRaw?: true;
  /** A part of a row that has bars, shown by itself for information. */
  readonly informative?: true;
}

export const rows = {
  base: {
    title: '`node -e 0`, from spawn to exit',
    unit: 'ms',
    remark: 'the base of the next row; no contender is involved, it stands under raw',
    onlyRaw: true,
  },
  initialize: { title: 'adapter: spawn to `initialize` response', unit: 'ms' },
  launch: {
    title: '`launch` to stopped at main; server runs, image is in flash',
    unit: 'ms',
    remark: 'raw: from the spawn of GDB',
  },
  launchProgrammed: {
    title: '`launch` to stopped at main; server runs, image is programmed',
    unit: 'ms',
    remark: 'raw: from the spawn of GDB',
  },
  launchQemu: {
    title: '`launch` to stopped at main; starts QEMU and programs the image',
    unit: 'ms',
    remark: 'raw: from the spawn of QEMU, GDB starting at the same time',
  },
  launchChecks: {
    title: '`launch` to `initialized`: the checks, then GDB is spawned',
    unit: 'ms',
    remark: 'a part of the rows before it, in a fresh adapter process',
    informative: true,
  },
  backtrace: {
    title: 'stack of 53 frames, first time',
    unit: 'ms',
    remark: '`stackTrace` for frames 0 to 19, then for the other 33',
  },
  locals: { title: 'stop in a frame of 17 locals: follow-up', unit: 'ms' },
  next: {
    title: '`next` to stopped',
    unit: 'ms',
    remark:
      'steps at the start of main, through initialised locals, and round the loop; median of each, then their mean',
  },
  step: {
    title: '`next` to stopped, with follow-up',
    unit: 'ms',
    remark: 'the same steps; packets: mean of each place, then their mean',
  },
  stepLoop: {
    title: '`next` to stopped, with follow-up, round the loop only',
    unit: 'ms',
    remark: 'its lines have six to ten instructions, and QEMU steps each by two packets',
  },
  breakpoints: { title: '20 breakpoints in one file', unit: 'ms' },
  pause: { title: 'pause to stopped', unit: 'ms', remark: 'median of the pauses of a session' },
  arrayOpen: {
    title: 'int[10000]: opened, its length known',
    unit: 'ms',
    remark:
      '`evaluate`, the first of the session; raw: a variable object of the array. For information',
    informative: true,
  },
  pageFirst: {
    title: 'int[10000]: first page of 100',
    unit: 'ms',
    remark:
      '`variables`; raw: a variable object of an `@` slice and its children, not as GDB lists the array',
  },
  pageMiddle: {
    title: 'int[10000]: elements 5000 to 5099, in the same stop',
    unit: 'ms',
    remark: 'raw: by an `@` slice',
  },
  arrayPaged: { title: 'int[10000]: all, in 100 pages', unit: 'ms', remark: 'raw: by `@` slices' },
  arrayWhole: {
    title: 'int[10000]: all, in one request',
    unit: 'ms',
    remark: 'raw: by one `@` slice',
  },
  pageChildren: {
    title: "int[10000]: first page of 100, as GDB's own children",
    unit: 'ms',
    remark: '`-var-list-children` of the array itself',
    onlyRaw: true,
  },
  memory: { title: '1 MiB read at 0x08000000', unit: 'ms', remark: 'raw: not decoded from hex' },
  disconnect: { title: '`disconnect` to process gone', unit: 'ms' },
  disconnectQemu: { title: '`disconnect` to process gone; QEMU was started', unit: 'ms' },
  rssMain: { title: 'memory of the adapter process at main', unit: 'MB' },
  rssEnd: { title: 'memory of the adapter process at the end of the session', unit: 'MB' },
  preflightWarm: { title: 'checks of the example, in one process after warm-up', unit: 'ms' },
  preflightCli: { title: '`stm32-preflight check` in the example, spawn to exit', unit: 'ms' },
  preflightBig: { title: '`stm32-preflight check` of a 50 MB ELF file, spawn to exit', unit: 'ms' },
  preflightBigRss: { title: 'greatest memory of that process', unit: 'MB' },
  devicesLoad: { title: 'device table: read and parsed', unit: 'ms' },
  devicesLookUp: {
    title: 'device table: a part looked up for the first time',
    unit: 'ms',
    remark: 'the first of a run also reads the table',
  },
  devicesSize: { title: 'device table: size of its file', unit: 'MB' },
  lspStart: {
    title: 'language server: spawn to the first problems of a script of 600 lines',
    unit: 'ms',
  },
  lspKeystroke: {
    title: 'language server: a keystroke in it to all its problems',
    unit: 'ms',
    remark: 'the whole text is sent and comes back as problems, through two pipes',
  },
  lspWorkspace: {
    title: 'language server: spawn to the problems of 1,000 scripts in as many folders',
    unit: 'ms',
  },
  lspWorkspaceRss: { title: 'language server: memory for that, at most', unit: 'MB' },
  scriptParse: { title: 'linker scripts: 1 MB in ten files, parsed', unit: 'ms' },
  scriptRead: { title: 'linker script of 600 lines: parsed and evaluated', unit: 'ms' },
  scriptLong: { title: 'linker script: 10 MB on one line, answered', unit: 'ms' },
  scriptGrowth: {
    title: 'linker script: the worst text made 8 times as long takes so many times as long',
    unit: 'times',
    remark: 'the slowest of a dozen texts; 8 is in proportion, 64 would be quadratic',
  },
  probeList: {
    title: 'probes listed: 8 ST-LINKs and 24 other devices on the bus',
    unit: 'ms',
    remark: 'as Linux lists them, from a folder of the same form; none is opened',
  },
  probeExamine: {
    title: 'examination of a healthy target, with reset',
    unit: 'ms',
    remark: 'simulated ST-LINK in another process, by the stlink-server protocol',
  },
  probeCommands: { title: 'examination of a healthy target: probe commands', unit: 'commands' },
  probeVerdict: {
    title: 'examination of a faulty bench: the slowest of all faults',
    unit: 'ms',
    remark: 'each fault of the simulator once',
  },
  probeLink: {
    title: 'link test of 1000 reads at one clock',
    unit: 'ms',
    remark: 'raw: the same commands in a loop, with opening and closing',
  },
  explain: {
    title: '1 MB of log explained',
    unit: 'ms',
    remark: 'also of nothing but errors; the slowest counts',
  },
  silentLadder: {
    title: '`launch` to its answer, a target that never responds, every way tried',
    unit: 'ms',
    remark: 'real OpenOCD on the simulated ST-LINK, checks off; the slowest counts',
  },
  silentChecked: {
    title: '`launch` to its answer, a target that never responds, with checks',
    unit: 'ms',
    remark: 'the checks refuse it before GDB starts',
  },
} as const satisfies Record<string, Row>;

export const rowIds = Object.keys(rows) as RowId[];

export function rowOf(id: RowId): Row {
  return rows[id];
}
