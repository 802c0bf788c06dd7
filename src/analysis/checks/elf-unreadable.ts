// The ELF file is there, but the system does not let us read it.

import { defineCheck } from '../check';

export const elfUnreadable = defineCheck({
  id: 'elf-unreadable',
  title: 'The ELF file can be read',
  severity: 'error',
  needs: ['imageFile'],
  run({ imageFile }) {
    const image = imageFile.value;
    if (image.state !== 'unreadable') return [];
    const { attribute, path, code, message } = image;
    return [
      {
        message: `${path} ${reasons[code] ?? 'cannot be read'}.`,
        // GDB may still read it, given the time.
        ...(code === 'EFBIG' ? { severity: 'warning' } : {}),
        attribute,
        evidence: [
          { what: message, where: path },
          { what: `"${attribute}" names it`, where: 'launch configuration' },
        ],
        fixes: [{ title: fixes[code] ?? `Make the file readable, or correct ${attribute}.` }],
      },
    ];
  },
});

/** By the system's error code (errno(3)). */
const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder, not an ELF file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EBUSY: 'is in use by another program',
  EFBIG: 'is too large to be checked',
  EFTYPE: 'is a device, a pipe or a socket, not an ELF file',
};

const fixes: Readonly<Record<string, string>> = {
  EISDIR: 'Name the ELF file in that folder.',
  EFBIG:
    'See whether the name is the right one: the ELF file of a microcontroller has some megabytes.',
  EFTYPE: 'Name the ELF file that the build has made.',
  EACCES: 'Give yourself the right to read the file (on Linux and macOS: chmod u+r).',
  EBUSY: 'Wait until the build has finished, then launch again.',
};
