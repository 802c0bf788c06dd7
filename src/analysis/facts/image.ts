// The image facts: the file that the arguments name, what its bytes are, and the ELF headers in it.

import type { ElfImage } from '../../elf/elf-image';
import { identifyContent } from '../../elf/identify';
import { readElf } from '../../elf/read-elf';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import { known, unknownFact } from '../facts';
import type { Fact, FileAttribute, ImageContent, ImageFile, MissingFile } from '../facts';
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

/** Reads the image whose symbols are used; the bytes are let go once its headers are read. */
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
