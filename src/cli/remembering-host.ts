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
    stat: remember((path) => host.stat(path)),
    readDir: remember((path) => host.readDir(path)),
    realPath: remember((path) => host.realPath(path)),
    isExecutable: remember((path) => host.isExecutable(path)),
    readFile: rememberedFiles(host),
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
