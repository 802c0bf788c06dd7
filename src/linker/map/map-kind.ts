// Whose map file a text is, told from how it begins; only GNU ld's can be read.

/** Where the first headings stand. */
const lookedAt = 4096;

/** Of a map file that was cut off in front of its list of regions. */
export const beginningOfMap = 'only the beginning of a map file of GNU ld';

// What each linker prints first: lld/ELF/MapFile.cpp (mold prints the same), gold/output.cc; Arm's and IAR's as in
// their manuals.
const others: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\{/, 'JSON, such as a source map of JavaScript'],
  [/^(?:VMA|Address) +(?:LMA +)?Size +Align +(?:Out +)?In\b/, 'a map file of LLVM lld'],
  [/^Component: .*\barmlink\b/, "a map file of Arm's armlink"],
  [/^#{3,}\s+(?:#\s+)+IAR ELF Linker/, "a map file of IAR's linker"],
  // ld's first headings in English (ld/ldmain.c, ldlang.c): for other languages this stays unknown.
  [
    /^(?:Archive member included|Allocating common symbols|Discarded input sections|Memory Configuration)\b/,
    beginningOfMap,
  ],
];

/**
 * The end of a sentence about what a text is in place of a map file of GNU ld (`a map file of LLVM lld`); undefined
 * for one of GNU ld.
 */
export function otherThanMap(text: string): string | undefined {
  // ld's own region closes the list of regions in every language ld speaks.
  if (text.includes('\n*default* ')) return undefined;
  if (text.includes('\n ** file header')) return 'a map file of GNU gold';
  const start = text.slice(0, lookedAt).trimStart();
  return others.find(([pattern]) => pattern.test(start))?.[1] ?? 'no map file of GNU ld';
}
