// A region for a memory of the part that no region of the script is in.

import { hex32 } from '../../base/hex';
import { classOf } from '../../devices/memory-runs';
import type { Memory } from '../../devices/device';
import { sizeText } from '../../script-checks/script-words';
import type { MemoryBlock } from '../../linker/syntax';
import type { Action } from '../action';

/** Windows of external memories are as large as what the board has there, which is not known here. */
const offered: ReadonlySet<string> = new Set(['flash', 'ram']);

export const addRegion: Action = (view, selection) => {
  const block = view.tree.items.find(
    (item): item is MemoryBlock =>
      item.kind === 'memory' && item.start <= selection.end && selection.start <= item.end,
  );
  const { script, part } = view.facts;
  if (block === undefined || part === undefined || part.device.match === 'line') return [];
  const isTaken = ({ start, sizeBytes }: Memory): boolean =>
    script.regions.some(({ origin, length }) => {
      // A region of unknown place may be the one.
      if (origin === undefined || length === undefined) return true;
      return origin < start + sizeBytes && start < origin + length;
    });
  const names = new Set(script.regions.flatMap(({ name, aliases }) => [name, ...aliases]));
  return part.device.memories
    .filter((memory) => offered.has(classOf(memory.kind)) && !memory.isReserved && !memory.isUnsure)
    .filter((memory) => memory.sizeBytes > 0 && !isTaken(memory) && !names.has(memory.name))
    .map((memory) => {
      const { name, kind, start, sizeBytes, executable } = memory;
      const attributes = classOf(kind) === 'flash' ? 'rx' : executable === true ? 'xrw' : 'rw';
      const line = `  ${name} (${attributes}) : ORIGIN = ${hex32(start)}, LENGTH = ${sizeText(sizeBytes)}\n`;
      const at = lineBehind(view.document.getText(), block);
      return {
        title: `Add region ${name} (${sizeText(sizeBytes)} at ${hex32(start)} of ${part.device.name})`,
        edits: [insertion(view.file, view.document.positionAt(at.offset), at.prefix + line)],
      };
    });
};

/** The beginning of the line with the closing brace, or the brace itself where something stands before it. */
function lineBehind(
  text: string,
  { end }: MemoryBlock,
): { readonly offset: number; readonly prefix: string } {
  const brace = text.lastIndexOf('}', end);
  const line = text.lastIndexOf('\n', brace) + 1;
  const isAlone = text.slice(line, brace).trim() === '';
  return isAlone ? { offset: line, prefix: '' } : { offset: brace, prefix: '\n' };
}

function insertion(
  file: string,
  { line, character }: { readonly line: number; readonly character: number },
  newText: string,
) {
  const at = { line: line + 1, column: character + 1 };
  return { file, start: at, end: at, newText };
}
