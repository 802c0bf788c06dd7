// What the linker-script grammar gives each piece of text, compared with the list kept beside the example.
// UPDATE=1 writes the list anew.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const grammarFile = path.resolve('syntaxes', 'linkerscript.tmLanguage.json');
const exampleFile = path.resolve('test', 'fixtures', 'syntaxes', 'example.ld');
const expectedFile = `${exampleFile}.scopes`;

async function loadGrammar() {
  const wasm = createRequire(path.resolve('package.json')).resolve(
    'vscode-oniguruma/release/onig.wasm',
  );
  await loadWASM(fs.readFileSync(wasm));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: () =>
      Promise.resolve(parseRawGrammar(fs.readFileSync(grammarFile, 'utf8'), grammarFile)),
  });
  const grammar = await registry.loadGrammar('source.linkerscript');
  assert.ok(grammar);
  return grammar;
}

/** Each line of the script, and below it its pieces with the scopes that are not the whole file's. */
async function scopesOf(text: string): Promise<string> {
  const grammar = await loadGrammar();
  const lines: string[] = [];
  let state = INITIAL;
  for (const line of text.trimEnd().split('\n')) {
    lines.push(`> ${line}`);
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const piece = line.slice(startIndex, endIndex);
      const own = scopes.slice(1).map((scope) => scope.replace(/\.linkerscript$/, ''));
      if (piece.trim() !== '' && own.length > 0) lines.push(`  ${piece}  ${own.join(' ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

describe('linker-script grammar', () => {
  it('gives every piece of the example the scopes it had before', async () => {
    const scopes = await scopesOf(fs.readFileSync(exampleFile, 'utf8'));
    if (process.env['UPDATE']) fs.writeFileSync(expectedFile, scopes);
    assert.equal(scopes, fs.readFileSync(expectedFile, 'utf8'));
  });

  it('begins no comment inside a file pattern or a string', async () => {
    const scopes = await scopesOf('lib/*.o(.text)\n"/*" KEEP(x)');
    assert.doesNotMatch(scopes, /comment/);
    assert.match(scopes, /KEEP {2}keyword/);
  });
});
