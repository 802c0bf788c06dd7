// Which places of a name in C and C++ are the linker's symbol, which may be, and which are a member's or a variable's.

import assert from 'node:assert/strict';
import { readName, symbolUses } from '../../../src/csource/symbol-uses';
import { mutateText, random } from '../../support/fuzz';

type Sources = Readonly<Record<string, string>>;

/** In the texts NEW stands for the symbol's name, UNSURE for it where that is not sure, `_heap` for another's. */
function marked(sources: Sources): Sources {
  const written = (text: string): string => text.replace(/\b(?:NEW|UNSURE)\b/g, '_heap');
  const texts = Object.entries(sources).map(([file, text]) => [file, written(text)] as const);
  const uses = symbolUses(
    texts.map(([file, text]) => readName(text, file, '_heap')),
    '_heap',
  );
  return Object.fromEntries(
    texts.map(([file, text]) => {
      const lines = text.split('\n');
      for (const use of uses.filter((each) => each.file === file).toReversed()) {
        const line = lines[use.line - 1] ?? '';
        const word = use.isSure ? 'NEW' : 'UNSURE';
        lines[use.line - 1] = line.slice(0, use.column - 1) + word + line.slice(use.endColumn - 1);
      }
      return [file, lines.join('\n')];
    }),
  );
}

const inC: readonly (readonly [title: string, text: string])[] = [
  [
    'a member of a structure',
    'extern char NEW; struct c { int _heap, *p; }; int f(struct c *c) { return c->_heap + (int)&NEW; }',
  ],
  ['a member set by its name', 'extern char NEW; struct c x = { ._heap = (int)&NEW };'],
  ['a member behind offsetof', 'extern char NEW; int a = offsetof(struct c, _heap); f(&NEW);'],
  [
    'a bit field',
    'extern char NEW[]; struct c { unsigned a : 1, _heap : 2; char b[sizeof(NEW)]; };',
  ],
  [
    'a member of a structure within one',
    'extern char NEW; struct a { struct { int *_heap; } b; int c; } d; void *e = &NEW;',
  ],
  ['a pointer to a function in one', 'extern char NEW; struct a { int (*_heap)(void); };'],
  [
    'a local variable',
    'extern char NEW; int f(void) { int _heap = 3; return _heap; } char *p = &NEW;',
  ],
  [
    'a local variable up to the end of its block',
    'extern char NEW; void f(void) { { T *_heap = g(); h(_heap); } h(&NEW); }',
  ],
  [
    'one of several local variables',
    'extern char NEW; void f(void) { h(&NEW); int a = 1, *_heap; h(_heap); }',
  ],
  [
    'a static variable of a function',
    'extern char NEW; void f(void) { static int _heap; _heap++; }',
  ],
  [
    'a parameter',
    'extern char NEW; int f(const T *_heap, int b) { return *_heap; } int g(int _heap); char *p = &NEW;',
  ],
  [
    'a counter of a loop',
    'extern char NEW; void f(void) { for (int _heap = 0; _heap < 3; _heap++) g(_heap); g(&NEW); }',
  ],
  ['a label', 'extern char NEW; void f(void) { goto _heap; _heap: g(&NEW); }'],
  ['a constant of a function', 'extern char NEW; void f(void) { enum { A, _heap }; g(_heap); }'],
  [
    'a parameter of a macro',
    'extern char NEW;\n#define F(_heap) ((_heap) + 1)\n#define G (&NEW)\n',
  ],
  ['a static variable of the file', 'static int _heap;\nint get(void) { return _heap; }'],
  ['a static function', 'static void _heap(void) { }\nvoid f(void) { _heap(); }'],
  ['a type', 'typedef struct { int a; } _heap; _heap x;'],
  ['the name of an operand', 'void f(void) { asm("mov %[_heap], =NEW" : [_heap] "=r"(a)); }'],
  [
    'a branch of the preprocessor that opens a block again',
    'extern char NEW;\nvoid f(int a) {\n#if A\nif (a) {\n#else\nif (!a) {\n#endif\nint _heap; }\ng(&NEW); }',
  ],
];

const uses: readonly (readonly [title: string, text: string])[] = [
  [
    'in conditions',
    'extern char NEW; void f(char *p) { while (p < &NEW) p++; if (p > &NEW) g(); }',
  ],
  [
    'in loops',
    'extern char NEW, b; void f(void) { for (p = &NEW; p < &NEW; p++) { *p = 0; } for (; a * NEW;); }',
  ],
  [
    'in casts and arguments',
    'extern char NEW[]; void f(void) { g((int)NEW, NEW, sizeof(NEW), NEW); }',
  ],
  ['in tables', 'extern char NEW[]; const T t[] = { { NEW, 1 }, { .p = NEW }, { A * (int)NEW } };'],
  ['in attributes and behind them', 'extern char __attribute__((weak)) NEW; int a = (int)&NEW;'],
  ['in arrays of functions', 'extern void (*NEW[])(void); void f(void) { (*NEW[0])(); NEW[1](); }'],
  [
    'at the beginning of a statement',
    'extern int NEW; void f(void) { NEW = 1; *NEW = 2; a: NEW++; }',
  ],
  ['that are declared in a block', 'void f(void) { extern char NEW; g(&NEW); }'],
  ['in a statement that is a value', 'extern char NEW; int a = ({ int b = (int)&NEW; b; });'],
  ['in blocks of #if 0', '#if 0\nextern char NEW;\n#endif\nextern char NEW;'],
];

