// Text of a build's own files → what they say about the link: which linker script, which part, which ELF. One file
// each: CubeIDE's .cproject and .launch, CMake, Makefile, Ninja, a link command. (Contract.)

import { readCmakeHints } from './cmake';
import { readCprojectHints, readLaunchHints } from './cubeide';
import type { HintCollector } from './hint-collector';
import { createHintCollector } from './hint-collector';
import { readLinkCommandHints, readMakefileHints } from './makefile';
import { readNinjaHints } from './ninja';

/** What one file hints at. Paths as written, variables of the tool replaced where the file itself defines them. */
export interface BuildHints {
  readonly linkerScripts: readonly HintedPath[];
  /** `STM32F405xx`, or a part's name where the file has one. */
  readonly devices: readonly HintedPath[];
  readonly images: readonly HintedPath[];
  readonly mapFiles: readonly HintedPath[];
  /** Folders of -L, where the linker looks for libraries and for what scripts include; in its order. */
  readonly libraryFolders: readonly HintedPath[];
}

export interface HintedPath {
  /**
   * With `/`. The variables for the folder of the file or of the project are gone (`${CMAKE_SOURCE_DIR}/x.ld` is
   * `x.ld`); one that is not known here stands there as written.
   */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** The image that this link makes, where the file ties the two together. */
  readonly image?: string;
  /** CubeIDE's build configuration, `Debug`, which is also the folder of its image. */
  readonly configuration?: string;
}

/** Names of files that can be read here, for whoever looks for them. */
export function isBuildFile(name: string): boolean {
  return /^(?:\.cproject|CMakeLists\.txt|Makefile|makefile|GNUmakefile|build\.ninja|link\.txt)$|\.(?:launch|cmake|mk)$/.test(
    name,
  );
}

/**
 * Never throws and takes linear time; text that is none of these files gives empty lists.
 * @param name the file's name, which says what it is.
 */
export function readBuildHints(name: string, text: string): BuildHints {
  const hints = createHintCollector();
  readerOf(name)(text, hints);
  return hints.result();
}

function readerOf(name: string): (text: string, hints: HintCollector) => void {
  if (name === '.cproject') return readCprojectHints;
  if (name.endsWith('.launch')) return readLaunchHints;
  if (name === 'CMakeLists.txt' || name.endsWith('.cmake')) return readCmakeHints;
  if (name === 'build.ninja') return readNinjaHints;
  if (name === 'link.txt') return readLinkCommandHints;
  return readMakefileHints;
}
