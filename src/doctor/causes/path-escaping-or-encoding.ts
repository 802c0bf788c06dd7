// A path is mangled on its way: backslashes, spaces, quotes or letters outside ASCII.

import { defineCause, narrowing, rule } from '../cause';

export const pathEscapingOrEncoding = defineCause({
  id: 'path-escaping-or-encoding',
  message:
    'A path with spaces, backslashes or letters outside ASCII is garbled on its way to the server or GDB.',
  signs: [
    narrowing(8, 'path-option-invalid'),
    narrowing(4, 'non-ascii-path'),
    narrowing(4, 'path-braces'),
    narrowing(2, ['image-unreadable', 'ocd-cannot-find']),
    // C:devtoolsbin: a drive, and the backslashes behind it are gone.
    rule('narrowing', 14, (log) =>
      log
        .matching(/\b[A-Z]:[A-Za-z][\w.-]{6,300}/)
        .filter(({ text }) =>
          /ENOENT|no such|not (?:be )?f|cannot|can't|couldn't|unable|invalid|error/i.test(text),
        ),
    ),
    rule('narrowing', 4, (log) =>
      log.matching(
        /(?:No such file|cannot (?:find|open)|not found|couldn't open|Can't find).{0,200}(?:\\ | %20|\?{2,}|\ufffd)/i,
      ),
    ),
  ],
  findings: { 'path-mangled': 7 },
  fix: () =>
    'Write paths with forward slashes and in quotes, and move the project (and the folder for temporary files) to a short path of plain ASCII letters, such as C:/src/app.',
  experiment: {
    text: 'Copy the ELF file to a path without spaces and special letters, such as C:/t/a.elf, and launch that: if it works, the path was the reason.',
    action: 'relaunch',
  },
});
