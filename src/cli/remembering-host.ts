// A host that asks the disk once: several launches of a project, and several projects of a folder, look at the
// same files and tools. One run of the program sees one state of the disk.

import { remember } from '../base/remember';
import type { Host, ReadResult } from '../host/host';

/** Larger files are forgotten once everybody who waited has them: an ELF file may have 50 MB. */
const keptBytes = 256 * 1024;

/** @returns the host with the answers about paths remembered; ports and programs are always asked anew. */
export function rememberingHost(host: Host): Host {
  return {
    ...host,
    stat: remembered((path) => host.stat(path)),
    readDir: remembered((path) => host.readDir(path)),
    realPath: remembered((path) => host.realPath(path)),
    isExecutable: remembered((path) => host.isExecutable(path)),
    readFile: rememberedFiles(host),
  };
}

type Ask = (path: string) => Promise<ReadResult>;

function remembered<T>(ask: Ask<T>): Ask<T> {
  const answers = new Map<string, Promise<T>>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}

function rememberedFiles(host: Host): Host['readFile'] {
  const answers = new Map<string, Promise<ReadResult>>();
  return (path, limitBytes) => {
    const key = `${limitBytes ?? ''} ${path}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = host.readFile(path, limitBytes).then((read) => {
      if (read.ok && read.bytes.length > keptBytes) answers.delete(key);
      return read;
    });
    answers.set(key, answer);
    return answer;
  };
}
