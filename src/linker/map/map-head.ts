// The first part of a map file: why members of archives were linked, what was thrown away, the memory regions.
// Headings are translated into ld's language, so each line is known by its form alone.

import type { MapDiscarded, MapMember, MapRegion } from './map-file';
import { hex } from './map-lines';
import type { MapLines } from './map-lines';

// GNU ld 2.40: print_output_section_statement and print_input_section in ld/ldlang.c, add_archive_element in
// ld/ldmain.c (member names are padded to 30 columns).
const region = /^(\S+(?: \S+)*) +0x([0-9a-f]+) +0x([0-9a-f]+)(?: +([a-z!]+))?$/;
const discarded = /^ ([^\s*]\S*) +0x[0-9a-f]+ +0x([0-9a-f]+) (.+)$/;
const memberWithReason = /^(\S.{0,28}\)) +(\S.*)$/;
const memberAlone = /^\S.*\)$/;
/** The object's name ends before a bracket; folders may have brackets too (`Program Files (x86)`). */
const reason = /^(.*?(?:\.\w+|\))) \((?:symbol from plugin\) \()?(.+)\)$/;
const reasonColumn = ' '.repeat(30);
/** ld prints this one last of the regions, in every language it speaks. */
const lastRegion = '*default*';
/** No script has as many; each address of the map is looked for in all of them. */
const regionLimit = 1000;

export interface MapHead {
  readonly regions: readonly MapRegion[];
  readonly members: readonly MapMember[];
  readonly discarded: readonly MapDiscarded[];
}

/** @returns undefined when the list of regions does not end. */
export function readMapHead(lines: MapLines): MapHead | undefined {
  const head = {
    regions: [] as MapRegion[],
    members: [] as MapMember[],
    discarded: [] as MapDiscarded[],
  };
  let waiting: { readonly object: string; readonly line: number } | undefined;
  while (lines.next()) {
    const { text, number: line } = lines;
    const member = waiting;
    waiting = undefined;
    if (text === '') continue;
    if (text.startsWith(' ')) {
      if (member !== undefined && text.startsWith(reasonColumn)) {
        head.members.push(...memberOf(member.object, text.trimStart(), member.line));
        continue;
      }
      const [, section, size, object] = discarded.exec(text) ?? [];
      if (section !== undefined && object !== undefined) {
        head.discarded.push({ section, sizeBytes: hex(size), object, line });
      }
      continue;
    }
    const [, name, origin, length, attributes = ''] = region.exec(text) ?? [];
    if (name === lastRegion) return head;
    if (name !== undefined) {
      if (head.regions.length === regionLimit) continue;
      head.regions.push({ name, origin: hex(origin), length: hex(length), attributes, line });
      continue;
    }
    const [, object, why] = memberWithReason.exec(text) ?? [];
    if (object !== undefined && why !== undefined)
      head.members.push(...memberOf(object, why, line));
    else if (memberAlone.test(text)) waiting = { object: text, line };
  }
  return undefined;
}

function memberOf(object: string, why: string, line: number): readonly MapMember[] {
  if (!why.endsWith(')')) return [];
  const [, neededBy, symbol] = reason.exec(why) ?? [];
  return neededBy === undefined || symbol === undefined ? [] : [{ object, neededBy, symbol, line }];
}
