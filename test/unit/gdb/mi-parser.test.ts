// The MI parser: grammar, oddities of real GDBs, and what must hold for any input.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { decodeBytes, MiLines } from '../../../src/gdb/mi-lines';
import { parseMiLine } from '../../../src/gdb/mi-parser';
import { miString } from '../../../src/gdb/mi-quote';
import type { MiRecord, MiTuple } from '../../../src/gdb/mi-record';
import { miFixtures, readTranscript } from '../../support/mi-transcript';

function resultsOf(line: string): MiTuple {
  const record = parseMiLine(line);
  assert.ok('results' in record, JSON.stringify(record));
  return record.results;
}

function textOf(line: string): string {
  const record = parseMiLine(line);
  assert.ok(record.kind === 'console', JSON.stringify(record));
  return record.text;
}

describe('parseMiLine', () => {
  it('reads results with and without token and content', () => {
    assert.deepEqual(parseMiLine('12^done'), {
      kind: 'result',
      token: 12,
      klass: 'done',
      results: {},
    });
    assert.deepEqual(resultsOf('^done,value="1"'), { value: '1' });
    assert.deepEqual(resultsOf('7^error,msg="No symbol \\"x\\".",code="undefined-command"'), {
      msg: 'No symbol "x".',
      code: 'undefined-command',
    });
    for (const klass of ['running', 'connected', 'exit']) {
      assert.equal((parseMiLine(`^${klass}`) as { klass: string }).klass, klass);
    }
  });

  it('reads async records of the three kinds', () => {
    const kinds = ['*stopped', '+download', '=thread-created'].map((line) => {
      const record = parseMiLine(`${line},id="1"`);
      return [record.kind, 'klass' in record ? record.klass : ''];
    });
    assert.deepEqual(kinds, [
      ['exec', 'stopped'],
      ['status', 'download'],
      ['notify', 'thread-created'],
    ]);
  });

  it('reads streams and prompts, with the space GDB puts behind the prompt', () => {
    assert.deepEqual(parseMiLine('~"a\\n"'), { kind: 'console', text: 'a\n' });
    assert.deepEqual(parseMiLine('@"a"'), { kind: 'target', text: 'a' });
    assert.deepEqual(parseMiLine('&"a"'), { kind: 'log', text: 'a' });
    assert.deepEqual(parseMiLine('(gdb) '), { kind: 'prompt' });
    assert.deepEqual(parseMiLine('(gdb)'), { kind: 'prompt' });
  });

  it('drops the keys of lists of results and keeps empty tuples and lists', () => {
    assert.deepEqual(resultsOf('^done,stack=[frame={level="0",args=[]},frame={level="1",x={}}]'), {
      stack: [
        { level: '0', args: [] },
        { level: '1', x: {} },
      ],
    });
    assert.deepEqual(resultsOf('^done,ids=["1","2"],empty=[]'), { ids: ['1', '2'], empty: [] });
  });

  it('gathers repeated keys and values without a key', () => {
    assert.deepEqual(resultsOf('^done,bkpt={number="1"},{number="1.1"},{number="1.2"}'), {
      bkpt: [{ number: '1' }, { number: '1.1' }, { number: '1.2' }],
    });
    assert.deepEqual(resultsOf('^done,ids={id="1",id="2",id="3"},n="3"'), {
      ids: { id: ['1', '2', '3'] },
      n: '3',
    });
    assert.deepEqual(resultsOf('^done,a=["1"],a=["2"]'), { a: [['1'], ['2']] });
    assert.deepEqual(resultsOf('^done,script={"silent","print x"}'), {
      script: ['silent', 'print x'],
    });
    assert.deepEqual(resultsOf('^done,script={"silent"}'), { script: ['silent'] });
    assert.deepEqual(resultsOf('+download,{section=".text",section-size="8"}'), {
      section: '.text',
      'section-size': '8',
    });
  });

  it('takes names that every object inherits as any other', () => {
    const results = resultsOf('^done,__proto__="a",constructor={x="1"},constructor="2"');
    assert.deepEqual(Object.entries(results), [
      ['__proto__', 'a'],
      ['constructor', [{ x: '1' }, '2']],
    ]);
  });

  it('decodes all escapes', () => {
    assert.equal(textOf('~"\\a\\b\\e\\f\\n\\r\\t\\v\\\\\\"\\q"'), '\x07\b\x1b\f\n\r\t\v\\"q');
    assert.equal(textOf('~"\\0\\12\\1011"'), '\0\nA1');
    assert.equal(textOf('~"C:\\\\dir\\\\new"'), 'C:\\dir\\new');
  });

  it('decodes octal and raw bytes of one character together', () => {
    assert.equal(textOf('~"\\303\\204\\303\\274 \\346\\234\\250"'), 'Äü 木');
    assert.equal(textOf('~"\xc3\\204\xc3\xbc"'), 'Äü');
    assert.equal(textOf('~"\xf0\x9f\\230\x80"'), '😀');
  });

  it('leaves bytes that are not UTF-8 as Latin-1, and what stands beside them decoded', () => {
    assert.equal(textOf('~"M\\374ller \\303\\274"'), 'Müller ü');
    assert.equal(textOf('~"already decoded: ü 木 \\303\\274"'), 'already decoded: ü 木 ü');
  });

  it('takes lines that are no MI as output of something else', () => {
    for (const line of [
      '',
      'hello',
      '=====',
      '*** fault ***',
      '~hello',
      '^',
      '(gdb',
      '12',
      '12~"x"',
    ]) {
      assert.deepEqual(parseMiLine(line), { kind: 'other', text: line });
    }
  });

  it('says what is wrong with a broken record and keeps its token', () => {
    const cases = [
      '5^done,value="abc',
      '5^done,value=abc',
      '5^done,a={b="1"',
      '5^done,a=["1",]',
      '5^done,a="1"b="2"',
      '5^done,="1"',
      '5^gone',
      '5^done,a={b="1"]',
    ];
    for (const line of cases) {
      const record = parseMiLine(line);
      assert.ok(record.kind === 'malformed', line);
      assert.equal(record.token, 5);
      assert.match(record.why, /^column \d+: expected /);
    }
  });

  it('refuses hostile nesting instead of running out of stack', () => {
    for (const open of ['{a=', '[', '[a={b=']) {
      const record = parseMiLine(`^done,x=${open.repeat(100_000)}`);
      assert.equal(record.kind, 'malformed');
    }
  });

  it('gives a record for any text', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom('^done', ',', 'a', '=', '"', '\\', '{', '}', '[', ']', '7', '\\303', ' '),
        )
        .map((parts) => parts.join('')),
      fc.string({ maxLength: 30 }).map((rest) => `1^done,${rest}`),
    );
    fc.assert(fc.property(line, (text) => typeof parseMiLine(text).kind === 'string'));
  });

  it('reads back every quoted string', () => {
    const anyText = fc.string({ unit: 'binary' }).filter((text) => !/[\ud800-\udfff]/.test(text));
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = Buffer.from(miString(text), 'utf8').toString('latin1');
        assert.equal(resultsOf(`^done,v=${bytes}`)['v'], text);
      }),
    );
  });

  it('reads back every nested value', () => {
    const key = fc.stringMatching(/^[a-z][a-z-]{0,6}$/);
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (expected) => {
        assert.deepEqual(resultsOf(`^done,v=${toMi(expected)}`)['v'], toPlain(expected));
      }),
    );
  });
});

