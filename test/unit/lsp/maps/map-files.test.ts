// Map files in the language server: outline, folds, hovers; and that scripts' features never see them.

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { DocumentSymbol, Hover, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createNodeHost } from '../../../../src/host/node-host';
import { readMapFile } from '../../../../src/linker/map/map-file';
import { mapDiagnostics } from '../../../../src/lsp/maps/map-diagnostics';
import { mapHover } from '../../../../src/lsp/maps/map-hover';
import { mapFolds, mapOutline } from '../../../../src/lsp/maps/map-outline';
import { mapViewOf } from '../../../../src/lsp/maps/map-view';
import { withMapFiles } from '../../../../src/lsp/maps/with-map-files';
import { mapText } from '../../linker/texts';

const view = mapViewOf(readMapFile(mapText));
const lines = mapText.split('\n');

/** The hover over the first line that begins so. */
function hoverAt(beginning: string): string {
  const line = lines.findIndex((each) => each.startsWith(beginning));
  assert.ok(line >= 0, beginning);
  const contents = mapHover(view, line)?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

function told(symbols: readonly DocumentSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    `${indent}${name}: ${detail ?? ''}`,
    ...told(children, `${indent}  `),
  ]);
}

describe('the outline of a map file', () => {
  it('has the regions with their use, and the sections with their largest objects', () => {
    assert.deepEqual(told(mapOutline(view)), [
      'Archive members: 1 member',
      'Discarded input sections: 3, 16 B',
      'Memory regions: 3 regions',
      '  FLASH: 84 B of 64 KiB (< 1 %)',
      '  RAM: 20 B of 64 KiB (< 1 %)',
      '  NONE: 0 B of 0 B (0 %)',
      '.text: 72 B at 0x08000000',
      '  libc_a-memcpy.o: 8 B',
      '  main.o: 4 B',
      '  my file.o: 4 B',
      '.a_long_output_section: 4 B at 0x08000048',
      '  fw.elf.ltrans0.ltrans.o: 4 B',
      '.data: 8 B at 0x20000000',
      '  main.o: 8 B',
      '.bss: 12 B at 0x20000008',
      '  main.o: 12 B',
      '.debug_info: 256 B at 0x00000000',
      '  main.o: 256 B',
    ]);
  });

  it('has each name where it stands, inside its range', () => {
    const check = (symbols: readonly DocumentSymbol[]): void => {
      for (const { name, range, selectionRange, children = [] } of symbols) {
        const { start, end } = selectionRange;
        assert.ok(range.start.line <= start.line && end.line <= range.end.line, name);
        if (name.startsWith('.')) {
          assert.equal(lines[start.line]?.slice(start.character, end.character), name);
        }
        check(children);
      }
    };
    check(mapOutline(view));
  });

  it('folds lists and sections', () => {
    const folds = mapFolds(view).map(({ startLine, endLine }) => [
      lines[startLine],
      lines[endLine],
    ]);
    assert.deepEqual(
      folds.map(([from = '', to = '']) => [from.trim().split(' ')[0], to.trim().split(' ')[0]]),
      [
        ['.text', 'COMMON'],
        ['FLASH', 'NONE'],
        ['.text', '0x08000048'],
        ['.a_long_output_section', '0x8'],
        ['.data', '.data'],
        ['.bss', 'OUTPUT(out.elf'],
        ['.debug_info', '.debug_info'],
      ],
    );
  });

  it('is empty for what is no map file', () => {
    const none = mapViewOf(readMapFile('{"version":3}'));
    assert.deepEqual([mapOutline(none), mapFolds(none), mapHover(none, 0)], [[], [], undefined]);
  });
});

describe('a hover in a map file', () => {
  it('tells the use of a region, section by section', () => {
    const text = hoverAt('FLASH ');
    assert.match(text, /0x08000000 – 0x0800ffff/);
    assert.match(text, /84 B of 64 KiB used \(< 1 %\), 63\.9 KiB free\./);
    assert.match(text, /\| `\.data` \(stored\) \| 8 B \|/);
  });

  it('tells the objects of a section, its region and its share', () => {
    const text = hoverAt('.data ');
    assert.match(text, /At 0x20000000 in RAM, < 1 % of its 64 KiB\./);
    assert.match(text, /load address is 0x0800004c in FLASH/);
    assert.match(text, /\| `build\/main\.o` \| 8 B \| 100 % \|/);
  });

  it('tells of an input section its object, and why that was linked', () => {
    const text = hoverAt(' .text          0x08000040');
    assert.match(text, /8 B of `\/usr\/lib\/libc\.a\(libc_a-memcpy\.o\)`/);
    assert.match(text, /- `build\/main\.o` needs `memcpy` of/);
  });

  it('is the same on both lines of a long name', () => {
    assert.match(hoverAt('                0x08000004'), /\.text\.a_very_long_section_name_indeed/);
    assert.match(hoverAt('                              build/main.o (memcpy)'), /memcpy/);
  });

  it('tells of a symbol, of fill and of what was thrown away', () => {
    assert.match(hoverAt('                0x08000040                memcpy'), /in FLASH/);
    assert.match(hoverAt('                0x20010000'), /The linker script defines it/);
    assert.match(hoverAt(' *fill*'), /^Fill in `\.text`: 56 B/);
    assert.match(hoverAt(' COMMON         0x00000000'), /not in the image/);
  });

  it('says nothing of headings, and lets no name of the project become Markdown', () => {
    assert.equal(hoverAt('Memory Configuration'), '');
    const evil = mapViewOf(readMapFile(mapText.replace('build/my file.o', 'a`|[x](http://y)`.o')));
    const all = lines.map((_, line) => JSON.stringify(mapHover(evil, line) ?? '')).join('\n');
    assert.match(all, /`a {2}\[x\]/);
    assert.doesNotMatch(all, /`\|/);
  });
});

