// The image facts: the file that the arguments name, what its bytes are, and the ELF headers in it.

import type { ElfImage } from '../../elf/elf-image';
import { identifyContent } from '../../elf/identify';
import { loadRangesOf, readLoadFile } from '../../elf/load-file';
import { readElf } from '../../elf/read-elf';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import { known, unknownFact } from '../facts';
import type {
  Fact,
  FileAttribute,
  ImageContent,
  ImageFile,
  LoadedFile,
  MissingFile,
} from '../facts';
import { findNearbyImages } from './nearby-images';

export interface ImageFacts {
  readonly imageFile: Fact<ImageFile>;
  readonly imageContent: Fact<ImageContent>;
  readonly elf: Fact<ElfImage>;
}

interface NamedFile {
  readonly attribute: FileAttribute;
  readonly path: string;
}

/** Reads the image whose symbols are used. Its bytes are kept as long as the `elf` fact is. */
export async function gatherImage(host: Host, args: LaunchArgs): Promise<ImageFacts> {
  const named = imageOf(args);
  if (named === undefined) {
    const nearby = await findNearbyImages(host, args.cwd, undefined);
    const why = 'the launch configuration names no ELF file';
    return withoutContent(known({ state: 'not-configured', nearby }, 'launch configuration'), why);
  }
  const { path, attribute } = named;
  if (path.includes('${')) {
    const why = `${attribute} contains a variable that was not replaced`;
    return withoutContent(unknownFact(why), why);
  }
  const read = await host.readFile(path);
  if (read.ok) {
    const file = { state: 'read', attribute, path, sizeBytes: read.bytes.length } as const;
    return { imageFile: known(file, path), ...contentOf(read.bytes, path) };
  }
  if (read.code === 'ENOENT' || read.code === 'ENOTDIR') {
    const nearby = await findNearbyImages(host, args.cwd, path);
    const file = { state: 'missing', attribute, path, nearby } as const;
    return withoutContent(known(file, path), `there is no file ${path}`);
  }
  const { code, message } = read;
  const file = { state: 'unreadable', attribute, path, code, message } as const;
  return withoutContent(known(file, path), `${path} cannot be read (${code})`);
}

/**
 * Reads what the launch programs: every file of loadFiles, or the executable; nothing for an attach.
 * @param image the image facts, so that its file is not read again.
 * @returns unknown as soon as one file cannot be read: a part of what is programmed would mislead.
 */
export async function gatherLoadedFiles(
  host: Host,
  args: LaunchArgs,
  image?: ImageFacts,
): Promise<Fact<readonly LoadedFile[]>> {
  if (args.request !== 'launch') return known([], 'launch configuration');
  const executable = args.executable ? [args.executable] : [];
  const read = new Map<string, LoadedFile>();
  const loaded: LoadedFile[] = [];
  // One after the other, so that no more than one file's bytes are held.
  for (const path of args.loadFiles ?? executable) {
    const file = read.get(path) ?? (await readLoaded(host, path, image));
    if (typeof file === 'string') return unknownFact(file);
    read.set(path, file);
    loaded.push(file);
  }
  if (loaded.length === 0 && args.loadFiles === undefined) {
    return unknownFact('the launch configuration names no file to program');
  }
  return known(loaded, loaded.map(({ path }) => path).join(', ') || 'launch configuration');
}

/** @returns why it cannot be read, when that is so. */
async function readLoaded(
  host: Host,
  path: string,
  image: ImageFacts | undefined,
): Promise<LoadedFile | string> {
  if (path.includes('${')) return `${path} contains a variable that was not replaced`;
  if (image?.elf.ok === true && image.elf.source === path) {
    return { path, ranges: loadRangesOf(image.elf.value) };
  }
  const isImage = image?.imageFile.ok === true && pathOf(image.imageFile.value) === path;
  if (isImage && !image.elf.ok) return image.elf.why;
  const file = await host.readFile(path);
  if (!file.ok) return `${path} cannot be read (${file.code})`;
  const result = readLoadFile(file.bytes);
  return result.ok ? { path, ranges: result.ranges } : `of ${path}: ${result.why}`;
}

function pathOf(file: ImageFile): string | undefined {
  return file.state === 'not-configured' ? undefined : file.path;
}

/** Looks only whether the other files of loadFiles and symbolFiles are there. */
export async function gatherMissingFiles(
  host: Host,
  args: LaunchArgs,
): Promise<Fact<readonly MissingFile[]>> {
  const others = otherFiles(args).filter(({ path }) => !path.includes('${'));
  const stats = await Promise.all(others.map(({ path }) => host.stat(path)));
  const missing = others.filter((_, index) => stats[index] === undefined);
  return known(missing, 'launch configuration');
}

function imageOf(args: LaunchArgs): NamedFile | undefined {
  const symbols = args.symbolFiles?.[0];
  if (symbols !== undefined) return { attribute: 'symbolFiles', path: symbols };
  if (args.executable === undefined || args.executable === '') return undefined;
  return { attribute: 'executable', path: args.executable };
}

/** What plan.ts programs or reads symbols from, besides the image itself. */
function otherFiles(args: LaunchArgs): readonly NamedFile[] {
  const files: NamedFile[] = [];
  const add = (attribute: FileAttribute, paths: readonly string[]): void => {
    for (const path of paths) files.push({ attribute, path });
  };
  add('symbolFiles', args.symbolFiles ?? []);
  if (args.request === 'launch') {
    add('loadFiles', args.loadFiles ?? []);
    if (args.loadFiles === undefined && args.executable) add('executable', [args.executable]);
  }
  const image = imageOf(args)?.path;
  const paths = new Set(image === undefined ? [] : [image]);
  return files.filter(({ path }) => !paths.has(path) && paths.add(path) !== undefined);
}

function contentOf(bytes: Uint8Array, path: string): Omit<ImageFacts, 'imageFile'> {
  const result = readElf(bytes);
  if (result.ok)
    return { imageContent: known({ kind: 'elf' }, path), elf: known(result.image, path) };
  const { code: kind, message } = result;
  const looksLike = identifyContent(bytes);
  return {
    imageContent: known({ kind, message, looksLike }, path),
    elf: unknownFact(`${path} is no complete ELF file`),
  };
}

function withoutContent(imageFile: Fact<ImageFile>, why: string): ImageFacts {
  return { imageFile, imageContent: unknownFact(why), elf: unknownFact(why) };
}
