// Whole output sections to begin with, for the regions that the script has.

import type { Device } from '../../devices/device';
import type { MemoryClass } from '../../devices/memory-runs';
import type { LinkerScript } from '../../linker/script-model';
import { classAt } from '../../script-checks/region-place';
import { CompletionItemKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { literal } from './offer';
import type { Offer } from './offer';

export function sectionSnippets({ facts: { script, part } }: ScriptView): readonly Offer[] {
  const nameOf = (wanted: MemoryClass, otherwise: string): string =>
    literal(regionOf(script, part?.device, wanted) ?? otherwise);
  const [flash, ram] = [nameOf('flash', 'FLASH'), nameOf('ram', 'RAM')];
  const external = nameOf('external', 'EXTRAM');
  return [
    offer('.isr_vector', 'the vector table, kept and first', [
      '. = ALIGN(4);',
      'KEEP(*(.isr_vector))',
      '. = ALIGN(4);',
      `>\${1:${flash}}`,
    ]),
    offer('.text', 'code', [
      '. = ALIGN(4);',
      '*(.text .text*)',
      '. = ALIGN(4);',
      '_etext = .;',
      `>\${1:${flash}}`,
    ]),
    offer('.rodata', 'constants', [
      '. = ALIGN(4);',
      '*(.rodata .rodata*)',
      '. = ALIGN(4);',
      `>\${1:${flash}}`,
    ]),
    offer('.init_array', 'constructors, in the order of their priority', [
      '. = ALIGN(4);',
      'PROVIDE_HIDDEN(__init_array_start = .);',
      'KEEP(*(SORT_BY_INIT_PRIORITY(.init_array.*)))',
      'KEEP(*(.init_array*))',
      'PROVIDE_HIDDEN(__init_array_end = .);',
      '. = ALIGN(4);',
      `>\${1:${flash}}`,
    ]),
    offer(
      '.data',
      'variables with a start value: in RAM, stored in flash',
      [
        '. = ALIGN(4);',
        '_sdata = .;',
        '*(.data .data*)',
        '. = ALIGN(4);',
        '_edata = .;',
        `>\${1:${ram}} AT> \${2:${flash}}`,
      ],
      '_sidata = LOADADDR(.data);\n',
    ),
    offer('.bss', 'variables that start as zero', [
      '. = ALIGN(4);',
      '_sbss = .;',
      '*(.bss .bss*)',
      '*(COMMON)',
      '. = ALIGN(4);',
      '_ebss = .;',
      `>\${1:${ram}}`,
    ]),
    offer('.noinit (NOLOAD)', 'variables that keep what they hold over a reset', [
      '. = ALIGN(4);',
      '*(.noinit .noinit*)',
      '. = ALIGN(4);',
      `>\${1:${ram}}`,
    ]),
    offer('.extram (NOLOAD)', 'variables in external RAM, which nobody programs', [
      '. = ALIGN(4);',
      '*(.extram .extram*)',
      '. = ALIGN(4);',
      `>\${1:${external}}`,
    ]),
    offer(
      '._user_heap_stack (NOLOAD)',
      'room for heap and stack, so that the link fails without it',
      [
        '. = ALIGN(8);',
        'PROVIDE(end = .);',
        'PROVIDE(_end = .);',
        '. = . + ${1:0x200}; /* heap */',
        '. = . + ${2:0x400}; /* stack */',
        '. = ALIGN(8);',
        `>\${3:${ram}}`,
      ],
    ),
  ];
}

/** @param lines the last one is what stands behind the brace. */
function offer(head: string, detail: string, lines: readonly string[], before = ''): Offer {
  const inside = lines.slice(0, -1).map((line) => `  ${line}`);
  const body = [`${head} :`, '{', ...inside, `} ${lines.at(-1) ?? ''}`].join('\n');
  return {
    ...{ label: head, kind: CompletionItemKind.Snippet, detail, rank: 3 },
    snippet: `${before}${body}`,
  };
}

/** The first region in memory of that class. */
function regionOf(
  script: LinkerScript,
  device: Device | undefined,
  wanted: MemoryClass,
): string | undefined {
  return script.regions.find(
    ({ origin }) => origin !== undefined && classAt(device, origin) === wanted,
  )?.name;
}
