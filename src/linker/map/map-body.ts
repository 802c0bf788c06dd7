// The second part of a map file: output sections, the input sections in them, fill, and symbols. The table of cross
// references behind it has no numbers, so nothing of it is taken for one of these.

import type { MapContribution, MapFile, MapFill, MapOutputSection, MapSymbol } from './map-file';
import { hex } from './map-lines';
import type { MapLines } from './map-lines';

// GNU ld 2.40, ld/ldlang.c: print_output_section_statement, print_input_section, print_padding_statement,
// print_data_statement, print_one_symbol (16 spaces before the name) and print_assignment (24).
const output = /^(\S+) +0x([0-9a-f]+) +0x([0-9a-f]+)(?: load address 0x([0-9a-f]+))?$/;
const input = /^ (\S+) +0x([0-9a-f]+) +0x([0-9a-f]+) (.*)$/;
const data = /^ {16}0x([0-9a-f]+) +0x([0-9a-f]+) [A-Z]/;
const symbol = /^ {16}0x([0-9a-f]+)( {16,})(\S.*)$/;
/** print_statement, case lang_output_statement_enum: behind all that the script places; the format may be left out. */
const linked = /^OUTPUT\((.+?)(?: [\w-]+)?\)$/;
const assignment = /^(?:PROVIDE(?:_HIDDEN)? \(|HIDDEN \()?([^\s=(]+) (?:[-+*/&|]|<<|>>)?= /;

type MapBody = Pick<MapFile, 'outputs' | 'contributions' | 'fills' | 'symbols' | 'linkedFile'>;

/** @param lines from behind the regions on. */
export function readMapBody(lines: MapLines): MapBody {
  const outputs: MapOutputSection[] = [];
  const contributions: MapContribution[] = [];
  const fills: MapFill[] = [];
  const symbols: MapSymbol[] = [];
  let name: string | undefined;
  let linkedFile: string | undefined;
  while (lines.next()) {
    const { text, number: line } = lines;
    if (text === '') continue;
    if (text.startsWith('  ')) {
      const found = symbolOf(text, line);
      if (found !== undefined) symbols.push(found);
      else if (name !== undefined) fills.push(...dataOf(text, name, line));
    } else if (text.startsWith(' ')) {
      const [, section, address, size, object = ''] = input.exec(text) ?? [];
      if (section === undefined || name === undefined) continue;
      const place = { output: name, address: hex(address), sizeBytes: hex(size), line };
      if (section === '*fill*') fills.push({ kind: 'fill', ...place });
      else if (object !== '') contributions.push({ section, ...place, object });
    } else {
      const found = outputOf(text, line);
      linkedFile ??= linked.exec(text)?.[1];
      if (found === undefined) continue;
      outputs.push(found);
      name = found.name;
    }
  }
  return { outputs, contributions, fills, symbols, linkedFile };
}

function outputOf(text: string, line: number): MapOutputSection | undefined {
  const [, name, address, size, load] = output.exec(text) ?? [];
  if (name === undefined) return undefined;
  const loadAddress = load === undefined ? undefined : hex(load);
  return { name, address: hex(address), sizeBytes: hex(size), loadAddress, line };
}

function symbolOf(text: string, line: number): MapSymbol | undefined {
  const [, address, gap = '', name = ''] = symbol.exec(text) ?? [];
  if (address === undefined) return undefined;
  if (gap.length === 16) return { name, address: hex(address), isOfScript: false, line };
  const assigned = assignment.exec(name)?.[1];
  // The location counter is no symbol, and an ASSERT has none.
  if (assigned === undefined || assigned === '.') return undefined;
  return { name: assigned, address: hex(address), isOfScript: true, line };
}

function dataOf(text: string, name: string, line: number): readonly MapFill[] {
  const [, address, size] = data.exec(text) ?? [];
  if (address === undefined) return [];
  return [{ kind: 'data', output: name, address: hex(address), sizeBytes: hex(size), line }];
}
