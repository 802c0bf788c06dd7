// A CubeMX project file of either kind → the project, chosen by its name: .ioc or CubeMX2's .ioc2.

import type { IocProject } from './ioc-project';
import { readIoc } from './read-ioc';
import { readIoc2 } from './read-ioc2';

/**
 * Reads a project file. Never throws: what is no project gives one of undefined members, with `problems`.
 * @param name the file's name or path.
 * @param content its text, or its bytes in UTF-8, UTF-16 with a byte order mark, or Latin-1.
 */
export function readIocFile(name: string, content: string | Uint8Array): IocProject {
  const text = typeof content === 'string' ? content : decode(content);
  return /\.ioc2$/i.test(name) ? readIoc2(text) : readIoc(text);
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Java's own encoding of properties: every byte is a character.
    return new TextDecoder('latin1').decode(bytes);
  }
}
