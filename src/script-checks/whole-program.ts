// Whether a linker script is all that a program is linked with, so that what it lacks is lacking: a list of memories,
// an addition for INSERT, a script for the preprocessor, or one half typed says nothing by what is not in it.

import type { LinkerScript, ScriptSection } from '../linker/script-model';
import { isDiscard, takersOf } from './input-patterns';

export function isWholeProgram(script: LinkerScript): boolean {
  return isWholeText(script) && script.regions.length > 0 && codeSection(script) !== undefined;
}

/** Problems behind which something may stand that was not understood, or that another file brings. */
const leavesOut =
  /^ld-(?:syntax|unbalanced-|unterminated-|invalid-|nested-|include-|too-long|unknown-region)/;

/** Whether everything that ld would read was read. */
export function isWholeText(script: LinkerScript): boolean {
  return (
    !script.isPreprocessed &&
    !script.isAddition &&
    script.includes.every(({ file }) => file !== undefined) &&
    !script.problems.some(({ id }) => leavesOut.test(id))
  );
}

/** The section that takes the functions. */
export function codeSection(script: LinkerScript): ScriptSection | undefined {
  const takers = takersOf(script, '.text').filter(({ section }) => !isDiscard(section));
  return (takers.find(({ input }) => input.file === '*') ?? takers[0])?.section;
}

/** The section that takes the variables with an initial value. */
export function dataSection(script: LinkerScript): ScriptSection | undefined {
  return takersOf(script, '.data').find(
    ({ input, section }) => input.file === '*' && !isDiscard(section),
  )?.section;
}

/** The section that takes the variables that start as zero. */
export function zeroSection(script: LinkerScript): ScriptSection | undefined {
  return takersOf(script, '.bss').find(
    ({ input, section }) => input.file === '*' && !isDiscard(section),
  )?.section;
}
