// Decompresses what distributions compress their kernels with. Node has xz never, and zstd only from version 22.
import { spawnSync } from 'node:child_process';
import zlib from 'node:zlib';
import { Problem } from './problem.mjs';

/** A kernel has 70 MB; a limit is what spawnSync wants. */
const maxBytes = 512 * 1024 * 1024;

/** @type {readonly { magic: string, of: (bytes: Buffer) => Buffer }[]} */
const forms = [
  { magic: '7f454c46', of: (bytes) => bytes }, // an ELF file, not compressed
  { magic: '1f8b', of: (bytes) => zlib.gunzipSync(bytes) },
  { magic: 'fd377a585a00', of: (bytes) => filter('xz', 'xz-utils', bytes) },
  { magic: '28b52ffd', of: (bytes) => filter('zstd', 'zstd', bytes) },
];

/**
 * @param {Buffer} bytes
 * @returns {Buffer | undefined} an ELF file as it is; undefined for a form that is not known
 * @throws {Problem} when the program for it is missing or fails
 */
export function decompress(bytes) {
  const form = forms.find(({ magic }) =>
    bytes.subarray(0, magic.length / 2).equals(Buffer.from(magic, 'hex')),
  );
  return form?.of(bytes);
}

/**
 * @param {string} program
 * @param {string} debianPackage
 * @param {Buffer} input
 */
function filter(program, debianPackage, input) {
  const { status, stdout, stderr, error } = spawnSync(program, ['-d', '-c'], {
    input,
    maxBuffer: maxBytes,
  });
  if (status === 0) return stdout;
  const reason = error?.message ?? stderr.toString().trim();
  throw new Problem(
    `${program} (Debian package ${debianPackage}) cannot decompress the Linux kernel: ${reason}`,
  );
}
