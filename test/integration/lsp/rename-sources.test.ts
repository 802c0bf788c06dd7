// Rename of a linker symbol by the built language server, over sources in which the name means other things too: the
// compiler takes them before and after.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { LspSession, uriOf } from '../../support/lsp-session';

const script = `MEMORY { RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K }
SECTIONS { .bss (NOLOAD) : { *(.bss*) *(COMMON) _heap = .; } >RAM }
`;

const sources: Readonly<Record<string, string>> = {
  'symbols.h': '#pragma once\nextern unsigned char _heap;\n#define HEAP_START (&_heap)\n',
  'startup.s': '  .word _heap\n  ldr r0, =_heap\n@ _heap\n',
  'main.c': `#include "symbols.h"
#include <stddef.h>
struct cfg { int limit; int *next; };
unsigned long start(struct cfg *c) { return (unsigned long)&_heap + sizeof "_heap" + c->limit; }
unsigned char *take(int count) { static unsigned char *next = HEAP_START; return next += count; }
int below(unsigned char *at) { return at < &_heap; } /* _heap */
`,
  'config.c': `extern unsigned char _heap;
struct cfg { int _heap; int limit; };
int use(struct cfg *c) { return c->_heap + (int)&_heap; }
struct cfg made = { ._heap = 3 };
unsigned long where(void) { return __builtin_offsetof(struct cfg, _heap); }
`,
  'local.c': `extern unsigned char _heap[];
int parameter(int _heap) { return _heap; }
int local(void) { int _heap = 3; for (int _heap = 0; _heap < 2; _heap++) { } return _heap; }
unsigned char *symbol(void) { asm("ldr r0, =_heap"); return _heap; }
`,
  'other.c': 'static int _heap;\nint get(void) { return _heap; }\n',
  'block.c': `void *top(void) { extern char _heap; return &_heap; }
int own(void) { int _heap = 1; return _heap; }
`,
  'code.cpp': `extern "C" char _heap[];
namespace a {
char *from = _heap;
struct S { int _heap; };
int get(S s) { return s._heap; }
}
`,
};

/** Throws with what the compiler says. */
function compile(folder: string): void {
  for (const file of Object.keys(sources).filter((each) => /\.(?:c|cpp|s)$/.test(each))) {
    const args = ['-mcpu=cortex-m4', '-mthumb', '-ffreestanding', '-c', '-o'];
    execFileSync('arm-none-eabi-gcc', [...args, join(folder, `${file}.o`), join(folder, file)]);
  }
}

describe('rename of a symbol that sources use', () => {
  let folder: string;
  let session: LspSession;

  const path = (file: string): string => join(folder, file);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'preflight-rename-'));
    const files = { ...sources, 'main.ld': script, Makefile: 'all:\n' };
    for (const [file, text] of Object.entries(files)) writeFileSync(path(file), text);
    ({ session } = await LspSession.start({ folders: [folder] }));
    await session.open(uriOf(path('main.ld')), script);
    await session.until(() => session.codes(uriOf(path('main.ld'))) !== undefined);
  });

  afterEach(async () => {
    await session.end();
    rmSync(folder, { recursive: true });
  });

  const at = { line: 1, character: script.split('\n')[1]?.indexOf('_heap') ?? 0 };
  const about = (): object => ({
    textDocument: { uri: uriOf(path('main.ld')) },
    position: at,
  });
  const rename = (newName: string): Promise<WorkspaceEdit> =>
    session.connection.sendRequest('textDocument/rename', { ...about(), newName });

  it('leaves sources that compile as before, and renames nothing but the symbol', async () => {
    compile(folder);
    const { changes = {} } = await rename('__heap_start__');
    for (const [uri, edits] of Object.entries(changes)) {
      const file = fileURLToPath(uri);
      const document = TextDocument.create(uri, 'c', 1, readFileSync(file, 'utf8'));
      writeFileSync(file, TextDocument.applyEdits(document, edits));
    }
    compile(folder);
    assert.deepEqual(
      Object.entries(changes)
        .map(([uri, edits]) => `${basename(uri)} ${edits.length}`)
        .sort(),
      [
        ...['block.c 2', 'code.cpp 2', 'config.c 2', 'local.c 3', 'main.c 2', 'main.ld 1'],
        ...['startup.s 2', 'symbols.h 2'],
      ],
    );
    const symbols = execFileSync('arm-none-eabi-nm', ['-uP', ...objects(folder)], {
      encoding: 'utf8',
    });
    assert.match(symbols, /^__heap_start__ U/m);
    assert.doesNotMatch(symbols, /^_heap U/m);
  });

  it('is refused where one use may be something else, which is named', async () => {
    const text = 'extern char _heap;\nstruct s { int _heap; };\n#define NAME _heap\n';
    writeFileSync(path('macro.c'), text);
    await session.changedOnDisk(path('macro.c'), 1);
    await assert.rejects(
      rename('__heap_start__'),
      /_heap in .*macro\.c:3 is the script's symbol is not certain/,
    );
  });

  it('finds as references what surely is the symbol', async () => {
    writeFileSync(
      path('other.c'),
      'extern char _heap;\nstruct s { int _heap; };\n#define N _heap\n',
    );
    await session.changedOnDisk(path('other.c'), 2);
    const found = await session.connection.sendRequest<Location[]>('textDocument/references', {
      ...{ ...about(), context: { includeDeclaration: true } },
    });
    const inOther = found.filter(({ uri }) => uri.endsWith('other.c'));
    assert.deepEqual(
      inOther.map(({ range }) => [range.start.line, range.start.character]),
      [[0, 12]],
    );
  });
});

function objects(folder: string): readonly string[] {
  const files = Object.keys(sources).filter((each) => /\.(?:c|cpp|s)$/.test(each));
  return files.map((each) => join(folder, `${each}.o`));
}