describe('long lines', () => {
  it('of 2 MiB of memory contents are read whole', () => {
    const contents = 'ab'.repeat(1 << 20);
    const [block] = resultsOf(`^done,memory=[{begin="0x0",contents="${contents}"}]`)[
      'memory'
    ] as readonly { readonly contents: string }[];
    assert.equal(block?.contents, contents);
  });

  it('of 10,000 children are read whole', () => {
    const child = (at: number) =>
      `child={name="v.${at}",exp="${at}",numchild="0",value="${at}",type="int",thread-id="1"}`;
    const children = Array.from({ length: 10_000 }, (_, at) => child(at)).join(',');
    const read = resultsOf(`^done,numchild="10000",children=[${children}],has_more="0"`);
    assert.equal((read['children'] as readonly unknown[]).length, 10_000);
  });

  // Time that grows with the square of the length would be minutes here, and mocha ends the test.
  it('are read to their end, whatever the text', () => {
    const hostile = [
      (count: number) => `^done,a="${'\\"'.repeat(count)}"`,
      (count: number) => `^done,a=[${'"",'.repeat(count)}"\\""]`,
      (count: number) => `^done,${'a="",'.repeat(count)}a=""`,
      (count: number) => `^done,a={${'b='.repeat(count)}`,
    ];
    for (const make of hostile) assert.equal(typeof parseMiLine(make(300_000)).kind, 'string');
  });
});

