import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesOf, readLogText } from '../../../src/base/log-text';
import { LogWindow, logLimitBytes } from '../../../src/base/log-window';

function read(...chunks: readonly Uint8Array[]): ReturnType<typeof readLogText> {
  const window = new LogWindow();
  for (const chunk of chunks) window.push(chunk);
  return readLogText(window.end());
}

function lines(...chunks: readonly Uint8Array[]): readonly string[] {
  const result = read(...chunks);
  assert.ok(result.ok, 'why' in result ? result.why : '');
  return result.log.lines;
}

function why(...bytes: readonly (Uint8Array | string)[]): string {
  const result = read(Buffer.concat(bytes.map((each) => Buffer.from(each))));
  assert.ok(!result.ok);
  return result.why;
}

const utf16 = (text: string, isBigEndian = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};

describe('readLogText', () => {
  it('takes LF, CR LF and a CR alone for the end of a line', () => {
    assert.deepEqual(lines(Buffer.from('a\r\nb\nc\rd')), ['a', 'b', 'c', 'd']);
  });

  it('reads UTF-16 with a byte order mark, as a redirection in Windows writes it', () => {
    const text = 'Error: open failed\r\nµ Größe 😀\r\n';
    const wanted = ['Error: open failed', 'µ Größe 😀', ''];
    assert.deepEqual(lines(utf16(`\uFEFF${text}`)), wanted);
    assert.deepEqual(lines(utf16(`\uFEFF${text}`, true)), wanted);
    assert.deepEqual(lines(utf16(text)), wanted, 'without a mark');
    assert.deepEqual(lines(Buffer.from(`\uFEFF${text}`)), wanted, 'UTF-8 with a mark');
  });

  it('reads the same however the bytes come', () => {
    const bytes = utf16('\uFEFFWaiting for debugger connection...\r\nGröße 😀\n');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        assert.deepEqual(lines(...chunks), lines(bytes));
      }),
    );
  });

  it('reads paths that an older tool wrote in the code page of western Windows', () => {
    const bytes = Buffer.from('C:\\Users\\M\xFCller\\app.elf', 'latin1');
    assert.deepEqual(lines(bytes), ['C:\\Users\\Müller\\app.elf']);
  });

  it('leaves out colours, cursor moves, links and zero bytes', () => {
    const text = '\u001B[31;1mError:\u001B[0m \0open\u001B]8;;http://x\u0007 failed\u001B[K\0\n';
    assert.deepEqual(lines(Buffer.from(text)), ['Error: open failed', '']);
  });

  it('says what a file is that is no log', () => {
    assert.equal(why('\u007FELF\u0001\u0001'), 'is an ELF file, not a log');
    assert.match(why(new Uint8Array([0x1f, 0x8b, 8, 0])), /^is a gzip file, not a log$/);
    assert.match(
      why(new Uint8Array(1000).map((_, at) => (at * 7) % 32)),
      /^is a binary file \(it begins with 0x00070e15\), not a log$/,
    );
    assert.equal(why(''), 'is empty');
    assert.equal(why('\n \r\n'), 'is empty');
  });

  it('takes a log with a stretch of zero bytes for what it is', () => {
    const bytes = Buffer.from(`a long line of text${'\0'.repeat(15)}\nanother`);
    assert.deepEqual(lines(bytes), ['a long line of text', 'another']);
  });

  it('never throws, and gives as many lines as the log has', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = read(bytes);
        assert.ok(result.ok || result.why !== '');
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r', '\r\n')), (parts) => {
        const text = `x${parts.join('')}`;
        assert.equal(lines(Buffer.from(text)).length, text.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});

describe('LogWindow', () => {
  /** `1\n2\n…`, with line ends of one kind. */
  function numbered(count: number, end: string): Buffer {
    return Buffer.from(Array.from({ length: count }, (_, at) => `line ${at + 1}${end}`).join(''));
  }

  for (const [name, end] of [
    ['LF', '\n'],
    ['CR LF', '\r\n'],
  ] as const) {
    it(`keeps beginning and end of a long log, and the number of every line (${name})`, () => {
      const whole = numbered(1_000_000, end);
      assert.ok(whole.length > logLimitBytes);
      for (const size of [65_536, 1_000_003, whole.length]) {
        const chunks: Buffer[] = [];
        for (let at = 0; at < whole.length; at += size) chunks.push(whole.subarray(at, at + size));
        const result = read(...chunks);
        assert.ok(result.ok);
        const { lines: kept, numberOf, lostLines } = result.log;
        // The last text is what stands behind the last line end.
        assert.equal(kept.length - 1 + lostLines, 1_000_000);
        const wrong = kept
          .slice(0, -1)
          .findIndex((text, index) => text !== `line ${numberOf(index + 1)}`);
        assert.equal(wrong, -1, `chunks of ${size} bytes: line ${wrong + 1}`);
      }
    });
  }

  it('does not hold more than its limit, whatever comes', () => {
    const window = new LogWindow();
    const chunk = numbered(10_000, '\n');
    for (let round = 0; round < 500; round++) window.push(chunk);
    const { first, last, lostBytes } = window.end();
    assert.ok(first.length + last.length <= logLimitBytes + chunk.length);
    assert.equal(first.length + last.length + lostBytes, chunk.length * 500);
  });

  it('keeps a line that is longer than all of it', () => {
    const window = new LogWindow();
    for (let round = 0; round < 12; round++) window.push(Buffer.alloc(1024 * 1024, 'x'));
    const { first, last, lostLines } = window.end();
    assert.ok(first.length > 0 && last.length > 0);
    assert.equal(lostLines, 0);
  });
});

describe('linesOf', () => {
  it('drops an escape that is cut off, up to the end of its line', () => {
    assert.deepEqual(linesOf('a\u001B]0;title\nb'), ['a', 'b']);
  });
});
