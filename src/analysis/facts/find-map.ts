// The map file of the link that made the image: the one beside it, or the one that a build file names.

import { basename, dirname, join } from 'node:path';
import { readMapFile } from '../../linker/map/map-file';
import type { MapFile } from '../../linker/map/map-file';
import { known, unknownFact } from '../facts';
import type { Facts, FactValues } from '../facts';
import { firstFile, hintsFor, placesOf, withoutExtension } from './build-files';
import type { BuildFile } from './build-files';
import type { ProjectFiles } from './project-files';

export async function findMapFile(
  files: ProjectFiles,
  buildFiles: Promise<readonly BuildFile[]>,
): Promise<Facts['mapFile']> {
  const { imagePath } = files;
  if (imagePath === undefined)
    return unknownFact('there is no ELF file whose map file it could be');
  const path = await pathOf(files, imagePath, buildFiles);
  if (path === undefined) return unknownFact(`there is no map file beside ${basename(imagePath)}`);
  const bytes = await files.bytes(path);
  return bytes === undefined
    ? unknownFact(`${path} cannot be read (${files.whyUnread(path)})`)
    : known(lazily(path, bytes), path);
}

async function pathOf(
  files: ProjectFiles,
  imagePath: string,
  buildFiles: Promise<readonly BuildFile[]>,
): Promise<string | undefined> {
  const folder = dirname(imagePath);
  const names = await files.names(folder);
  const stem = withoutExtension(basename(imagePath));
  const own = [`${stem}.map`, `${basename(imagePath)}.map`].find((name) => names.includes(name));
  if (own !== undefined) return join(folder, own);
  for (const { file, hints } of await buildFiles) {
    for (const { text } of hintsFor(hints.mapFiles, imagePath)) {
      const found = await firstFile(files, placesOf(files, file, text));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Map files are long, and only a finding asks what one says: it is read when the first one does. */
function lazily(file: string, bytes: Uint8Array): FactValues['mapFile'] {
  let map: MapFile | undefined;
  return {
    file,
    get map() {
      return (map ??= readMapFile(new TextDecoder().decode(bytes)));
    },
  };
}