describe('MiLines', () => {
  const stream = Buffer.from(
    '=thread-group-added,id="i1"\n(gdb) \r\n~"Gr\\303\\274\\303\\237e"\n~"Grüße"\n1^done\n\n*stopped\n',
  );

  it('gives the same records however the bytes are cut', () => {
    const whole = recordsOf([stream]);
    assert.equal(whole.length, 7);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = at.slice(1).map((end, part) => stream.subarray(at[part], end));
        assert.deepEqual(recordsOf(chunks), whole);
      }),
    );
    assert.deepEqual(recordsOf([...stream].map((byte) => Uint8Array.of(byte))), whole);
  });

  it('gives an unfinished last line only when the stream ends', () => {
    const lines: string[] = [];
    const splitter = new MiLines((line) => lines.push(line));
    splitter.push(Buffer.from('1^do'));
    assert.deepEqual(lines, []);
    splitter.end();
    assert.deepEqual(lines, ['1^do']);
  });

  it('puts a line of 8 MiB together from chunks of 4 KiB in linear time', () => {
    const bytes = Buffer.from(`~"${'x'.repeat(8 << 20)}"\n`);
    let length = 0;
    const splitter = new MiLines((line) => (length = line.length));
    // The processor's time, not the clock's: a busy computer may do something else meanwhile.
    const start = process.cpuUsage();
    for (let at = 0; at < bytes.length; at += 4096) splitter.push(bytes.subarray(at, at + 4096));
    const { user, system } = process.cpuUsage(start);
    // Each chunk joined to all before it would be 8 GiB to copy: seconds.
    assert.ok(user + system < 1e6, `${user + system} µs`);
    assert.equal(length, bytes.length - 1);
  });
});

describe('recorded sessions', () => {
  for (const name of readdirSync(miFixtures)) {
    it(`${name}: every line is MI and every command has one result`, () => {
      const [, ...lines] = readTranscript(name).split('\n');
      const results: (number | undefined)[] = [];
      let commands = 0;
      for (const line of lines.filter((one) => one !== '')) {
        if (line.startsWith('> ')) {
          commands++;
          continue;
        }
        const record = parseMiLine(line);
        assert.ok(record.kind !== 'other' && record.kind !== 'malformed', line);
        if (record.kind === 'result') results.push(record.token);
      }
      const expected = Array.from({ length: commands }, (_, at) => at + 1);
      assert.deepEqual(results, expected);
    });
  }
});

function recordsOf(chunks: readonly Uint8Array[]): MiRecord[] {
  const records: MiRecord[] = [];
  const splitter = new MiLines((line) => records.push(parseMiLine(line)));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return records;
}

function toMi(value: unknown): string {
  if (typeof value === 'string') return Buffer.from(miString(value)).toString('latin1');
  if (Array.isArray(value)) return `[${value.map(toMi).join(',')}]`;
  const entries = Object.entries(value as object).map(([key, inner]) => `${key}=${toMi(inner)}`);
  return `{${entries.join(',')}}`;
}

/** fast-check's dictionaries may have no prototype; the parser's tuples are plain objects. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [key, toPlain(inner)]),
  );
}

describe('decodeBytes', () => {
  it('undoes the encoding of any text', () => {
    const anyText = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(decodeBytes(Buffer.from(text, 'utf8').toString('latin1')), text);
      }),
    );
  });
});
