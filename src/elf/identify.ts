// What a file that is no ELF looks like, from its first bytes; for messages, not for decisions.

const signatures: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^:[0-9A-F]{10}/i, 'an Intel HEX file'],
  [/^S[0-9][0-9A-F]{6}/i, 'a Motorola S-record file'],
  [/^!<(arch|thin)>\n/, 'a static library (.a)'],
  [/^UF2\n/, 'a UF2 file'],
  [/^MZ/, 'a Windows program (PE)'],
  [/^\xcf\xfa\xed\xfe|^\xca\xfe\xba\xbe/, 'a macOS program (Mach-O)'],
  [/^PK\x03\x04/, 'a ZIP archive'],
  [/^DfuSe/, 'an ST DfuSe file (.dfu)'],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer, whose file was not fetched'],
];

/** @returns a noun with its article, such as "an Intel HEX file"; "a file of unknown kind" at worst. */
export function identifyContent(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64));
  const head = buffer.toString('latin1');
  const match = signatures.find(([pattern]) => pattern.test(head));
  if (match !== undefined) return match[1];
  if (startsWithVectorTable(buffer)) return 'a raw binary that begins with an STM32 vector table';
  if (/^[\t\n\r\x20-\x7e]+$/.test(head)) return 'a text file';
  return 'a file of unknown kind, perhaps a raw binary';
}

/** A word that points into SRAM (0x2… , or CCM 0x1…), then an odd address in flash, as on every Cortex-M. */
function startsWithVectorTable(buffer: Buffer): boolean {
  if (buffer.length < 8) return false;
  const stack = buffer.readUInt32LE(0);
  const reset = buffer.readUInt32LE(4);
  const isRam = stack >>> 28 === 2 || stack >>> 28 === 1;
  return isRam && stack % 4 === 0 && reset >>> 24 === 0x08 && reset % 2 === 1;
}
