import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineRing } from '../../../src/base/ring';
import { LineIndex, LineSplitter, printable } from '../../../src/base/text';

function split(chunks: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  it('cuts at LF and drops a CR before it', () => {
    assert.deepEqual(split([Buffer.from('a\r\nb\n\nc')]), ['a', 'b', '', 'c']);
  });

  it('keeps a character whose bytes come in two chunks', () => {
    const bytes = Buffer.from('Größe: 5 µm\n');
    for (let at = 1; at < bytes.length; at++) {
      assert.deepEqual(split([bytes.subarray(0, at), bytes.subarray(at)]), ['Größe: 5 µm']);
    }
  });

  it('drops a CR that came in the chunk before its LF', () => {
    assert.deepEqual(split([Buffer.from('a\r'), Buffer.from('\nb')]), ['a', 'b']);
  });

  it('gives no line for an empty stream, and no empty line behind the last LF', () => {
    assert.deepEqual(split([]), []);
    assert.deepEqual(split([Buffer.from('a\n')]), ['a']);
  });

  it('cuts a line that is too long, gives it out at once and drops the rest of it', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line), 4);
    splitter.push(Buffer.from('abcd\nabc'));
    splitter.push(Buffer.from('de'));
    assert.deepEqual(lines, ['abcd', 'abcd…']);
    splitter.push(Buffer.from('fgh'));
    splitter.push(Buffer.from('ij\nkl\nmnopqrs\ntu'));
    splitter.end();
    assert.deepEqual(lines, ['abcd', 'abcd…', 'kl', 'mnop…', 'tu']);
  });

  it('gives the same lines however the bytes are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ß', '€', '😀', '\n', '\r\n') });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 5 }), (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length];
        places.sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        assert.deepEqual(split(chunks), split([bytes]));
      }),
    );
  });
});

describe('LineIndex', () => {
  it('counts lines and columns from 1', () => {
    const index = new LineIndex('ab\ncd\n');
    assert.deepEqual(index.placeOf(0), { line: 1, column: 1 });
    assert.deepEqual(index.placeOf(2), { line: 1, column: 3 });
    assert.deepEqual(index.placeOf(3), { line: 2, column: 1 });
    assert.deepEqual(index.placeOf(6), { line: 3, column: 1 });
  });

  it('agrees with counting for every offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('x', '\n') }), (text) => {
        const index = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const before = text.slice(0, offset).split('\n');
          const column = (before.at(-1) ?? '').length + 1;
          assert.deepEqual(index.placeOf(offset), { line: before.length, column });
        }
      }),
    );
  });
});

describe('LineRing', () => {
  it('keeps the last lines, oldest first', () => {
    const ring = new LineRing(2);
    for (const line of ['a', 'b', 'c']) ring.push(line);
    assert.deepEqual(ring.lines, ['b', 'c']);
  });
});

describe('LineIndex and the ends of lines', () => {
  it('counts CR LF once and a CR alone as VS Code does', () => {
    const text = 'a\r\nb\rc\r\r\nd\n\re\r';
    const index = new LineIndex(text);
    const lines = text.split(/\r\n|\r|\n/);
    const places = [...'abcde'].map((letter) => index.placeOf(text.indexOf(letter)));
    assert.deepEqual(
      places.map(({ line, column }) => [line, column]),
      [...'abcde'].map((letter) => [lines.indexOf(letter) + 1, 1]),
    );
    assert.equal(index.placeOf(text.length).line, lines.length);
  });
});

describe('printable', () => {
  const cases: readonly (readonly [title: string, text: string, shown: string])[] = [
    ['leaves ordinary text', 'Größe 5 µm – “x” 😀', 'Größe 5 µm – “x” 😀'],
    ['keeps one line', 'a\r\nb\tc\u2028d', 'a\\r\\nb c\\u{2028}d'],
    ['disarms a terminal', '\x1b[31mred\x9b0m\0', '\\x1b[31mred\\x9b0m\\x00'],
    ['shows what turns the direction of writing', 'fw\u202efle.exe', 'fw\\u{202e}fle.exe'],
    ['shows half of a pair', 'a\ud800b', 'a\\u{d800}b'],
  ];
  for (const [title, text, shown] of cases) {
    it(title, () => assert.equal(printable(text), shown));
  }
});
