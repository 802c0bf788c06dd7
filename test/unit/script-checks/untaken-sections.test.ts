// Sections of a build that no pattern of a script takes.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';
import type { BuildSeen, InputSectionSeen } from '../../../src/script-checks/script-check';
import { untakenEvidence, untakenSections } from '../../../src/script-checks/untaken-sections';

const script = readScript(
  'SECTIONS { .text : { *(.text .text.*) } .data : { *(.data) *.o(.mine.?) } }',
  'a.ld',
);

function input(name: string, object = 'main.o'): InputSectionSeen {
  return { name, sizeBytes: 4, type: 'progbits', object, output: name };
}

function buildOf(inputs: readonly InputSectionSeen[] | undefined): BuildSeen {
  const nothing = { outputs: new Map(), symbols: new Map(), writtenAtMs: undefined };
  return { source: 'a.map', ...nothing, inputs };
}

function names(...inputs: readonly InputSectionSeen[]): readonly string[] {
  return (untakenSections(script, buildOf(inputs)) ?? []).map(({ name }) => name);
}

describe('sections that no pattern takes', () => {
  it('are those that match nothing, each once with the sum of its objects', () => {
    const build = buildOf([input('.mine.xy'), input('.text.f'), input('.mine.xy', 'b.o')]);
    const [only, ...rest] = untakenSections(script, build) ?? [];
    assert.ok(only !== undefined);
    assert.deepEqual(rest, []);
    assert.deepEqual(untakenEvidence(only, build), {
      what: 'section .mine.xy of main.o and 1 more: 8 bytes',
      where: 'a.map',
    });
  });

  it('are not those of a wildcard or of some files', () => {
    assert.deepEqual(names(input('.text'), input('.text.a'), input('.data'), input('.mine.a')), []);
  });

  it('are found beside others whose names begin alike', () => {
    assert.deepEqual(names(input('.data'), input('.data.x'), input('.textual')), [
      '.data.x',
      '.textual',
    ]);
  });

  it("are not what GCC's start files or ld itself bring", () => {
    const own = [input('.eh_frame', '/gcc/crtbegin.o'), input('.jcr', 'libc.a(crti.o)')];
    assert.deepEqual(names(...own, input('.glue_7', 'linker stubs'), input('.rel.dyn')), []);
    assert.deepEqual(names(input('.eh_frame', 'mycrtbegin.o')), ['.eh_frame']);
  });

  it('are unknown without a map', () => {
    assert.equal(untakenSections(script, buildOf(undefined)), undefined);
  });
});
