// What has to be the same in our model of a script and in what the real linker made of it.

import assert from 'node:assert/strict';
import { regionAt } from '../../../src/linker/script-model';
import type { LinkerScript } from '../../../src/linker/script-model';
import type { Linked } from './linking';

export function sameRegions(model: LinkerScript, { map }: Linked): void {
  const ours = model.regions.map(({ name, origin, length }) => ({ name, origin, length }));
  const theirs = map.regions.map(({ name, origin, length }) => ({ name, origin, length }));
  assert.deepEqual(ours, theirs);
}

/** Regions do not overlap, so an address tells its region. */
export function samePlacement(model: LinkerScript, { map }: Linked): void {
  for (const section of model.sections) {
    const found = map.outputs.find(({ name }) => name === section.name);
    if (found === undefined || found.sizeBytes === 0) continue;
    // Sections for debuggers and the like are no part of the memory.
    if (section.region === undefined && section.address === 0) continue;
    assert.equal(regionAt(model, found.address)?.name, section.region, `${section.name} runs`);
    const loaded = regionAt(model, found.loadAddress ?? found.address)?.name;
    if (section.loadAddress !== undefined) {
      assert.equal(
        found.loadAddress ?? found.address,
        section.loadAddress,
        `${section.name} loads`,
      );
    } else if (section.hasLoadAddress && section.lmaRegion === undefined) {
      // A later section of an overlay, or AT> the region it runs in.
      if (found.loadAddress === undefined) assert.equal(loaded, section.region);
    } else if (section.followsLoadAddress) {
      assert.notEqual(found.loadAddress, undefined, `${section.name} follows`);
    } else {
      assert.equal(loaded, section.lmaRegion ?? section.region, `${section.name} loads`);
    }
  }
}

/** @param atLeast how many have to be known at all. */
export function sameSymbols(model: LinkerScript, linked: Linked, atLeast: number): void {
  // Where a symbol is assigned more than once the last value is the one in the file.
  const ours = new Map(model.symbols.map(({ name, value }) => [name, value]));
  const known = [...ours].filter(
    ([name, value]) => value !== undefined && linked.symbols.has(name),
  );
  const theirs = known.map(([name]) => [name, linked.symbols.get(name)]);
  assert.deepEqual(known, theirs);
  assert.ok(known.length >= atLeast, `only ${known.length} symbols are known`);
}
