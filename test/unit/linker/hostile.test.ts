// Linker scripts that nobody would write: damaged, endless, nested without end. Always an answer, never a throw.

import assert from 'node:assert/strict';
import { readMapFile } from '../../../src/linker/map/map-file';
import { readScript } from '../../../src/linker/read-script';
import type { ScriptPlace } from '../../../src/linker/script-model';
import { mutateText, random } from '../../support/fuzz';
import { mapText, parts } from './texts';

/** 100,000 were tried by hand: `SCRIPT_FUZZ=100000`. */
const count = Number(process.env.SCRIPT_FUZZ ?? 4000);

describe('linker scripts of any kind', function () {
  this.timeout(60_000 + count * 20);
  it(`gives a model with true places for ${count} damaged scripts`, () => {
    const rng = random(20240607);
    for (let at = 0; at < count; at += 1) {
      const text = mutateText(rng.pick(parts), rng);
      const model = readScript(text, 'a.ld', (name) =>
        name === 'regions.ld' ? { file: name, text: 'X : ORIGIN = 1, LENGTH = ' } : undefined,
      );
      const limits: Readonly<Record<string, number>> = { 'a.ld': text.length, 'regions.ld': 40 };
      for (const place of placesOf(model)) {
        assert.ok(place.start >= 0 && place.start <= place.end, 'in order');
        assert.ok(place.end <= (limits[place.file] ?? -1), 'within the text');
        assert.ok(place.line >= 1 && place.column >= 1 && place.endColumn >= 1, 'counted from 1');
      }
    }
  });

  it('gives lists for damaged map files', () => {
    const rng = random(7);
    for (let at = 0; at < 5000; at += 1) {
      const map = readMapFile(mutateText(mapText, rng));
      for (const { address, sizeBytes } of map.contributions) {
        assert.ok(address >= 0 && sizeBytes >= 0);
      }
    }
  });

  const deep = 100_000;
  const endless: Readonly<Record<string, string>> = {
    'round brackets in an expression': `a = ${'('.repeat(deep)}1${')'.repeat(deep)};`,
    'open round brackets': `a = ${'('.repeat(deep)}`,
    'brackets without an assignment': '('.repeat(deep),
    braces: 'SECTIONS '.concat('{'.repeat(deep)),
    'closing braces': '}'.repeat(deep),
    'groups in groups': `SECTIONS { ${'GROUP : { '.repeat(deep)}`,
    'sections in sections': `SECTIONS { ${'.a : { '.repeat(deep)}`,
    'sums without end': `a = 1${' + 1'.repeat(deep)};`,
    'powers of operators': `a = 1${' || 1 && 1 | 1 & 1 == 1 < 1 << 1 + 1 * 1'.repeat(deep / 10)};`,
    'signs before signs': `a = ${'-'.repeat(deep)}1;`,
    'choices in choices': `a = ${'1 ? 2 : '.repeat(deep)}3;`,
    'choices without ends': `a = ${'1 ? '.repeat(deep)}3;`,
    'functions in functions': `a = ${'MAX(1, '.repeat(deep)}1;`,
    'sorting of sorting': `SECTIONS { .a : { *(${'SORT('.repeat(deep)}.a`,
    'exclusion of exclusion': `SECTIONS { .a : { ${'EXCLUDE_FILE(a) '.repeat(deep)}`,
    'INPUT of AS_NEEDED': `INPUT(${'AS_NEEDED('.repeat(deep)}`,
    'versions in versions': `VERSION ${'{'.repeat(deep)}`,
    'half regions': `MEMORY { ${'R : ORIGIN = '.repeat(deep)}`,
    'regions that each need the next': `MEMORY { ${Array.from({ length: 20_000 }, (_, at) => {
      return `R${at} : ORIGIN = ORIGIN(R${at + 1}), LENGTH = 1\n`;
    }).join('')} }`,
    'symbols that each need the next': Array.from(
      { length: 20_000 },
      (_, at) => `s${at} = s${at + 1} + 1;\n`,
    ).join(''),
    'a shift beyond all memory': `a = 1 << 0xffffffffffffffff; ${'a = a << 63; a = a * a;'.repeat(1000)}`,
    'one name of a megabyte': 'a'.repeat(1_000_000),
    'one number of a megabyte': `a = ${'9'.repeat(1_000_000)};`,
    'one hexadecimal number of a megabyte': `a = 0x${'f'.repeat(1_000_000)};`,
    'a megabyte of spaces': ' '.repeat(1_000_000),
    'a megabyte of lines': '\n'.repeat(1_000_000).concat('}'),
    'a megabyte of open comments': '/*'.repeat(500_000),
    'a megabyte of quotes': '"'.repeat(999_999),
    'a megabyte of #': '#\n'.repeat(500_000),
    'a megabyte of preprocessor': '#if A \\\n'.repeat(100_000),
    'a megabyte of colons': 'SECTIONS { a '.concat(':'.repeat(1_000_000)),
    'a megabyte of =': 'a '.concat('='.repeat(1_000_000)),
    'a megabyte of joined assignments': 'a=1;'.repeat(250_000),
    'a megabyte of commas': `INPUT(${'a,'.repeat(500_000)}`,
    'a megabyte of excluded files': `SECTIONS { .a : { *(EXCLUDE_FILE(${'a,'.repeat(500_000)}`,
    'a megabyte of unknown characters': '@'.repeat(1_000_000),
    'a megabyte of aliases': `MEMORY { R : ORIGIN = 0, LENGTH = 1 } ${'REGION_ALIAS("A", R) '.repeat(50_000)}`,
    'a megabyte of one region': `MEMORY { ${'R : ORIGIN = 0, LENGTH = 1 '.repeat(40_000)} }`,
  };
  for (const [title, text] of Object.entries(endless)) {
    it(`answers ${title} in time and without running out of stack`, () => {
      const model = readScript(text, 'a.ld');
      assert.ok(model.problems.length <= 1000);
      const map = readMapFile(text);
      assert.deepEqual(map.regions, []);
    });
  }

  it('refuses a text that is far too long for a script, and says so', () => {
    const { problems } = readScript('a = 1; '.repeat(1_500_000), 'a.ld');
    assert.deepEqual(
      problems.map(({ id, message, isError }) => [id, message, isError]),
      [
        [
          'ld-too-long',
          'a.ld was not read: its 10500000 characters are too many for a script.',
          false,
        ],
      ],
    );
  });

  it('reads a map file whose lines are as bad as can be', () => {
    for (const piece of [' ', 'a ', ' 0x1', '0x1 ', ' a 0x1 0x1', '\r', '*default* 0x0 0x0\n']) {
      readMapFile(`*default* 0x0 0xf\n${piece.repeat(1_000_000 / piece.length)}`);
      readMapFile(piece.repeat(1_000_000 / piece.length));
    }
  });

  it('reads files that include themselves and each other as deep as ld does, and no more often', () => {
    const told = (text: string, files: Readonly<Record<string, string>>): readonly string[] => {
      const model = readScript(text, 'main.ld', (name) => {
        const found = files[name];
        return found === undefined ? undefined : { file: name, text: found };
      });
      return [...new Set(model.problems.map(({ id }) => id))].sort();
    };
    assert.deepEqual(told('INCLUDE a', { a: 'INCLUDE a' }), ['ld-include-too-deep']);
    assert.deepEqual(told('INCLUDE a', { a: 'INCLUDE b', b: 'INCLUDE a' }), [
      'ld-include-too-deep',
    ]);
    const many = 'INCLUDE a\n'.repeat(10);
    assert.deepEqual(told(many, { a: many }), ['ld-include-too-deep']);
  });
});

/** Every place that a model names. */
function placesOf(model: object): readonly ScriptPlace[] {
  const places: ScriptPlace[] = [];
  const open: object[] = [model];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if ('endColumn' in at) {
      places.push(at as ScriptPlace);
      continue;
    }
    for (const each of Object.values(at) as readonly unknown[]) {
      if (typeof each === 'object' && each !== null) open.push(each);
    }
  }
  return places;
}
