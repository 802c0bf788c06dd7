// A section for variables in an external RAM (SDRAM, PSRAM): not loaded, because nothing can be programmed there before
// the program has set the memory up; and not zeroed, for the same reason.

import { classOf, placeOf } from '../../devices/memory-runs';
import type { SectionsBlock } from '../../linker/syntax';
import type { Action } from '../action';
import { touches } from '../action';

export const addExternalSection: Action = (view, selection) => {
  const { script, part } = view.facts;
  if (part === undefined) return [];
  const block = view.tree.items.find((item): item is SectionsBlock => item.kind === 'sections');
  if (block === undefined) return [];
  return script.regions.flatMap(({ name, origin, place }) => {
    if (origin === undefined || !touches(view, place, selection)) return [];
    const memory = placeOf(part.device, origin)?.memory;
    if (memory === undefined || classOf(memory.kind) !== 'external') return [];
    const section = `.${name.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`;
    if (script.sections.some((each) => each.name === section || each.region === name)) return [];
    const at = view.document.positionAt(placeIn(view.document.getText(), block));
    const start = { line: at.line + 1, column: at.character + 1 };
    return [
      {
        title: `Create section ${section} for variables in ${name}`,
        edits: [{ file: view.file, start, end: start, newText: textOf(section, name) }],
      },
    ];
  });
};

/** Behind the last thing in the block: a section without a load address would take that of the one before it. */
function placeIn(text: string, { end, items }: SectionsBlock): number {
  const last = items.filter(({ kind }) => kind === 'output' || kind === 'overlay').at(-1);
  if (last === undefined) return text.lastIndexOf('}', end);
  const lineEnd = text.indexOf('\n', last.end);
  return lineEnd < 0 || lineEnd > end ? last.end : lineEnd;
}

function textOf(section: string, region: string): string {
  return [
    '',
    '',
    `  /* In C: __attribute__((section("${section}"))) static uint8_t buffer[1024];`,
    '     Neither programmed nor zeroed: it may be used once the memory is set up. */',
    `  ${section} (NOLOAD) :`,
    '  {',
    '    . = ALIGN(4);',
    `    *(${section} ${section}.*)`,
    '    . = ALIGN(4);',
    `  } >${region}`,
  ].join('\n');
}
