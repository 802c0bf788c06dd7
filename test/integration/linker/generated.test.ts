// Hundreds of generated scripts, linked by the real arm-none-eabi-ld: where it takes a script we have no error, and
// every region, address and symbol that we claim to know is the one in its map and its symbol table.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScript } from '../../../src/linker/read-script';
import type { LinkerScript } from '../../../src/linker/script-model';
import { generateScript, source } from './generate-script';
import { LinkFolder } from './linking';
import type { Linked } from './linking';

const numRuns = Number(process.env.SCRIPT_RUNS ?? 200);

describe('generated linker scripts', function () {
  this.timeout(240_000 + numRuns * 400);
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble('parts.o', source);
  });
  after(() => {
    folder.dispose();
  });

  it(`come to what the real linker makes of them, ${numRuns} times`, () => {
    const count = { taken: 0, sections: 0, symbols: 0, known: 0 };
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const text = generateScript(gen);
        const linked = folder.link(text, [object], ['--no-check-sections']);
        const model = readScript(text, 'script.ld');
        const errors = model.problems.filter(({ isError }) => isError);
        if (linked.isRefused) return;
        assert.deepEqual(errors, [], text);
        count.taken += 1;
        sameRegions(model, linked, text);
        count.sections += sameSections(model, linked, text);
        const compared = sameSymbols(model, linked, text);
        count.symbols += linked.symbols.size;
        count.known += compared;
      }),
      { seed: 20250106, numRuns, endOnFailure: process.env.SCRIPT_SHRINK === undefined },
    );
    // A generator that ld mostly refuses, or of which nothing is known, would prove nothing.
    assert.ok(count.taken > numRuns * 0.6, `ld took only ${count.taken}`);
    assert.ok(
      count.known > count.symbols * 0.25,
      `of ${count.symbols} symbols ${count.known} known`,
    );
    assert.ok(count.sections > numRuns, `only ${count.sections} sections were compared`);
  });
});

function sameRegions(model: LinkerScript, { map }: Linked, text: string): void {
  const ours = model.regions.map(({ name, origin, length }) => ({ name, origin, length }));
  const theirs = map.regions.map(({ name, origin, length }) => ({ name, origin, length }));
  assert.deepEqual(ours, theirs, text);
}

/** @returns how many were compared. */
function sameSections(model: LinkerScript, { map }: Linked, text: string): number {
  const regionOf = (address: number): string | undefined =>
    map.regions.find(({ origin, length }) => address >= origin && address < origin + length)?.name;
  let compared = 0;
  for (const section of model.sections) {
    const found = map.outputs.find(({ name }) => name === section.name);
    if (found === undefined || found.sizeBytes === 0) continue;
    const told = `${section.name} in ${text}`;
    const loaded = found.loadAddress ?? found.address;
    compared += 1;
    if (section.region !== undefined) assert.equal(regionOf(found.address), section.region, told);
    if (section.align !== undefined) assert.equal(found.address % section.align, 0, told);
    if (section.address !== undefined) {
      const distance = found.address - section.address;
      assert.ok(distance >= 0 && distance < 64, `${told}: starts ${distance} behind`);
    }
    if (section.loadAddress !== undefined) assert.equal(loaded, section.loadAddress, told);
    else if (section.lmaRegion !== undefined)
      assert.equal(regionOf(loaded), section.lmaRegion, told);
    // Behind a section with AT(…) that turns out to be empty ld keeps no distance.
    else if (section.region !== undefined && !section.followsLoadAddress)
      assert.equal(regionOf(loaded), section.region, told);
  }
  return compared;
}

/** @returns how many were compared. */
function sameSymbols(model: LinkerScript, { symbols }: Linked, text: string): number {
  // Where a symbol is assigned more than once the last value is the one in the file.
  const ours = new Map(model.symbols.map(({ name, value }) => [name, value]));
  const known = [...ours].filter(([name, value]) => value !== undefined && symbols.has(name));
  assert.deepEqual(
    known,
    known.map(([name]) => [name, symbols.get(name)]),
    text,
  );
  return known.length;
}