describe('a map file whose end is missing', () => {
  const cut = mapText.slice(0, mapText.indexOf('.bss  '));
  const problems = (text: string): ReturnType<typeof mapDiagnostics> =>
    mapDiagnostics(TextDocument.create('file:///a.map', 'linkermap', 1, text));

  it('has a problem at its last line, and says so where a region is hovered', () => {
    const [problem, ...more] = problems(cut);
    assert.deepEqual(more, []);
    assert.match(JSON.stringify(problem?.message), /^"This map file is not complete/);
    assert.equal(problem?.range.start.line, cut.trimEnd().split('\n').length - 1);
    assert.equal(problems(mapText.slice(0, 100)).length, 1);
    const hover = mapHover(mapViewOf(readMapFile(cut)), 20);
    assert.match(JSON.stringify(hover), /This map file is not complete/);
  });

  it('is told from a whole one, from one with cross references, and from other files', () => {
    const crossed = `${mapText}\nCross Reference Table\n\nSymbol    File\nmain      build/main.o\n`;
    for (const text of [mapText, crossed, mapText.replace(/\n/g, '\r\n'), '{"version":3}', '']) {
      assert.deepEqual(problems(text), []);
    }
    assert.doesNotMatch(hoverAt('FLASH '), /not complete/);
  });
});

describe('map files on a connection', () => {
  const uri = 'file:///project/firmware.map';
  const script = 'file:///project/script.ld';

  it('are answered for here, and never told to the server of scripts', async () => {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
    const client = createProtocolConnection(
      new StreamMessageReader(down),
      new StreamMessageWriter(up),
    );
    const seen: string[] = [];
    const scripts = withMapFiles(server, createNodeHost());
    scripts.onDidOpenTextDocument(({ textDocument }) => void seen.push(`open ${textDocument.uri}`));
    scripts.onDidChangeTextDocument(({ textDocument }) => {
      seen.push(`change ${textDocument.uri}`);
    });
    scripts.onDidCloseTextDocument(({ textDocument }) => {
      seen.push(`close ${textDocument.uri}`);
    });
    scripts.onDocumentSymbol(() => []);
    scripts.onFoldingRanges(() => []);
    scripts.onHover(() => ({ contents: 'of a script' }));
    scripts.onInitialize(() => ({ capabilities: {} }));
    const problems: string[] = [];
    client.onNotification(
      'textDocument/publishDiagnostics',
      ({ diagnostics }: PublishDiagnosticsParams) => {
        problems.push(diagnostics.map(({ code }) => String(code)).join());
      },
    );
    scripts.listen();
    client.listen();
    await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    const open = (name: string, languageId: string, text: string): Promise<void> =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri: name, languageId, version: 1, text },
      });
    const outline = (name: string): Promise<DocumentSymbol[]> =>
      client.sendRequest('textDocument/documentSymbol', { textDocument: { uri: name } });
    const hover = (name: string, line: number): Promise<Hover | null> =>
      client.sendRequest('textDocument/hover', {
        ...{ textDocument: { uri: name }, position: { line, character: 0 } },
      });

    await open(uri, 'linkermap', mapText);
    await open(script, 'linkerscript', 'SECTIONS { }');
    assert.ok((await outline(uri)).length > 5);
    assert.deepEqual(await outline(script), []);
    assert.deepEqual(await hover(script, 0), { contents: 'of a script' });
    assert.match(JSON.stringify(await hover(uri, 20)), /Region/);
    assert.equal(await hover(uri, 0), null);
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: '' }],
    });
    assert.deepEqual(await outline(uri), []);
    for (const each of [uri, script]) {
      await client.sendNotification('textDocument/didClose', { textDocument: { uri: each } });
    }
    await open('file:///project/other.map', 'plaintext', mapText);
    assert.ok((await outline('file:///project/other.map')).length > 5);
    assert.deepEqual(problems, []);
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri: 'file:///project/other.map', version: 2 },
      contentChanges: [{ text: mapText.slice(0, mapText.indexOf('.bss  ')) }],
    });
    await client.sendNotification('textDocument/didClose', {
      textDocument: { uri: 'file:///project/other.map' },
    });
    assert.deepEqual(await outline(script), []);
    assert.deepEqual(problems, ['map-incomplete', '']);
    await open('file:///project/bundle.js.map', 'json', '{}');
    assert.deepEqual(await outline('file:///project/bundle.js.map'), []);
    assert.deepEqual(seen, [
      `open ${script}`,
      `close ${script}`,
      'open file:///project/bundle.js.map',
    ]);
    client.dispose();
    server.dispose();
  });
});
