// Problems of a linker script as LSP diagnostics: ids, places, and a limit.

import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { viewOf } from '../../../src/lsp/open-documents';
import { diagnose as diagnoseView } from '../../../src/lsp/features/diagnostics';

const diagnose = (document: TextDocument): ReturnType<typeof diagnoseView> =>
  diagnoseView(viewOf(document));
const document = (text: string): TextDocument =>
  TextDocument.create('file:///a.ld', 'linkerscript', 1, text);

describe('lsp diagnostics', () => {
  it('gives each problem its id as code, and the exact place', () => {
    const [problem] = diagnose(document('ENTRY(main)\n/* open'));
    assert.equal(problem?.code, 'ld-unterminated-comment');
    assert.deepEqual(problem?.range, {
      start: { line: 1, character: 0 },
      end: { line: 1, character: 2 },
    });
  });

  it('is silent about a script without problems', () => {
    assert.deepEqual(diagnose(document('SECTIONS { .a : { *(.a) } }')), []);
  });

  it('shows no more than a hundred problems of a file that is no script', () => {
    assert.equal(diagnose(document(')'.repeat(1000))).length, 100);
  });
});
