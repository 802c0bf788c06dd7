// What is known before a launch. Each fact is a value with its source, or the reason why there is none;
// facts/ gathers them, checks/ judges them.

import type { ElfImage } from '../elf/elf-image';
import type { ElfErrorCode } from '../elf/read-elf';
import type { ToolSearch } from '../host/find-tool';

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
  /** A port on 127.0.0.1 that was free a moment ago, for the server that is started. */
  readonly serverPort: number;
}

export type FactName = keyof FactValues;

export type Facts = { readonly [N in FactName]: Fact<FactValues[N]> };

export function known<T>(value: T, source: string): KnownFact<T> {
  return { ok: true, value, source };
}

export function unknownFact(why: string): UnknownFact {
  return { ok: false, why };
}
