// The ELF file ends before what its headers describe: a copy or a build that was interrupted.

import { defineCheck } from '../check';

export const elfTruncated = defineCheck({
  id: 'elf-truncated',
  title: 'The ELF file is complete',
  severity: 'error',
  needs: ['imageContent'],
  run({ imageContent: { value: content, source } }) {
    if (content.kind !== 'truncated') return [];
    return [
      {
        message: `${source} is cut off: its headers describe more than the file holds.`,
        evidence: [{ what: content.message.replace(/\.$/, ''), where: source }],
        fixes: [
          { title: 'Build or copy the file again; look for a full disk or an interrupted build.' },
        ],
      },
    ];
  },
});
