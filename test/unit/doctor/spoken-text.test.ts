// The search for patterns in a log: by the words that they need, and still what trying each line would find.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messages } from '../../../src/doctor/messages/index';
import { neededWords } from '../../../src/doctor/needed-words';
import type { Needed } from '../../../src/doctor/needed-words';
import { SpokenText } from '../../../src/doctor/spoken-text';
import { toolMarks } from '../../../src/doctor/tools';
import { rows } from './message-rows';

describe('neededWords', () => {
  const cases: readonly (readonly [pattern: RegExp, needed: Needed])[] = [
    [/init mode failed/i, { all: ['init', 'mode', 'failed'] }],
    [/Polling (?:target \S{1,60} )?failed/, { all: ['polling', 'failed'] }],
    [/could ?n[o']t/, 'could'],
    [/colou?rs/, 'colo'],
    [/lo{2,3}ng wires+/, 'wires'],
    [/errors?|\bwarnings{0,2}\b/, { any: ['error', 'warning'] }],
    [/(?:lost|gone) link/, { all: [{ any: ['lost', 'gone'] }, 'link'] }],
    [/(?:lost )+at/, 'lost'],
    [/(?<!object )\bfile\b(?! exists)/, 'file'],
    [/port \d+|24000/, undefined],
    [/[a-z]{3,9}\s.{0,20}/, undefined],
    [/\bAP\b/, undefined],
    [/\x1bred/, undefined],
    [/(?<tool>openocd)/, undefined],
  ];
  for (const [pattern, needed] of cases) {
    it(`of ${String(pattern)} are ${JSON.stringify(needed) ?? 'not known'}`, () => {
      assert.deepEqual(neededWords(pattern), needed);
    });
  }

  it('are known of nearly every pattern of the tables', () => {
    const patterns = messages.map(({ pattern }) => pattern);
    const unknown = patterns.filter((pattern) => neededWords(pattern) === undefined);
    assert.ok(unknown.length <= patterns.length / 20, unknown.map(String).join('\n'));
  });
});

describe('SpokenText', () => {
  const patterns = [...messages, ...toolMarks].map(({ pattern }) => pattern);
  const said = rows.flatMap((row) => row.said.split('\n'));
  const words = [...new Set(said.flatMap((text) => text.split(' ')))];
  const letterCase = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toLowerCase(),
    (text: string) => text.toUpperCase(),
  );
  const line = fc.oneof(
    fc.tuple(fc.constantFrom(...said), letterCase).map(([text, change]) => change(text)),
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((some) => some.join(' ')),
    fc.tuple(fc.constantFrom(...said), fc.nat()).map(([text, at]) => text.slice(at % text.length)),
    fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom(...said)).map((both) => both.join('')),
  );

  it('finds the lines that match, each in its place', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const text = new SpokenText(lines);
        for (const pattern of patterns) {
          const expected = lines.flatMap((one, index) => {
            return one !== '' && pattern.test(one) ? [index] : [];
          });
          assert.deepEqual(text.find(pattern), expected, String(pattern));
        }
      }),
      { numRuns: 60 },
    );
  });
});