const inCpp: readonly (readonly [title: string, text: string])[] = [
  [
    'a class, whose functions mean its member',
    'extern "C" char NEW[]; struct S { int _heap; int f(int a); }; char *p = NEW;',
  ],
  [
    'a namespace',
    'extern "C" char NEW[];\nnamespace a { char *p = NEW; struct S { int _heap; }; int f(S s) { return s._heap; } }',
  ],
  [
    'a block for C',
    'extern "C" { extern char NEW; }\nvoid f() { auto g = [&](int _heap) { h(_heap); }; h(&NEW); }',
  ],
  ['a raw string', 'extern "C" char NEW; auto s = R"x(" _heap)x"; auto p = &NEW;'],
];

const unsure: readonly (readonly [title: string, file: string, text: string])[] = [
  ['nothing declares', 'a.c', 'int f(void) { return UNSURE; }'],
  ['the file defines itself', 'a.c', 'char UNSURE[64]; char *p = UNSURE;'],
  ['is both declared and static', 'a.c', 'extern int UNSURE; static int _heap; int a = UNSURE;'],
  ['a macro names', 'a.c', 'extern char UNSURE;\n#define UNSURE other\n'],
  [
    'a macro uses that may stand for a member',
    'a.c',
    'extern char NEW; struct c { int _heap; };\n#define NAME UNSURE\n',
  ],
  [
    'a macro gets that may want a member',
    'a.c',
    'extern char NEW; struct c { int _heap; }; void f(void) { CONTAINER(p, UNSURE); g(&NEW); }',
  ],
  [
    'a function of a class means',
    'a.cpp',
    'extern "C" char NEW; struct S { int _heap; int f() { return UNSURE; } };',
  ],
  [
    'a macro gets that makes other names of it',
    'a.c',
    'extern char NEW;\n#define SIZE(of) (of##_end - of##_start)\nint a = SIZE(UNSURE) + G(NEW);\nSIZE(UNSURE);',
  ],
  ['is behind a namespace', 'a.cpp', 'extern "C" char NEW; int a = b::UNSURE + (int)&::NEW;'],
];

describe('symbolUses', () => {
  for (const [title, text] of inC) {
    it(`passes over ${title} in C`, () =>
      assert.deepEqual(marked({ 'a.c': text }), { 'a.c': text }));
  }
  for (const [title, text] of uses) {
    it(`is sure of uses ${title}`, () =>
      assert.deepEqual(marked({ 'a.c': text }), { 'a.c': text }));
  }
  for (const [title, text] of inCpp) {
    it(`knows ${title} in C++`, () =>
      assert.deepEqual(marked({ 'a.cpp': text }), { 'a.cpp': text }));
  }
  for (const [title, file, text] of unsure) {
    it(`is not sure of what ${title}`, () =>
      assert.deepEqual(marked({ [file]: text }), { [file]: text }));
  }

  it('is sure where a header declares it, however it is included', () => {
    const sources = {
      '/fw/Core/Src/main.c': '#include "main.h"\nint a = (int)&NEW;',
      '/fw/Core/Inc/main.h': '#include <sub/symbols.h>\n',
      '/fw/Lib/sub/symbols.h': 'extern char NEW;',
      '/fw/Core/Src/other.c': 'static int _heap; int b = _heap;',
    };
    assert.deepEqual(marked(sources), sources);
  });

  it('prefers the header beside the source to others of its name', () => {
    const sources = {
      '/fw/Src/a.c': '#include "../Inc/a.h"\nint a = NEW;',
      '/fw/Inc/a.h': 'extern char NEW;',
      '/fw/Other/Inc/a.h': 'static int _heap;',
      'C:\\fw\\b.c': '#include "b.h"\nint b = NEW;',
      'C:\\fw\\b.h': 'extern char NEW;',
    };
    assert.deepEqual(marked(sources), sources);
  });

  it('is not sure of a header whose reader has to declare it', () => {
    const sources = {
      '/fw/heap.h': '#define HEAP (&UNSURE)\n',
      '/fw/a.c': 'extern char NEW;\n#include "heap.h"\n',
    };
    assert.deepEqual(marked(sources), sources);
  });

  it('is not sure of assembler that has a label of the name for itself', () => {
    const sources = {
      'a.s': 'UNSURE: .word UNSURE',
      'b.s': '.set UNSURE, 4',
      'c.s': '.global NEW\nNEW:',
      'd.s': '.word NEW',
    };
    assert.deepEqual(marked(sources), sources);
  });

  it('answers for files that include themselves and each other', () => {
    const sources = {
      'a.h': '#include "b.h"\n#include "a.h"\nint a = NEW;',
      'b.h': '#include "a.h"\nextern char NEW;',
    };
    assert.deepEqual(marked(sources), sources);
  });

  it('gives places that hold the name, however damaged the text is', () => {
    const rng = random(11);
    const texts = [...inC, ...uses, ...inCpp].map(([, text]) => text.replaceAll('NEW', '_heap'));
    for (let at = 0; at < 3000; at += 1) {
      const text = mutateText(texts[at % texts.length] ?? '', rng);
      const lines = text.split(/\r\n|\n|\r/);
      for (const { line, column, endColumn } of symbolUses(
        [readName(text, rng.pick(['a.c', 'a.cpp']), '_heap')],
        '_heap',
      )) {
        assert.equal(lines[line - 1]?.slice(column - 1, endColumn - 1), '_heap');
      }
    }
  });

  it('reads texts to their ends, however long', () => {
    for (const piece of [
      '{',
      '(',
      '[',
      '}',
      'R"(',
      '_heap(',
      'int _heap,',
      '#if A\n(',
      'struct {',
    ]) {
      readName(`${piece.repeat(20_000)} _heap`, 'a.cpp', '_heap');
    }
  });
});
