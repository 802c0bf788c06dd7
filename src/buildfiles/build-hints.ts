// Text of a build's own files → what they say about the link: which linker script, which part, which ELF. One file
// each: CubeIDE's .cproject and .launch, CMake, Makefile, Ninja, a link command. (Contract.)

/** What one file hints at. Paths as written, variables of the tool replaced where the file itself defines them. */
export interface BuildHints {
  readonly linkerScripts: readonly HintedPath[];
  /** `STM32F405xx`, or a part's name where the file has one. */
  readonly devices: readonly HintedPath[];
  readonly images: readonly HintedPath[];
  readonly mapFiles: readonly HintedPath[];
}

export interface HintedPath {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Names of files that can be read here, for whoever looks for them. */
export function isBuildFile(name: string): boolean {
  return /^(?:\.cproject|CMakeLists\.txt|Makefile|makefile|build\.ninja|link\.txt)$|\.(?:launch|cmake|mk)$/.test(
    name,
  );
}

/** @param name the file's name, which says what it is. */
export function readBuildHints(name: string, text: string): BuildHints {
  void name;
  void text;
  return { linkerScripts: [], devices: [], images: [], mapFiles: [] };
}
