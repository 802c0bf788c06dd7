// What a hover says of a word of the linker's language.

import type { Builtin } from '../builtins/builtin';
import { paragraphs } from '../words/markdown';

/** As Markdown. */
export function builtinText({ forms, text, manual, versions }: Builtin): string {
  return paragraphs(
    `\`\`\`linkerscript\n${forms.join('\n')}\n\`\`\``,
    text,
    versions,
    `_Manual of GNU ld: ${manual}_`,
  );
}
