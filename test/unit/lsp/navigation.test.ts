// From names to their places: definition, references, highlights, links and rename, over INCLUDE and into sources.

import assert from 'node:assert/strict';
import type { Location, Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DeclarationIndex } from '../../../src/lsp/declaration-index';
import { definitionsOf } from '../../../src/lsp/features/definition';
import { highlightsOf } from '../../../src/lsp/features/document-highlight';
import { linksOf } from '../../../src/lsp/features/document-links';
import { referencesOf } from '../../../src/lsp/features/references';
import { prepareRename, renameName } from '../../../src/lsp/features/rename';
import type { Refused } from '../../../src/lsp/features/rename';
import { findSymbols } from '../../../src/lsp/features/workspace-symbols';
import type { ScriptView, ScriptViews } from '../../../src/lsp/script-view';
import { viewsOf } from '../../support/script-folder';
import type { Folder } from '../../support/script-folder';

const folder: Folder = {
  'app.ld': `ENTRY(Reset_Handler)
INCLUDE memory.ld
_estack = ORIGIN(RAM) + LENGTH(RAM);
SECTIONS
{
  .data : { _sdata = .; *(.data) _edata = .; } >RAM AT> "FLASH"
  _sidata = LOADADDR(.data);
}
`,
  'boot.ld': 'INCLUDE memory.ld\nSECTIONS { .text : { *(.text) } >FLASH }\n',
  'memory.ld': 'MEMORY { FLASH (rx) : ORIGIN = 0, LENGTH = 1M\nRAM : ORIGIN = 1, LENGTH = 1K }\n',
  'startup.s': 'Reset_Handler:\n  ldr r0, =_sdata\n',
  'main.c': 'extern int _sdata;\nint *p = &_sdata;\n',
};

