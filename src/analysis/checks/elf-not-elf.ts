// The file is no ELF file, or one whose headers contradict the specification.

import { defineCheck } from '../check';

export const elfNotElf = defineCheck({
  id: 'elf-not-elf',
  title: 'The image is an ELF file',
  severity: 'error',
  needs: ['imageContent'],
  run({ imageContent: { value: content, source } }) {
    if (content.kind !== 'not-elf' && content.kind !== 'malformed') return [];
    const isElf = content.kind === 'malformed';
    const isEmpty = content.looksLike === 'an empty file';
    return [
      {
        message: isElf
          ? `${source} begins like an ELF file, but its headers are wrong.`
          : `${source} is ${content.looksLike}, not an ELF file.`,
        evidence: [{ what: content.message.replace(/\.$/, ''), where: source }],
        fixes: [{ title: isElf || isEmpty ? 'Build the file again.' : nameTheElf }],
      },
    ];
  },
});

const nameTheElf =
  'Name the ELF file that the linker wrote (.elf, .axf or .out): only it has symbols. A HEX file can be programmed with loadFiles beside it.';
