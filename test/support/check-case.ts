// A tiny project for a check, made of a case.json: launch configuration, files and tools. The project is
// made anew in a temporary folder; nothing of the machine but Node is used.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Examined } from '../../src/analysis/facts/probe';
import { preflight } from '../../src/analysis/preflight';
import type { Preflight } from '../../src/analysis/preflight';
import type { Host, ReadResult } from '../../src/host/host';
import { createNodeHost } from '../../src/host/node-host';
import type { ProbeInfo, ProbeList } from '../../src/probe/probe-info';
import { drivers } from '../../src/servers/index';
import { buildElf } from './elf-builder';
import type { ElfSpec } from './elf-builder';
import { changedExamination } from './examination';
import type { ExaminationChange } from './examination';
import { buildProgram } from './program-builder';
import type { ProgramSpec } from './program-builder';

/** What a case.json holds. */
export interface CheckCase {
  /** What is special about it, one sentence. */
  readonly about: string;
  /** Put over the default configuration; null removes an attribute. */
  readonly launch?: Readonly<Record<string, unknown>>;
  /** Put over the default files by their path; null removes one. */
  readonly files?: Readonly<Record<string, FileSpec | null>>;
  /** Names of the programs in PATH. */
  readonly tools?: readonly string[];
  /** Paths that this user may not read or write. */
  readonly denied?: readonly string[];
  /** How many minutes ago files were changed, by their path. */
  readonly ages?: Readonly<Record<string, number>>;
  /** Environment variables besides PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ports of 127.0.0.1 that can be bound; by default none can, where /proc/net/tcp does not tell. */
  readonly freePorts?: readonly number[];
  /** `files`: the case is no launch; then `launch` only names files and part. */
  readonly scope?: 'launch' | 'files';
  /**
   * The case is about a probe: what the examination of a healthy board says, with these readings put over it (hex
   * numbers as text, null for undefined, `why` for an unknown reading). It replaces what would be asked of a probe;
   * `launch` is an OpenOCD one then.
   */
  readonly examination?: ExaminationChange;
  /** What is plugged in, in such a case; one ST-LINK/V2-1 by default. */
  readonly probes?: readonly ProbeInfo[];
  /** What else the list says: its source, whether there is a bus, why it could not be had. */
  readonly probeList?: Partial<ProbeList>;
}

/**
 * Files below `root/` are the machine's own: `root/proc/net/tcp` is read as /proc/net/tcp. A `link` is one for
 * readLink only. A `program` is an ELF program of this kind of machine.
 */
export type FileSpec =
  | { readonly text: string }
  | { readonly elf: ElfSpec }
  | { readonly folder: true }
  | { readonly link: string }
  | { readonly program: ProgramSpec };

export const defaultLaunch = {
  type: 'stm32',
  request: 'launch',
  name: 'Debug',
  servertype: 'qemu',
  device: 'STM32F405RG',
  executable: 'build/firmware.elf',
  // What is listed is made of files: there is nothing to open.
  preflight: { probe: 'list' },
};

export const defaultFiles: Readonly<Record<string, FileSpec>> = {
  'build/firmware.elf': { elf: {} },
};

const defaultProbe: ProbeInfo = {
  family: 'stlink',
  id: '0483:374b',
  name: 'ST-LINK/V2-1',
  serial: '066CFF515349898667113512',
  carrier: { kind: 'usb', node: '/dev/bus/usb/001/004' },
  access: 'ok',
  holders: [],
};

export const defaultTools = ['arm-none-eabi-gdb', 'qemu-system-arm'];

/** What an OpenOCD launch needs besides, in a case about a probe. */
const probeTools = ['arm-none-eabi-gdb', 'openocd'];
const probeFiles: Readonly<Record<string, FileSpec>> = Object.fromEntries(
  [
    'interface/stlink',
    ...['f1x', 'f4x', 'h7x', 'h7x_dual_bank', 'u5x', 'h5x', 'l4x', 'l5x'].map(
      (family) => `target/stm32${family}`,
    ),
  ].map((name) => [`share/openocd/scripts/${name}.cfg`, { text: '' }]),
);

/** The result with its project; the project's folder is gone by then. */
export interface CaseResult {
  readonly project: string;
  readonly preflight: Preflight;
}

