// Two builds → what grew and what shrank. Pure.

import { fileNameOf } from '../base/file-name';
import type { BuildChanges, BuildSizes, PartSize, SizeChange } from '../protocol/build-sizes';

export type { BuildChanges } from '../protocol/build-sizes';

export function compareBuilds(before: BuildSizes, after: BuildSizes): BuildChanges {
  const earlier = new Map(before.regions.map((region) => [region.name, region.sizeBytes]));
  const regions = after.regions.map((region) => {
    const beforeBytes = earlier.get(region.name);
    const changeBytes = region.sizeBytes - (beforeBytes ?? 0);
    return { ...region, ...(beforeBytes === undefined ? {} : { beforeBytes }), changeBytes };
  });
  const isAlike = before.kind === after.kind;
  return {
    before: before.file,
    after: after.file,
    regions: isAlike ? regions : [],
    sections: changes(before.sections, after.sections),
    objects: isAlike ? changes(before.objects, after.objects) : [],
    symbols: isAlike ? changes(before.symbols, after.symbols) : [],
    notes: [
      ...[before, after].flatMap(({ file, notes }) => notes.map((note) => `${file}: ${note}`)),
      ...notesOf(before, after),
    ],
  };
}

function notesOf(before: BuildSizes, after: BuildSizes): readonly string[] {
  if (before.kind !== after.kind) {
    return ['One file is a map file and the other an ELF file: only their sections are compared.'];
  }
  const gone = before.regions.filter(({ name }) =>
    after.regions.every((each) => each.name !== name),
  );
  return [
    ...gone.map(({ name }) => `Region ${name} is gone.`),
    ...after.regions.flatMap(({ name, lengthBytes }) => {
      const earlier = before.regions.find((each) => each.name === name)?.lengthBytes;
      if (earlier === undefined || earlier === lengthBytes) return [];
      return [`Region ${name} was ${earlier} bytes long and is ${lengthBytes} bytes long now.`];
    }),
  ];
}

function changes(before: readonly PartSize[], after: readonly PartSize[]): readonly SizeChange[] {
  const earlier = new Map(before.map(({ name, sizeBytes }) => [name, sizeBytes]));
  const later = new Map(after.map(({ name, sizeBytes }) => [name, sizeBytes]));
  const renamed = moved(
    [...earlier.keys()].filter((name) => !later.has(name)),
    [...later.keys()].filter((name) => !earlier.has(name)),
  );
  const found = [...later].map(([name, size]) =>
    change(name, earlier.get(renamed.get(name) ?? name), size),
  );
  const kept = new Set(renamed.values());
  const gone = [...earlier]
    .filter(([name]) => !later.has(name) && !kept.has(name))
    .map(([name, size]) => change(name, size, undefined));
  return [...found, ...gone]
    .filter(({ changeBytes }) => changeBytes !== 0)
    .sort((a, b) => Math.abs(b.changeBytes) - Math.abs(a.changeBytes));
}

function change(
  name: string,
  beforeBytes: number | undefined,
  afterBytes: number | undefined,
): SizeChange {
  return {
    name,
    ...(beforeBytes === undefined ? {} : { beforeBytes }),
    ...(afterBytes === undefined ? {} : { afterBytes }),
    changeBytes: (afterBytes ?? 0) - (beforeBytes ?? 0),
  };
}

/** The same file in another folder, where that is beyond doubt: the later name → the earlier one. */
function moved(gone: readonly string[], fresh: readonly string[]): ReadonlyMap<string, string> {
  const earlier = byFileName(gone);
  const pairs = [...byFileName(fresh)].flatMap(([file, names]): [string, string][] => {
    const [was, ...others] = earlier.get(file) ?? [];
    const [is, ...more] = names;
    const isOnly = others.length === 0 && more.length === 0;
    return was !== undefined && is !== undefined && isOnly ? [[is, was]] : [];
  });
  return new Map(pairs);
}

function byFileName(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const name of names) {
    const file = fileNameOf(name);
    const list = lists.get(file);
    if (list === undefined) lists.set(file, [name]);
    else list.push(name);
  }
  return lists;
}
