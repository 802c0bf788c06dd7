// What is known before a launch. Each fact is a value with its source, or the reason why there is none;
// facts/ gathers them, checks/ judges them.

import type { Statement } from '../csource/statements';
import type { Device } from '../devices/device';
import type { DeviceMatch } from '../devices/find-device';
import type { ElfImage } from '../elf/elf-image';
import type { LoadRange } from '../elf/load-file';
import type { ElfErrorCode } from '../elf/read-elf';
import type {
  Chip,
  Connection,
  CoreState,
  LinkQuality,
  Nrst,
  OpenedProbe,
  ProbeOpening,
  ProtectionState,
  Supply,
} from '../examination/examination';
import type { SourceLocation } from '../findings/finding';
import type { ToolSearch } from '../host/find-tool';
import type { IocProject } from '../ioc/ioc-project';
import type { MapFile } from '../linker/map/map-file';
import type { LinkerScript } from '../linker/script-model';
import type { SymbolNeeded } from '../script-checks/script-check';
import type { ProbeHolder, ProbeInfo, ProbeList } from '../probe/probe-info';

export interface KnownFact<T> {
  readonly ok: true;
  readonly value: T;
  /** Where it was read: a path, a setting, an environment variable. */
  readonly source: string;
}

export interface UnknownFact {
  readonly ok: false;
  /** Completes "not known, because …". */
  readonly why: string;
  /** There is nothing to know: a check that needs it does not apply to this launch. */
  readonly isNotNeeded?: true;
}

export type Fact<T> = KnownFact<T> | UnknownFact;

/** The attribute that names a file. */
export type FileAttribute = 'executable' | 'symbolFiles' | 'loadFiles';

/** The image of the launch, as far as it could be opened. */
export type ImageFile =
  | { readonly state: 'not-configured'; readonly nearby: readonly string[] }
  | {
      readonly state: 'missing';
      readonly attribute: FileAttribute;
      readonly path: string;
      /** ELF files near it, newest first, for a suggestion. */
      readonly nearby: readonly string[];
    }
  | {
      readonly state: 'unreadable';
      readonly attribute: FileAttribute;
      readonly path: string;
      /** The system's code, such as EACCES or EISDIR, and its message. */
      readonly code: string;
      readonly message: string;
    }
  | {
      readonly state: 'read';
      readonly attribute: FileAttribute;
      readonly path: string;
      readonly sizeBytes: number;
    };

/** What the image's bytes are, when they are no ELF image that can be used. */
export type ImageContent =
  | { readonly kind: 'elf' }
  | {
      readonly kind: ElfErrorCode;
      readonly message: string;
      /** A noun with its article, such as "an Intel HEX file". */
      readonly looksLike: string;
    };

/** Another file that the launch programs or reads symbols from, and that is not there. */
export interface MissingFile {
  readonly attribute: FileAttribute;
  readonly path: string;
}

/** A place that names the part. */
export interface NamedDevice {
  /** As it stands there. */
  readonly text: string;
  /** `launch configuration`, or the file. */
  readonly where: string;
  /** `line` where only the line can be meant, as in STM32F405xx or a script's file name without a size. */
  readonly kind: 'configuration' | 'ioc' | 'linker-script' | 'build';
  readonly location?: SourceLocation;
  readonly match: DeviceMatch;
}

/** The linker script that made the image, as far as that can be told. */
export interface ScriptInUse {
  /** Absolute path. */
  readonly file: string;
  readonly script: LinkerScript;
  /** Completes "it was taken because …": `linkerScript names it`, `Makefile:31 names it`, `it is the only one of the project`. */
  readonly because: string;
}

export interface IocInUse {
  readonly file: string;
  readonly project: IocProject;
}

/** A statement of the project's own sources (not of ST's drivers). */
export interface SourceStatement extends Statement {
  readonly file: string;
}

export interface ProjectSources {
  /** How many files were read, and whether a limit stopped it. */
  readonly fileCount: number;
  readonly isComplete: boolean;
  /** Whether the list of files comes from the image's debug information (what was linked) or from the folder. */
  readonly from: 'debug-info' | 'folder';
  readonly statements: readonly SourceStatement[];
}

/** The image's age beside that of what it is made of. */
export interface ImageAge {
  readonly modifiedMs: number;
  /** Sources, linker script and .ioc that changed later, newest first. */
  readonly newer: readonly { readonly file: string; readonly modifiedMs: number }[];
}

/** A file that the launch programs, with what it writes. */
export interface LoadedFile {
  readonly path: string;
  readonly ranges: readonly LoadRange[];
}