export function readCase(folder: string): CheckCase {
  return JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as CheckCase;
}

/** Makes the project, runs preflight on it and removes it. */
export async function runCase(spec: CheckCase): Promise<CaseResult> {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-check-')));
  try {
    const isOfProbe = spec.examination !== undefined || spec.probes !== undefined;
    writeProject(
      project,
      isOfProbe ? { tools: probeTools, ...spec, files: { ...probeFiles, ...spec.files } } : spec,
    );
    const launch = {
      ...defaultLaunch,
      ...(isOfProbe ? { servertype: 'openocd' } : {}),
      ...spec.launch,
    };
    const examined: Examined = {
      list: {
        ...{ probes: spec.probes ?? [defaultProbe], source: '/sys/bus/usb/devices', hasBus: true },
        ...spec.probeList,
      },
      examination:
        spec.examination === undefined ? undefined : changedExamination(spec.examination),
    };
    const result = await preflight(hostOf(project, spec), launch, drivers, {
      baseDir: project,
      scope: spec.scope ?? 'launch',
      ...(isOfProbe ? { examined } : {}),
    });
    return { project, preflight: result };
  } finally {
    rmSync(project, { recursive: true });
  }
}

/** What is written for a file. */
export function bytesOf(file: Exclude<FileSpec, { readonly folder: true }>): Buffer {
  if ('text' in file) return Buffer.from(file.text);
  if ('link' in file) return Buffer.from(file.link);
  return 'program' in file ? Buffer.from(buildProgram(file.program)) : buildElf(file.elf);
}

function writeProject(project: string, spec: CheckCase): void {
  for (const [path, file] of Object.entries({ ...defaultFiles, ...spec.files })) {
    const target = join(project, path);
    if (file === null) continue;
    mkdirSync('folder' in file ? target : dirname(target), { recursive: true });
    if (!('folder' in file)) writeFileSync(target, bytesOf(file));
  }
  for (const [path, minutes] of Object.entries(spec.ages ?? {})) {
    const seconds = Math.floor(Date.now() / 1000) - minutes * 60;
    utimesSync(join(project, path), seconds, seconds);
  }
  mkdirSync(join(project, 'bin'), { recursive: true });
  for (const name of spec.tools ?? defaultTools) {
    const program = join(project, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
    if (!existsSync(program)) writeFileSync(program, '');
    chmodSync(program, 0o755);
  }
}

/**
 * The real host, seeing nothing outside the project (the rest of the machine is its folder `root`), so that a GDB of
 * this machine is not found. Rights are
 * taken away here and not on the disk, since root may read everything.
 */
function hostOf(project: string, spec: CheckCase): Host {
  const host = createNodeHost();
  const denied = (spec.denied ?? []).map((path) => join(project, path));
  const place = (path: string): string =>
    path.startsWith(project) ? path : join(project, 'root', path);
  const isDenied = (path: string): boolean => denied.includes(place(path));
  return {
    ...host,
    // The known folders in a trail are the system's own; the golden files have Linux's.
    platform: 'linux',
    arch: 'x64',
    env: { ...spec.env, PATH: join(project, 'bin') },
    homeDir: join(project, 'home'),
    stat: (path) => host.stat(place(path)),
    readDir: (path) => host.readDir(place(path)),
    isExecutable: (path) => host.isExecutable(place(path)),
    readFile: (path, limitBytes) =>
      isDenied(path) ? Promise.resolve(accessDenied(path)) : host.readFile(place(path), limitBytes),
    readFileRange: (path, offset, length) => host.readFileRange(place(path), offset, length),
    readLink: async (path) => {
      const read = await host.readFile(place(path));
      return read.ok ? new TextDecoder().decode(read.bytes) : undefined;
    },
    realPath: (path) => Promise.resolve(path),
    canWrite: (path) => (isDenied(path) ? Promise.resolve('denied') : host.canWrite(place(path))),
    isPortFree: (port) => Promise.resolve(spec.freePorts?.includes(port) ?? false),
  };
}

function accessDenied(path: string): ReadResult {
  return { ok: false, code: 'EACCES', message: `EACCES: permission denied, open '${path}'` };
}
