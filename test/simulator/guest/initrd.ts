// The guest's first file system: busybox, the kernel's modules and init.sh. All else comes from the host.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cpio } from './cpio';
import type { CpioEntry } from './cpio';

export interface InitrdParts {
  readonly busybox: string;
  /** In load order by name. */
  readonly modules: readonly string[];
}

export function buildInitrd({ busybox, modules }: InitrdParts): Buffer {
  const folder = (path: string): CpioEntry => ({ path, mode: 0o40755, bytes: Buffer.alloc(0) });
  const program = (path: string, file: string): CpioEntry => ({
    path,
    mode: 0o100755,
    bytes: readFileSync(file),
  });
  return cpio([
    folder('bin'),
    folder('dev'),
    folder('modules'),
    // The kernel opens it for init's messages before anything is mounted.
    { path: 'dev/console', mode: 0o20600, bytes: Buffer.alloc(0), device: [5, 1] },
    program('bin/busybox', busybox),
    program('init', join(__dirname, 'init.sh')),
    ...modules.map((file) => program(`modules/${basename(file)}`, file)),
  ]);
}
