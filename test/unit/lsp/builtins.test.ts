import assert from 'node:assert/strict';
import { builtinNamed, builtins, builtinsAt } from '../../../src/lsp/builtins';
import { parametersOf } from '../../../src/lsp/builtins/builtin';
import { withoutStops } from '../../../src/lsp/completion/offer';
import { readScript } from '../../../src/linker/read-script';

describe('words of the language', () => {
  it('each have a form, a sentence and a section of the manual', () => {
    const bare = builtins.filter(
      ({ forms, text, manual }) =>
        forms.length === 0 || (!/[.]$/.test(text) && !/`$/.test(text)) || manual === '',
    );
    assert.deepEqual(
      bare.map(({ name }) => name),
      [],
    );
  });

  it('mean one thing at a place', () => {
    const keys = builtins.flatMap(({ name, places }) => places.map((place) => `${name} ${place}`));
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
    assert.equal(builtinNamed('ALIGN', 'attributes')?.manual, 'Forced Output Alignment');
    assert.equal(builtinNamed('ALIGN', 'expression')?.manual, 'Builtin Functions');
    assert.equal(builtinNamed('ALIGN', 'top'), undefined);
  });

  it('begin with their name in every form', () => {
    const strange = builtins.filter(
      ({ name, forms }) => !forms.every((form) => form.includes(name)),
    );
    assert.deepEqual(
      strange.map(({ name }) => name),
      [],
    );
  });

  it('are functions that the reader of scripts knows', () => {
    for (const { name, forms } of builtinsAt('expression')) {
      const call = parametersOf(forms[0] ?? '').length === 0 ? name : `${name}(a, b)`;
      const { problems } = readScript(`x = ${call};`, 'a.ld');
      assert.ok(
        problems.every(({ id }) => id !== 'ld-unknown-function'),
        name,
      );
    }
  });

  it('have parameters between their brackets', () => {
    assert.deepEqual(parametersOf('ALIGN(value, alignment)'), ['value', 'alignment']);
    assert.deepEqual(parametersOf('SIZEOF_HEADERS'), []);
    assert.deepEqual(parametersOf('X()'), []);
  });
});

describe('snippets for clients without them', () => {
  const cases: readonly (readonly [snippet: string, text: string])[] = [
    ['ALIGN($1)', 'ALIGN()'],
    ['ENTRY(${1:Reset_Handler})', 'ENTRY(Reset_Handler)'],
    ['INSERT ${1|AFTER,BEFORE|} $2;', 'INSERT AFTER ;'],
    ['{\n  $0\n}', '{\n  \n}'],
    ['\\$name', '$name'],
  ];
  for (const [snippet, text] of cases) {
    it(`are ${JSON.stringify(text)} for ${JSON.stringify(snippet)}`, () => {
      assert.equal(withoutStops(snippet), text);
    });
  }
});