/** The place of a text in a file, or of its n-th repetition. */
function positionOf(files: Folder, file: string, text: string): Position {
  const before = (files[file] ?? '').slice(0, (files[file] ?? '').indexOf(text)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function openedAt(file: string, text: string, files = folder): [ScriptView, Position, ScriptViews] {
  const views = viewsOf(files);
  const view = views.of(views.uriOf(file));
  assert.ok(view !== undefined);
  return [view, positionOf(files, file, text), views];
}

/** `app.ld:3 ORIGIN`: file, line from 1, and the text there. */
function shown(
  locations: readonly { readonly uri: string; readonly range: Range }[],
  files = folder,
): readonly string[] {
  return locations.map(({ uri, range: { start, end } }) => {
    const file = uri.replace('file:///fw/', '');
    const line = (files[file] ?? '').split('\n')[start.line] ?? '';
    return `${file}:${start.line + 1} ${line.slice(start.character, end.character)}`;
  });
}

describe('go to definition', () => {
  const definitions = async (file: string, text: string): Promise<readonly string[]> => {
    const [view, position, views] = openedAt(file, text);
    return shown(await definitionsOf(view, position, views));
  };

  it('leads to a region in an included file', async () => {
    assert.deepEqual(await definitions('app.ld', 'RAM)'), ['memory.ld:2 RAM']);
    assert.deepEqual(await definitions('app.ld', '"FLASH"'), ['memory.ld:1 FLASH']);
  });

  it('leads to sections and symbols of the script', async () => {
    assert.deepEqual(await definitions('app.ld', '.data);'), ['app.ld:6 .data']);
    assert.deepEqual(await definitions('app.ld', '_edata'), ['app.ld:6 _edata']);
  });

  it('leads to the source that defines what the script does not', async () => {
    assert.deepEqual(await definitions('app.ld', 'Reset_Handler'), ['startup.s:1 Reset_Handler']);
  });

  it('leads to the file that INCLUDE names', async () => {
    assert.deepEqual(await definitions('app.ld', 'memory.ld'), ['memory.ld:1 ']);
  });

  it('leads nowhere from a keyword', async () => {
    assert.deepEqual(await definitions('app.ld', 'SECTIONS'), []);
  });
});

describe('find references', () => {
  const references = async (
    file: string,
    text: string,
    withDeclarations = true,
  ): Promise<readonly string[]> => {
    const [view, position, views] = openedAt(file, text);
    const found: Location[] = await referencesOf(view, position, withDeclarations, views);
    return [...shown(found)].sort();
  };

  it('finds a region in every script that reads its file, from each of them', async () => {
    const all = ['app.ld:6 "FLASH"', 'boot.ld:2 FLASH', 'memory.ld:1 FLASH'];
    for (const file of ['app.ld', 'boot.ld', 'memory.ld']) {
      assert.deepEqual(await references(file, 'FLASH'), all);
    }
  });

  it('leaves declarations out where they are not asked for', async () => {
    assert.deepEqual(await references('memory.ld', 'RAM', false), [
      ...['app.ld:3 RAM', 'app.ld:3 RAM', 'app.ld:6 RAM'],
    ]);
  });

  it('finds a symbol in C and assembler', async () => {
    assert.deepEqual(await references('app.ld', '_sdata'), [
      ...['app.ld:6 _sdata', 'main.c:1 _sdata', 'main.c:2 _sdata', 'startup.s:2 _sdata'],
    ]);
  });
});

describe('document highlight', () => {
  it('marks each place of the name, and which of them write', () => {
    const files = { 'a.ld': 'a = 1;\nb = a;\na += 2;\n' };
    const [view, position] = openedAt('a.ld', 'a;', files);
    const found = highlightsOf(view, position);
    assert.deepEqual(
      found.map(({ range, kind }) => [range.start.line, kind]),
      [
        [0, 3],
        [1, 2],
        [2, 3],
      ],
    );
  });
});

describe('document links', () => {
  it('links what INCLUDE names, where it was found', () => {
    const files = { 'a.ld': 'INCLUDE b.ld\nINCLUDE missing.ld\n', 'b.ld': 'x = 1;' };
    const [view, , views] = openedAt('a.ld', '', files);
    assert.deepEqual(linksOf(view, views), [
      {
        range: { start: { line: 0, character: 8 }, end: { line: 0, character: 12 } },
        target: 'file:///fw/b.ld',
      },
    ]);
  });

  it('links once what a file names that is read twice', () => {
    const files = { 'a.ld': 'INCLUDE b.ld\nINCLUDE b.ld\n', 'b.ld': 'INCLUDE c.ld\n', 'c.ld': '' };
    const [view, , views] = openedAt('b.ld', '', files);
    assert.equal(linksOf(view, views).length, 1);
  });
});

describe('workspace symbols', () => {
  it('finds declarations by letters in their order, each once', () => {
    const index = new DeclarationIndex(viewsOf(folder));
    const found = findSymbols('sdat', index).map(({ name }) => name);
    assert.deepEqual(found, ['_sdata', '_sidata']);
    assert.equal(findSymbols('flash', index).length, 1);
    assert.deepEqual(findSymbols('nothing', index), []);
  });
});

describe('rename', () => {
  const renamed = (
    file: string,
    text: string,
    to: string,
    files = folder,
  ): Promise<WorkspaceEdit | Refused> => {
    const [view, position, views] = openedAt(file, text, files);
    return renameName(view, position, to, views);
  };

  /** `app.ld:6 "FLASH" → ROM` for each edit. */
  const edits = async (file: string, text: string, to: string): Promise<readonly string[]> => {
    const result = await renamed(file, text, to);
    assert.ok('changes' in result, JSON.stringify(result));
    return Object.entries(result.changes ?? {}).flatMap(([uri, all]) =>
      all.map(({ range, newText }) => `${shown([{ uri, range }]).join()} → ${newText}`),
    );
  };

  const refusal = async (
    file: string,
    text: string,
    to: string,
    files = folder,
  ): Promise<string> => {
    const result = await renamed(file, text, to, files);
    assert.ok('refused' in result, JSON.stringify(result));
    return result.refused;
  };

  it('renames a region in every script that knows it', async () => {
    assert.deepEqual((await edits('boot.ld', 'FLASH', 'ROM')).toSorted(), [
      'app.ld:6 "FLASH" → ROM',
      'boot.ld:2 FLASH → ROM',
      'memory.ld:1 FLASH → ROM',
    ]);
  });

  it('writes quotes where the new name needs them', async () => {
    assert.ok((await edits('app.ld', 'RAM)', 'RAM-1')).every((edit) => edit.endsWith('→ "RAM-1"')));
  });

  it('renames a symbol in C and assembler too', async () => {
    assert.deepEqual(await edits('app.ld', '_sdata', '__data_start'), [
      'app.ld:6 _sdata → __data_start',
      'startup.s:2 _sdata → __data_start',
      'main.c:1 _sdata → __data_start',
      'main.c:2 _sdata → __data_start',
    ]);
  });

  const refused: readonly (readonly [title: string, text: string, to: string, reason: RegExp])[] = [
    ['what is no name', 'SECTIONS', 'x', /Only regions, segments and symbols/],
    ['an output section', '.data', '.d', /\.data is an output section/],
    [
      'a name that the script does not declare',
      'Reset_Handler',
      'start',
      /not declared in this script/,
    ],
    ['an empty name', 'RAM)', ' ', /A name is needed/],
    ['the location counter', '_estack', '.', /A name is needed/],
    ['a name with quotes', 'RAM)', 'a"b', /neither quotes nor line ends/],
    ['a word of the language', 'RAM)', 'ORIGIN', /ORIGIN is a word of the linker/],
    ['a short word of the language', 'RAM)', 'o', /o is a word of the linker/],
    ['another of them', '_sdata', 'l', /l is a word of the linker/],
    ['a name that is taken', 'RAM)', 'FLASH', /another region already \(memory\.ld:1\)/],
    ['a name that C cannot have', '_sdata', 'data.start', /no name in C/],
  ];
  for (const [title, text, to, reason] of refused) {
    it(`refuses ${title}, with the reason`, async () => {
      assert.match(await refusal('app.ld', text, to), reason);
    });
  }

  it('refuses a symbol while sources are not all known', async () => {
    const views = viewsOf(folder, false);
    const view = views.of('file:///fw/app.ld');
    assert.ok(view !== undefined);
    const result = await renameName(view, positionOf(folder, 'app.ld', '_sdata'), 'x', views);
    assert.match('refused' in result ? result.refused : '', /not known here may use _sdata/);
  });

  it('refuses to change a script that was edited while the sources were read', async () => {
    const views = viewsOf(folder);
    const view = views.of('file:///fw/app.ld');
    assert.ok(view !== undefined);
    const edited: ScriptViews = {
      ...views,
      of: () => view,
      sourceUses: (...about) => {
        TextDocument.update(view.document, [{ text: '' }], view.document.version + 1);
        return views.sourceUses(...about);
      },
    };
    const result = await renameName(view, positionOf(folder, 'app.ld', '_sdata'), 'x', edited);
    assert.match('refused' in result ? result.refused : '', /edited while sources/);
  });

  it('refuses what a line of the preprocessor names', async () => {
    const files = { 'a.ld': '#define TOP ram_end\nram_end = 4;\n' };
    assert.match(
      await refusal('a.ld', 'ram_end = ', 'x', files),
      /a line of the preprocessor in a\.ld/,
    );
  });

  it('refuses a common word that a header declares', async () => {
    const files = { 'a.ld': 'end = 4;\n', 'a.h': 'extern char end;\n' };
    assert.match(await refusal('a.ld', 'end', 'x', files), /declared in a header/);
  });

  it('counts a byte order mark that a client sends as a column', async () => {
    const files = { 'a.ld': '\uFEFFtop = 4; end_ = top;\n' };
    const result = await renamed('a.ld', 'top = ', 'x', files);
    assert.ok('changes' in result, JSON.stringify(result));
    assert.deepEqual(
      (result.changes?.['file:///fw/a.ld'] ?? []).map(({ range }) => range.start.character),
      [1, 17],
    );
  });

  it('refuses a symbol of which a use in C may be something else, and names its place', async () => {
    const files = { 'a.ld': '_top = 4;\n', 'a.c': 'extern int b;\nint a = _top;\n' };
    assert.match(
      await refusal('a.ld', '_top', '_x', files),
      /whether _top in a\.c:2 is the script's symbol/,
    );
  });

  it('refuses a symbol that a macro may make of what it is given, and names its place', async () => {
    const files = {
      'a.ld': 'heap_start = 4;\n',
      'a.h': '\n#define START(of) of##_start\n',
      'a.c': '#include "a.h"\nextern char heap_start;\nchar *a = &START(heap);\n',
    };
    assert.match(
      await refusal('a.ld', 'heap_start', 'x', files),
      /the macro in a\.h:2 joins words with ##, and heap_start may be what it makes/,
    );
  });

  it('shows the name without its quotes before it is renamed', () => {
    const [view, position] = openedAt('app.ld', '"FLASH"');
    const prepared = prepareRename(view, position);
    assert.equal('placeholder' in prepared ? prepared.placeholder : '', 'FLASH');
  });
});