/** Whether a program can run here at all, found out without running it. */
export interface ProgramHealth {
  readonly path: string;
  /** Shared libraries that it names and that are nowhere where the loader looks. */
  readonly missingLibraries: readonly string[];
  /** Where they were looked for. */
  readonly searched: readonly string[];
  /** `x86-64`, `AArch64`, …: set where it is for another machine than this one. */
  readonly foreignMachine: string | undefined;
}

/** A process that holds a port. */
export type Holder = ProbeHolder;

export interface PortUse {
  readonly host: string;
  readonly port: number;
  readonly attribute: string;
  /** What the launch wants of it. */
  readonly wanted: 'free' | 'listening';
  readonly isListening: boolean;
  readonly holder: Holder | undefined;
  /** Undefined outside of any such range. */
  readonly reserved: ReservedRange | undefined;
}

/** Ports that the system gives to others at random, or (`isBlocked`) to nobody. */
export interface ReservedRange {
  /** `32768-60999`. */
  readonly range: string;
  /** Where it was read. */
  readonly source: string;
  readonly isBlocked: boolean;
}

/** Which of the listed probes the launch means. */
export interface ProbeChoice {
  /** Undefined: none, or several and nothing says which. */
  readonly chosen: ProbeInfo | undefined;
  /** As the configuration has it. */
  readonly wantedSerial: string | undefined;
  readonly candidates: readonly ProbeInfo[];
}

/** Where the debug adapter runs. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** `WSL 2`, `a container`, `a remote machine (SSH)`, `GitHub Codespaces`; undefined on an ordinary machine. */
  readonly kind: string | undefined;
  /** What it was told from: a file or an environment variable. */
  readonly evidence: string;
}

/** A file or folder that the server needs besides its program. */
export interface ServerFile {
  readonly attribute: string;
  /** As the configuration has it. */
  readonly text: string;
  /** `a configuration script`, `the STM32CubeProgrammer folder`. */
  readonly role: string;
  /** Absolute; undefined where it is nowhere. */
  readonly found: string | undefined;
  /** Where it was looked for. */
  readonly searched: readonly string[];
  /** How to get it, a sentence: only of a program. */
  readonly install?: string;
  /** The configuration names the folder of the program. */
  readonly isNamed?: boolean;
}

export interface FactValues {
  /** What is at `cwd`, where GDB and the server are started; undefined: nothing. */
  readonly cwd: 'file' | 'directory' | 'other' | undefined;
  /** The image whose symbols are read: `executable`, or what replaces it. */
  readonly imageFile: ImageFile;
  readonly imageContent: ImageContent;
  readonly elf: ElfImage;
  /** Further files of loadFiles and symbolFiles that are not there. */
  readonly missingFiles: readonly MissingFile[];
  readonly gdb: ToolSearch;
  /** Unknown when the servertype starts no program. */
  readonly server: ToolSearch;
  /** Ports of 127.0.0.1 that were free a moment ago, for the server that is started; the first is for GDB. */
  readonly serverPorts: readonly number[];
  /** Every place that names a part, the configuration first. Empty when none does. */
  readonly namedDevices: readonly NamedDevice[];
  /** The part of the first place whose name is known. */
  readonly device: Device;
  readonly linkerScript: ScriptInUse;
  readonly mapFile: { readonly file: string; readonly map: MapFile };
  readonly ioc: IocInUse;
  readonly sources: ProjectSources;
  /** Symbols that the sources take from the linker script; what was linked lacks none. */
  readonly neededSymbols: readonly SymbolNeeded[];
  readonly imageAge: ImageAge;
  /** Every file the launch programs, in order; the image itself when nothing else is named. */
  readonly loadedFiles: readonly LoadedFile[];
  readonly gdbHealth: ProgramHealth;
  readonly ports: readonly PortUse[];
  /** Unknown when the server uses no probe. */
  readonly probes: ProbeList;
  readonly probeChoice: ProbeChoice;
  /** What became of opening the chosen probe; this and what follows is unknown where none was examined. */
  readonly probeOpening: ProbeOpening;
  readonly probe: OpenedProbe;
  readonly supply: Supply;
  readonly connection: Connection;
  readonly link: LinkQuality;
  readonly nrst: Nrst;
  readonly chip: Chip;
  readonly protection: ProtectionState;
  readonly coreState: CoreState;
  readonly surroundings: Surroundings;
  /** Unknown when the server needs none. */
  readonly serverFiles: readonly ServerFile[];
}

export type FactName = keyof FactValues;

export type Facts = { readonly [N in FactName]: Fact<FactValues[N]> };

export function known<T>(value: T, source: string): KnownFact<T> {
  return { ok: true, value, source };
}

export function unknownFact(why: string): UnknownFact {
  return { ok: false, why };
}

export function factNotNeeded(why: string): UnknownFact {
  return { ok: false, why, isNotNeeded: true };
}
