// Names of input sections: those that compilers and startup files are known to make, and those of the last build.

import { bytes } from '../../base/figures';
import type { BuildSeen } from '../../script-checks/script-check';
import { CompletionItemKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { named } from './offer';
import type { Offer } from './offer';

const wellKnown: readonly (readonly [name: string, detail: string])[] = [
  ['.isr_vector', 'vector table of the startup file'],
  ['.text', 'code'],
  ['.text*', 'code, also with -ffunction-sections'],
  ['.rodata', 'constants'],
  ['.rodata*', 'constants, also with -fdata-sections'],
  ['.data', 'variables with a start value'],
  ['.data*', 'variables with a start value, also with -fdata-sections'],
  ['.bss', 'variables that start as zero'],
  ['.bss*', 'variables that start as zero, also with -fdata-sections'],
  ['.noinit*', 'variables that keep what they hold over a reset'],
  ['.preinit_array*', 'functions called before all constructors'],
  ['.init_array*', 'constructors'],
  ['.fini_array*', 'destructors'],
  ['.init', 'code of _init'],
  ['.fini', 'code of _fini'],
  ['.eh_frame', 'unwinding tables'],
  ['.ARM.extab*', 'unwinding of C++ exceptions'],
  ['.ARM.exidx*', 'index of the unwinding tables'],
  ['.tdata*', 'thread-local variables with a start value'],
  ['.tbss*', 'thread-local variables that start as zero'],
  ['.glue_7', 'calls from Arm to Thumb code'],
  ['.glue_7t', 'calls from Thumb to Arm code'],
  ['.ARM.attributes', 'what the objects were compiled for'],
];

/** What a firmware of thousands of functions has is too much to choose from. */
const mostSeen = 100;

export function patternOffers({ facts: { build } }: ScriptView): readonly Offer[] {
  const seen = build === undefined ? [] : seenOffers(build);
  const names = new Set(seen.map(({ label }) => label));
  const known = wellKnown
    .filter(([name]) => !names.has(name))
    .map(([name, detail]) => named(name, CompletionItemKind.Field, detail, 2));
  return [...seen, ...known];
}

/** The largest of the last build. */
function seenOffers({ inputs = [] }: BuildSeen): readonly Offer[] {
  const sizes = new Map<string, number>();
  for (const { name, sizeBytes } of inputs) sizes.set(name, (sizes.get(name) ?? 0) + sizeBytes);
  return [...sizes]
    .filter(([name]) => name.startsWith('.') || name === 'COMMON')
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostSeen)
    .map(([name, size]) =>
      named(
        name,
        CompletionItemKind.Field,
        `${bytes(size)} in the last build`,
        isPlain(name) ? 1 : 4,
      ),
    );
}

/** `.text`, not the `.text.main` of a single function. */
function isPlain(name: string): boolean {
  return !/^\.(?:text|data|bss|rodata)\./.test(name);
}

/** Whole descriptions, for the inside of an output section. */
export function inputOffers(): readonly Offer[] {
  return [
    ['*(.text .text*)', 'code'],
    ['*(.rodata .rodata*)', 'constants'],
    ['*(.data .data*)', 'variables with a start value'],
    ['*(.bss .bss*)', 'variables that start as zero'],
    ['*(COMMON)', 'variables of C without a start value'],
  ].map(([label = '', detail]) => ({
    ...named(label, CompletionItemKind.Snippet, detail, 2),
    snippet: label,
  }));
}
