// What the grammars give each piece of text, compared with the list kept beside each example. UPDATE=1 writes the
// lists anew.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import type { IGrammar } from 'vscode-textmate';

const languages = { linkerscript: 'ld', linkermap: 'map', ioc: 'ioc' } as const;
type Language = keyof typeof languages;

const fixture = (name: string): string => path.resolve('test', 'fixtures', 'syntaxes', name);

async function loadGrammar(language: Language): Promise<IGrammar> {
  const file = path.resolve('syntaxes', `${language}.tmLanguage.json`);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(fs.readFileSync(file, 'utf8'), file)),
  });
  const grammar = await registry.loadGrammar(`source.${language}`);
  assert.ok(grammar);
  return grammar;
}

/** Each line of the text, and below it its pieces with the scopes that are not the whole file's. */
async function scopesOf(language: Language, text: string): Promise<string> {
  const grammar = await loadGrammar(language);
  const lines: string[] = [];
  let state = INITIAL;
  for (const line of text.trimEnd().split('\n')) {
    lines.push(`> ${line}`);
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const piece = line.slice(startIndex, endIndex);
      const own = scopes.slice(1).map((scope) => scope.replace(/\.\w+$/, ''));
      if (piece.trim() !== '' && own.length > 0) lines.push(`  ${piece}  ${own.join(' ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

before(async () => {
  const { resolve } = createRequire(path.resolve('package.json'));
  await loadWASM(fs.readFileSync(resolve('vscode-oniguruma/release/onig.wasm')));
});

for (const [language, extension] of Object.entries(languages)) {
  describe(`the grammar of ${language}`, () => {
    it('gives every piece of the example the scopes it had before', async () => {
      const example = fixture(`example.${extension}`);
      const scopes = await scopesOf(language as Language, fs.readFileSync(example, 'utf8'));
      if (process.env['UPDATE']) fs.writeFileSync(`${example}.scopes`, scopes);
      assert.equal(scopes, fs.readFileSync(`${example}.scopes`, 'utf8'));
    });
  });
}

describe('the grammar of linker scripts', () => {
  it('begins no comment inside a file pattern or a string', async () => {
    const scopes = await scopesOf('linkerscript', 'lib/*.o(.text)\n"/*" KEEP(x)');
    assert.doesNotMatch(scopes, /comment/);
    assert.match(scopes, /KEEP {2}keyword/);
  });

  it('begins a comment right behind a number, as ld does', async () => {
    const text = 'MEMORY { F : ORIGIN = 0, LENGTH = 20K/* 0x10, "a */ }\nENTRY(x)';
    const scopes = await scopesOf('linkerscript', text);
    assert.match(scopes, / 0x10, "a {3}comment\.block/);
    assert.match(scopes, / {2}20 {2}constant\.numeric/);
    assert.doesNotMatch(scopes, /string/);
    assert.match(scopes, /ENTRY {2}keyword/);
  });

  it('takes // for no comment but on lines of the preprocessor', async () => {
    const plain = await scopesOf('linkerscript', 'a = 4; // not "ld\'s\nENTRY(x)');
    assert.doesNotMatch(plain, /comment|string/);
    assert.match(plain, /ENTRY {2}keyword/);
    const directive = await scopesOf('linkerscript', '#define A 4 // four');
    assert.match(directive, / four {2}.*comment\.line\.double-slash/);
  });

  it('is back at the top behind a whole script', async () => {
    const grammar = await loadGrammar('linkerscript');
    const file = path.resolve('examples', 'f405-demo', 'STM32F405RGTx_FLASH.ld');
    let state = INITIAL;
    for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
      state = grammar.tokenizeLine(line, state).ruleStack;
    }
    assert.equal(state.depth, 1);
  });
});

describe('language configurations', () => {
  const read = (language: string): Readonly<Record<string, unknown>> =>
    JSON.parse(
      fs.readFileSync(path.resolve('syntaxes', `${language}.language-configuration.json`), 'utf8'),
    ) as Readonly<Record<string, unknown>>;

  it('take names with dots and numbers with units for one word', () => {
    const words = (language: string, text: string): readonly string[] =>
      text.match(new RegExp(String(read(language)['wordPattern']), 'g')) ?? [];
    assert.deepEqual(words('linkerscript', 'x(.text.main) + _estack-128K /DISCARD/ : 0x10'), [
      ...['x', '.text.main', '_estack', '-128K', '/DISCARD/', '0x10'],
    ]);
    assert.deepEqual(words('linkermap', ' *fill*  0x08 .text.main libc.a(a.o)'), [
      ...['*fill*', '0x08', '.text.main', 'libc.a', 'a.o'],
    ]);
    assert.deepEqual(words('ioc', 'Mcu.Pin0=PA13'), ['Mcu.Pin0', 'PA13']);
  });

  it('go on with a block comment, and never take a pattern for one', () => {
    interface Rule {
      readonly beforeText: string;
      readonly previousLineText?: string;
      readonly action: { readonly appendText?: string };
    }
    const rules = read('linkerscript')['onEnterRules'] as readonly Rule[];
    const appended = (previous: string, line: string): string | undefined =>
      rules.find(
        ({ beforeText, previousLineText = '' }) =>
          new RegExp(beforeText).test(line) && new RegExp(previousLineText).test(previous),
      )?.action.appendText;
    assert.equal(appended('', '  /* begins'), ' * ');
    assert.equal(appended('/* begins', ' * goes on'), '* ');
    assert.equal(appended('/* all */', '  *(.text)'), undefined);
    assert.equal(appended('  {', '    *crt0.o(.init)'), undefined);
  });
});
