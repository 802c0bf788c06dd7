// The firmware was built without -g or was stripped: it runs, but there are no source lines.

import { defineCheck } from '../check';

export const elfNoDebugInfo = defineCheck({
  id: 'elf-no-debug-info',
  title: 'The ELF file has debug information',
  severity: 'warning',
  needs: ['elf'],
  run({ elf: { value: image, source } }) {
    // Other machines and object files have a finding of their own.
    if (image.hasDebugInfo || !image.isArm || image.type === 'rel') return [];
    const rest = image.hasSymbols
      ? 'Only function names are known.'
      : 'It has no symbol table either, so not even function names are known.';
    return [
      {
        message: `${source} has no debug information: no source lines, no variables. ${rest}`,
        evidence: [
          { what: `no section .debug_info among ${image.sections.length} sections`, where: source },
        ],
        fixes: [
          {
            title:
              'Compile with -g3 (it does not change what is programmed) and launch the file before it is stripped.',
          },
        ],
      },
    ];
  },
});
