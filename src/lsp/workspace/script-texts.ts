// Texts of scripts by their paths: what the editor has open goes before what is on the disk. Answers at once with what
// is known; files are fetched before.

import { dirname } from 'node:path';
import type { KnownText } from '../../analysis/facts/read-including';
import type { Host } from '../../host/host';
import { mostCharacters } from '../../linker/program';

const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);
/** A zero byte among the first so many: no text. */
const looksAtBytes = 8192;

export class ScriptTexts {
  private readonly disk = new Map<string, ReturnType<KnownText>>();

  /** @param openText of a file that the client has open. */
  constructor(
    private readonly host: Host,
    private readonly openText: (file: string) => string | undefined,
  ) {}

  readonly known: KnownText = (path) => {
    const text = this.openText(path);
    return text === undefined ? this.disk.get(path) : { text };
  };

  textOf(path: string): string | undefined {
    const found = this.known(path);
    return found === undefined || found === 'missing' ? undefined : found.text;
  }

  async fetch(paths: readonly string[]): Promise<void> {
    await Promise.all(
      paths.map(async (path) => {
        this.disk.set(path, await this.read(path));
      }),
    );
  }

  /** Files that were read in any of these folders, or below it. */
  filesBelow(folders: ReadonlySet<string>): readonly string[] {
    if (folders.size === 0) return [];
    return [...this.disk.keys()].filter((path) => {
      for (let at = path; at !== dirname(at); at = dirname(at)) {
        if (folders.has(dirname(at))) return true;
      }
      return false;
    });
  }

  forget(path: string): void {
    this.disk.delete(path);
  }

  /** What was nowhere may have been written since. */
  forgetMissing(): void {
    for (const [path, found] of this.disk) if (found === 'missing') this.disk.delete(path);
  }

  /** A file that is there and is no text, or too long, or not to be read by us, says nothing. */
  private async read(path: string): Promise<ReturnType<KnownText>> {
    const read = await this.host.readFile(path, mostCharacters);
    if (!read.ok) return absent.has(read.code) ? 'missing' : { text: '' };
    const isBinary = read.bytes.subarray(0, looksAtBytes).includes(0);
    return { text: isBinary ? '' : new TextDecoder().decode(read.bytes) };
  }
}
