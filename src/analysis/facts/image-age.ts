// Whether the image is older than what it is made of: sources, linker script, .ioc.

import { known, unknownFact } from '../facts';
import type { Fact, ImageAge, IocInUse, ScriptInUse } from '../facts';
import type { ProjectFiles } from './project-files';
import type { SourceList } from './sources';

/** File systems keep times to 2 s at worst (FAT), and a link may end in the second its source was saved in. */
const toleranceMs = 2000;

/**
 * A clone, an unpacked archive or a copied folder writes every file anew, in any order, within seconds: an image
 * that came with them is not older than its sources, whatever the times say. So where all files are of one minute,
 * nothing is said.
 */
const checkoutMs = 60_000;

export async function gatherImageAge(
  files: ProjectFiles,
  sources: SourceList | undefined,
  script: Fact<ScriptInUse>,
  ioc: Fact<IocInUse>,
): Promise<Fact<ImageAge>> {
  const image = files.imagePath === undefined ? undefined : await files.stat(files.imagePath);
  if (image?.kind !== 'file')
    return unknownFact('there is no ELF file whose age could be compared');
  const others = [
    ...(script.ok ? script.value.script.files : []),
    ...(ioc.ok ? [ioc.value.file] : []),
  ];
  const stats = await Promise.all(
    others.map(async (file) => ({ file, modifiedMs: (await files.stat(file))?.modifiedMs })),
  );
  const made = [
    ...(sources?.files ?? []).map(({ path, stat }) => ({
      file: path,
      modifiedMs: stat.modifiedMs,
    })),
    ...stats.flatMap(({ file, modifiedMs }) =>
      modifiedMs === undefined ? [] : [{ file, modifiedMs }],
    ),
  ];
  if (made.length === 0) return unknownFact('no file that the ELF file is made of was found');
  const { modifiedMs } = image;
  const times = [modifiedMs, ...made.map((each) => each.modifiedMs)];
  const range = Math.max(...times) - Math.min(...times);
  const newer =
    range <= checkoutMs
      ? []
      : made
          .filter((each) => each.modifiedMs > modifiedMs + toleranceMs)
          .sort((a, b) => b.modifiedMs - a.modifiedMs);
  return known({ modifiedMs, newer }, files.imagePath ?? '');
}
