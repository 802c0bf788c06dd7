// The ELF file has no addresses yet: an object file or a shared library instead of the linked firmware.

import { defineCheck } from '../check';
import type { ElfImage } from '../../elf/elf-image';

export const elfNotLinked = defineCheck({
  id: 'elf-not-linked',
  title: 'The ELF file is linked to addresses',
  severity: 'error',
  needs: ['elf'],
  run({ elf: { value: image, source } }) {
    const kind = kindOf(image);
    if (kind === undefined) return [];
    return [
      {
        message: `${source} is ${kind}, not a linked firmware: it has no addresses to program.`,
        evidence: [{ what: `ELF header: type ${image.type}, entry ${image.entry}`, where: source }],
        fixes: [{ title: 'Name the ELF file that the linker wrote at the end of the build.' }],
      },
    ];
  },
});

/** A position-independent image with an entry point is left alone: some boot loaders are linked like that. */
function kindOf(image: ElfImage): string | undefined {
  if (image.type === 'rel') return 'an object file (.o)';
  if (image.type === 'core') return 'a core dump';
  if (image.type === 'dyn' && image.entry === 0) return 'a shared library';
  return undefined;
}
