// The last build that a linker script made: the newest ELF file in its project's build folders that fits the script,
// and the map file beside that.

import { basename, dirname, join } from 'node:path';
import { readElf } from '../elf/read-elf';
import type { Host } from '../host/host';
import { readMapFile } from '../linker/map/map-file';
import type { MapFile } from '../linker/map/map-file';
import type { LinkerScript } from '../linker/script-model';
import type { BuildSeen } from '../script-checks/script-check';
import { buildSeen } from './build-seen';
import { withoutExtension } from './facts/build-files';
import { matchScript } from './facts/match-script';
import { newestFirst } from './newest-first';
import type { FolderSeen } from './part-of-script';

/** Folders above the script's own in whose build folders is looked. */
const foldersAbove = 2;
/** Images tried, newest first. */
const imageLimit = 3;
const imageLimitBytes = 32 * 1024 * 1024;
const mapLimitBytes = 16 * 1024 * 1024;
/** The script that made the image comes near 1; one of another board with the same sections does not. */
const leastFit = 0.8;

/** Undefined where there is none. What is large is not read. */
export async function buildOfScript(
  host: Host,
  script: LinkerScript,
  folders: readonly FolderSeen[],
): Promise<BuildSeen | undefined> {
  const near = folders.slice(0, 1 + foldersAbove).flatMap(({ images }) => images);
  const images = await newestFirst(host, [...new Set(near)]);
  for (const file of images.slice(0, imageLimit)) {
    const read = await host.readFile(file, imageLimitBytes);
    const elf = read.ok ? readElf(read.bytes) : undefined;
    if (elf?.ok !== true || matchScript(script, elf.image) < leastFit) continue;
    const [stat, map] = await Promise.all([host.stat(file), mapBeside(host, file)]);
    const seen = buildSeen({ file, image: elf.image, writtenAtMs: stat?.modifiedMs, map });
    const { source, writtenAtMs, outputs, symbols, inputs } = seen;
    // A copy: the image keeps all the bytes of its file.
    return { source, writtenAtMs, outputs, symbols, inputs };
  }
  return undefined;
}

async function mapBeside(host: Host, image: string): Promise<MapFile | undefined> {
  for (const name of [withoutExtension(basename(image)), basename(image)]) {
    const read = await host.readFile(join(dirname(image), `${name}.map`), mapLimitBytes);
    if (read.ok) return readMapFile(new TextDecoder().decode(read.bytes));
  }
  return undefined;
}
