// A file to program (ELF, Intel HEX, S-record) → which addresses it writes. (Contract.)

/** A contiguous run of bytes a file programs; `end` is exclusive. */
export interface LoadRange {
  readonly start: number;
  readonly end: number;
  /** What it is: a section's name, or the record's line. */
  readonly label: string;
}

export type LoadFileResult =
  | { readonly ok: true; readonly ranges: readonly LoadRange[] }
  | { readonly ok: false; readonly why: string };

/** @param bytes the whole file. */
export function readLoadFile(bytes: Uint8Array): LoadFileResult {
  return { ok: false, why: `${bytes.length} bytes were not read` };
}
