// Writes a cpio archive in the "newc" form, which the Linux kernel unpacks as its first file system
// (Documentation/driver-api/early-userspace/buffer-format.rst).

export interface CpioEntry {
  /** Without a leading slash. */
  readonly path: string;
  /** As in stat: 0o100755 is a program, 0o40755 a folder. */
  readonly mode: number;
  readonly bytes: Uint8Array;
  /** Of a device, major and minor number. */
  readonly device?: readonly [major: number, minor: number];
}

const trailer: CpioEntry = { path: 'TRAILER!!!', mode: 0, bytes: new Uint8Array() };

export function cpio(entries: readonly CpioEntry[]): Buffer {
  return Buffer.concat([...entries, trailer].flatMap(parts));
}

function parts(entry: CpioEntry, index: number): Uint8Array[] {
  const name = Buffer.from(`${entry.path}\0`);
  const [major, minor] = entry.device ?? [0, 0];
  const fields = [
    ...[index + 1, entry.mode, 0, 0, 1, 0, entry.bytes.length],
    ...[0, 0, major, minor, name.length, 0],
  ];
  const header = Buffer.from(`070701${fields.map(hex8).join('')}`);
  return [
    header,
    name,
    padding(header.length + name.length),
    entry.bytes,
    padding(entry.bytes.length),
  ];
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** Names and contents end at a multiple of four. */
function padding(length: number): Uint8Array {
  return new Uint8Array(-length & 3);
}
