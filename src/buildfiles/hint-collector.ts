// Collects hints without repeating them, and leaves out what cannot be a path.

import type { BuildHints, HintedPath } from './build-hints';

/** What belongs to a hint besides its text and line. */
export type HintContext = Pick<HintedPath, 'image' | 'configuration'>;

export interface HintCollector {
  /** Takes it only with the extension of a linker script: `-T` means other things to other programs. */
  script(text: string, line: number, context?: HintContext): void;
  device(text: string, line: number, context?: HintContext): void;
  image(text: string, line: number, context?: HintContext): void;
  map(text: string, line: number, context?: HintContext): void;
  /** Leaves out what names a variable that is not known: no folder is found by the rest of it. */
  folder(text: string, line: number, context?: HintContext): void;
  result(): BuildHints;
}

/** More of one kind says nothing: a generated file names its script once for each of its hundred targets. */
const hintLimit = 100;

/** Whether a path can be a linker script's. */
export function isScriptPath(path: string): boolean {
  return scriptExtension.test(path);
}

const scriptExtension = /\.(?:ld|lds|ldscript|ldx|x|icf)$/i;

export function createHintCollector(): HintCollector {
  const lists = {
    ...{ script: listOf(), device: listOf(), image: listOf() },
    ...{ map: listOf(), folder: listOf() },
  };
  return {
    script: (text, line, context) => {
      if (isScriptPath(text)) lists.script.add(tidyPath(text), line, context);
    },
    device: lists.device.add,
    image: (text, line, context) => lists.image.add(tidyPath(text), line, context),
    map: (text, line, context) => lists.map.add(tidyPath(text), line, context),
    folder: (text, line, context) => {
      if (!/[$%]/.test(text)) lists.folder.add(tidyFolder(text), line, context);
    },
    result: () => ({
      linkerScripts: lists.script.hints,
      devices: lists.device.hints,
      images: lists.image.hints,
      mapFiles: lists.map.hints,
      libraryFolders: lists.folder.hints,
    }),
  };
}

function listOf(): {
  readonly hints: HintedPath[];
  readonly add: (text: string, line: number, context?: HintContext) => void;
} {
  const hints: HintedPath[] = [];
  const seen = new Set<string>();
  const add = (text: string, line: number, context: HintContext = {}): void => {
    const key = `${text}\n${context.image ?? ''}\n${context.configuration ?? ''}`;
    const isPath = text !== '' && !/[$%*<>@\n]/.test(text.slice(text.lastIndexOf('/') + 1));
    if (!isPath || seen.has(key) || hints.length >= hintLimit) return;
    seen.add(key);
    hints.push({ text, line, ...context });
  };
  return { hints, add };
}

/** `.\\x.ld`, `./x.ld` and `//x.ld` in the middle of a path are `x.ld`. */
function tidyPath(text: string): string {
  const path = text.trim().replaceAll('\\', '/');
  let from = 0;
  while (path.startsWith('./', from)) {
    from += 2;
    while (path[from] === '/') from++;
  }
  return path.slice(from);
}

function tidyFolder(text: string): string {
  const path = tidyPath(text);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
