// Bringing the files of a launch into the target: compared first where that is wanted, written by GDB's load, compared
// afterwards.

import { Failure, toFailure } from '../base/failure';
import { fileNameOf } from '../base/file-name';
import { fileExecFile } from '../gdb/commands/file';
import { targetDownload } from '../gdb/commands/target';
import type { DownloadProgress } from '../gdb/commands/target';
import type { Context, Target } from './context';
import { readImageSections } from './flash-image';
import type { ImageSection } from './flash-image';
import { Progress } from './progress';
import { compareFile, firstDifference, isIdentical } from './verify';
import type { ComparedFile, Difference } from './verify';
import { unreadableText, verifyFailed } from './verify-words';
import type { Programmed } from './verify-words';

interface Image {
  readonly path: string;
  /** Undefined for a file that only GDB can read. */
  readonly sections: readonly ImageSection[] | undefined;
}

/** What was done with one file. */
interface Done {
  readonly bytes: number;
  readonly sections: number;
}

/** Whether a launch with these arguments compares what it has programmed. */
function isVerifyWanted({ args, driver }: Target): boolean {
  return args.verify ?? driver.isSimulated !== true;
}

/**
 * The target stands, made ready for `load`, and GDB has the server's memory map.
 * @throws Failure load-failed, verify-failed
 */
export async function downloadImages(
  context: Context,
  target: Target,
  signal: AbortSignal,
): Promise<Programmed> {
  const { plan, args } = target;
  const images = await Promise.all(
    plan.load.map(async (path) => ({
      path,
      sections: await readImageSections(context.host, path),
    })),
  );
  return withExecFile(target, signal, async (become) => {
    const work: Work = { context, target, signal, become };
    const held = args.skipIfIdentical ? await heldImages(work, images) : new Map<Image, Done>();
    const done: Done[] = [...held.values()];
    const missing = images.filter((image) => !held.has(image));
    tellSkipped(work, [...held.keys()], missing.length);
    for (const image of missing) done.push(await load(work, image));
    // A file that was there already may have lost a sector to one that was written.
    if (isVerifyWanted(target) && missing.length > 0) await verify(work, images);
    return {
      bytes: done.reduce((sum, { bytes }) => sum + bytes, 0),
      sections: done.reduce((sum, { sections }) => sum + sections, 0),
      isSkipped: missing.length === 0,
      isVerified: isVerifyWanted(target),
    };
  });
}

interface Work {
  readonly context: Context;
  readonly target: Target;
  readonly signal: AbortSignal;
  /** Makes a file GDB's exec file: the one that it loads and compares. */
  readonly become: (path: string) => Promise<void>;
}

/** Other files take the place of GDB's exec file for the time being. */
async function withExecFile<T>(
  { gdb, plan }: Target,
  signal: AbortSignal,
  work: (become: Work['become']) => Promise<T>,
): Promise<T> {
  const [exec] = plan.symbols;
  let current = exec;
  const become = async (path: string): Promise<void> => {
    if (path === current) return;
    await fileExecFile(gdb, path, { signal });
    current = path;
  };
  const result = await work(become);
  if (exec !== undefined) await become(exec);
  return result;
}

/** The files that the target holds already, whole. */
async function heldImages(work: Work, images: readonly Image[]): Promise<ReadonlyMap<Image, Done>> {
  const held = new Map<Image, Done>();
  for (const image of images) {
    const compared = await compare(work, image, 'Comparing');
    if (isIdentical(compared)) held.set(image, doneOf(compared));
  }
  return held;
}

function tellSkipped({ context }: Work, held: readonly Image[], missing: number): void {
  if (held.length === 0) return;
  const names = held.map(({ path }) => fileNameOf(path)).join(', ');
  const what = missing === 0 ? 'this image' : names;
  context.client.output('console', `Not programmed: the target holds ${what} already.\n`);
}

async function load(
  { context, target, signal, become }: Work,
  { path, sections }: Image,
): Promise<Done> {
  const progress = new Progress(context.client, 'Programming');
  const names = new Set<string>();
  const onProgress = ({ section, totalSent, totalSize }: DownloadProgress): void => {
    names.add(section);
    progress.report(section, totalSize === 0 ? 0 : totalSent / totalSize);
  };
  try {
    await become(path);
    const { sizeBytes } = await targetDownload(target.gdb, onProgress, { signal });
    return { bytes: sizeBytes ?? 0, sections: sections?.length ?? names.size };
  } catch (error) {
    throw loadFailed(toFailure(error), progress.lastStep, target);
  } finally {
    progress.end();
  }
}

async function verify(work: Work, images: readonly Image[]): Promise<void> {
  const { client } = work.context;
  for (const image of images) {
    const compared = await compare(work, image, 'Verifying');
    const bad = compared.verdicts.find(({ outcome }) => outcome === 'different');
    if (bad !== undefined) {
      const difference = await differenceIn(work, image, compared);
      throw verifyFailed(compared, difference, images.length);
    }
    const unreadable = unreadableText(compared);
    if (unreadable !== undefined) client.output('stderr', unreadable);
    const { bytes, sections } = doneOf(compared);
    client.log(
      'info',
      'adapter',
      `Verified ${bytes} bytes in ${sections} sections of ${image.path}.`,
    );
  }
}

async function compare(
  { context, target, signal, become }: Work,
  { path, sections }: Image,
  title: string,
): Promise<ComparedFile> {
  const progress = new Progress(context.client, title);
  const onSection = (name: string, done: number): void => progress.report(name, done);
  try {
    await become(path);
    return await compareFile(target.gdb, path, sections, { signal, onSection });
  } finally {
    progress.end();
  }
}

/** Where the first section that differs does so; undefined where that cannot be found out. */
async function differenceIn(
  { target, signal }: Work,
  { sections }: Image,
  { verdicts }: ComparedFile,
): Promise<Difference | undefined> {
  const bad = verdicts.find(({ outcome }) => outcome === 'different');
  const section = sections?.find(({ address }) => address === bad?.address);
  if (section === undefined) return undefined;
  try {
    return await firstDifference(target.gdb, section, signal);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'gdb-error') throw error;
    return undefined;
  }
}

function doneOf({ verdicts }: ComparedFile): Done {
  const same = verdicts.filter(({ outcome }) => outcome === 'same');
  return {
    bytes: same.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    sections: same.length,
  };
}

function loadFailed(cause: Failure, section: string | undefined, target: Target): Failure {
  if (cause.code !== 'gdb-error' && cause.code !== 'timeout') return cause;
  const where = section === undefined ? '' : ` in section ${section}`;
  return new Failure('load-failed', 'environment', `Programming failed${where}: ${cause.message}`, {
    evidence: [...cause.evidence, ...(target.server?.lastLines.slice(-8) ?? [])],
    // Nothing was written before the first section was.
    ...(section === undefined
      ? {}
      : {
          fix: 'The chip may hold a part of the image now: do not run it before programming succeeds.',
        }),
    cause,
  });
}
