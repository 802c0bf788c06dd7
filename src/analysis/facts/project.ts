// The project facts: linker script, map file, .ioc, sources, and how old the image is beside them.

import { unknownFact } from '../facts';
import type { Facts } from '../facts';

export type ProjectFacts = Pick<
  Facts,
  'linkerScript' | 'mapFile' | 'ioc' | 'sources' | 'imageAge' | 'loadedFiles'
>;

export function gatherProject(): Promise<ProjectFacts> {
  const none = unknownFact('the project was not read');
  return Promise.resolve({
    ...{ linkerScript: none, mapFile: none, ioc: none },
    ...{ sources: none, imageAge: none, loadedFiles: none },
  });
}
