// Which script includes which.

import assert from 'node:assert/strict';
import { ScriptGraph } from '../../../../src/lsp/workspace/script-graph';

describe('graph of scripts', () => {
  it('shows a file that nobody includes as a script of its own', () => {
    const graph = new ScriptGraph();
    graph.set('a', []);
    assert.deepEqual(graph.rootsOf('a'), ['a']);
    assert.deepEqual(graph.rootsOf('unknown'), ['unknown']);
  });

  it('leads from a fragment to every script at the top', () => {
    const graph = new ScriptGraph();
    graph.set('b', ['middle', 'fragment']);
    graph.set('a', ['middle', 'fragment']);
    graph.set('middle', ['fragment']);
    graph.set('fragment', []);
    assert.deepEqual(graph.rootsOf('fragment'), ['a', 'b']);
    assert.deepEqual([...graph.wholesWith('fragment')].sort(), ['a', 'b', 'fragment', 'middle']);
  });

  it('keeps files that include each other apart', () => {
    const graph = new ScriptGraph();
    graph.set('a', ['b', 'a']);
    graph.set('b', ['a', 'b']);
    assert.deepEqual(graph.rootsOf('a'), ['a']);
    assert.deepEqual(graph.rootsOf('b'), ['b']);
  });

  it('says what a script does not include any more', () => {
    const graph = new ScriptGraph();
    assert.deepEqual(graph.set('a', ['one', 'other']), []);
    assert.deepEqual(graph.rootsOf('one'), ['a']);
    assert.deepEqual(graph.set('a', ['other']), ['one']);
    assert.deepEqual(graph.rootsOf('one'), ['one']);
    assert.deepEqual(graph.delete('a'), ['other']);
    assert.deepEqual(graph.rootsOf('other'), ['other']);
  });

  it('forgets a script', () => {
    const graph = new ScriptGraph();
    graph.set('a', ['fragment']);
    graph.delete('a');
    assert.deepEqual(graph.rootsOf('fragment'), ['fragment']);
  });
});
