// Names of objects in a map file: the library or the folder that they are from; and why they were linked.

import type { MapFile, MapMember } from './map-file';

export interface ObjectName {
  /** The archive with its path; undefined for an object that was named to the linker itself. */
  readonly library: string | undefined;
  /** `memcpy.o`, or `main.o` without its folder. */
  readonly name: string;
  /** Of an object that is in no archive; empty where it has none. */
  readonly folder: string;
}

const inArchive = /^(.+)\(([^()]+)\)$/;

/** @param object as `MapContribution.object` has it */
export function objectNameOf(object: string): ObjectName {
  const [, library, member] = inArchive.exec(object) ?? [];
  if (library !== undefined && member !== undefined) return { library, name: member, folder: '' };
  const at = Math.max(object.lastIndexOf('/'), object.lastIndexOf('\\'));
  return {
    library: undefined,
    name: object.slice(at + 1),
    folder: object.slice(0, Math.max(0, at)),
  };
}

/** Links of the chain that are told at most. */
const longest = 16;

/** Why an object of an archive was linked: it, what needs it, what needs that, … until an object of no archive. */
export function reasonsFor(map: MapFile, object: string): readonly MapMember[] {
  const byObject = new Map(map.members.map((member) => [member.object, member]));
  const chain: MapMember[] = [];
  let at = byObject.get(object);
  while (at !== undefined && chain.length < longest && !chain.includes(at)) {
    chain.push(at);
    at = byObject.get(at.neededBy);
  }
  return chain;
}
