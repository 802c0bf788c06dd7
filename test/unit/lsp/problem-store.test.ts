// Problems by document: of one script, and of a file that several scripts include.

import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import { ProblemStore } from '../../../src/lsp/problem-store';

const problem = (code: string, severity: DiagnosticSeverity): Diagnostic => ({
  ...{ code, message: code, severity },
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
});
const doubt = problem('ld-region-unused', DiagnosticSeverity.Warning);
const fault = problem('ld-unknown-region', DiagnosticSeverity.Error);
const script = (shared: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> =>
  new Map([['shared', shared]]);

describe('problem store', () => {
  it('gives what the one script says', () => {
    const store = new ProblemStore();
    assert.deepEqual(store.set('a', script([doubt])), ['shared']);
    assert.deepEqual(store.of('shared'), [doubt]);
  });

  it('leaves out what is a doubt for one includer only', () => {
    const store = new ProblemStore();
    store.set('a', script([doubt]));
    store.set('b', script([]));
    assert.deepEqual(store.of('shared'), []);
  });

  it('tells once what all includers have, and an error of any', () => {
    const store = new ProblemStore();
    store.set('a', script([doubt, fault]));
    store.set('b', script([doubt]));
    assert.deepEqual(store.of('shared'), [doubt, fault]);
  });

  it('names the documents that a script has left', () => {
    const store = new ProblemStore();
    store.set('a', script([doubt]));
    assert.deepEqual(store.set('a', new Map()), ['shared']);
    assert.deepEqual(store.of('shared'), []);
    store.set('a', script([fault]));
    assert.deepEqual(store.set('a', undefined), ['shared']);
    assert.deepEqual(store.of('shared'), []);
  });
});
