// Cortex-Debug's dialect: its obsolete names and its values of another type.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCortexDebug } from '../../../src/launch/cortex-debug';
import { resolveArgs } from '../../../src/launch/resolve-args';

const read = (raw: Record<string, unknown>) => readCortexDebug(raw).configuration;
const told = (raw: Record<string, unknown>) =>
  readCortexDebug(raw).problems.map(({ id, message }) => `${id}: ${message}`);

describe('readCortexDebug', () => {
  it('takes the names that Cortex-Debug calls obsolete', () => {
    const raw = { stutilpath: '/a', debugger_args: ['-q'], board: 'B', target: 't' };
    const now = { serverpath: '/a', debuggerArgs: ['-q'], boardId: 'B', targetId: 't' };
    assert.deepEqual(read(raw), now);
  });

  it('prefers the name of today, wherever it stands', () => {
    assert.deepEqual(read({ jlinkpath: '/old', serverpath: '/new' }), { serverpath: '/new' });
    assert.deepEqual(read({ serverpath: '/new', jlinkpath: '/old' }), { serverpath: '/new' });
    assert.deepEqual(read({ jlinkpath: '/old', serverpath: null }), { serverpath: '/old' });
    assert.deepEqual(read({ serverpath: null, jlinkpath: '/old' }), { serverpath: '/old' });
  });

  it('takes numbers for serial numbers and target names', () => {
    assert.deepEqual(read({ serialNumber: 683298, targetId: 3 }), {
      serialNumber: '683298',
      targetId: '3',
    });
  });

  it('takes the file of a symbol file that is an object, and tells what is lost', () => {
    const symbolFiles = ['a.elf', { file: 'b.elf' }, { file: 'c.elf', offset: 8, sections: [] }];
    assert.deepEqual(read({ symbolFiles }), { symbolFiles: ['a.elf', 'b.elf', 'c.elf'] });
    assert.deepEqual(told({ symbolFiles }), [
      'attribute-unused: offset, sections of symbolFiles have no effect: symbols are read at the addresses in the file.',
    ]);
    assert.deepEqual(told({ symbolFiles: [{ file: 'b.elf' }] }), []);
  });

  it('leaves a symbol file without a file to be reported', () => {
    const { problems } = resolveArgs({ symbolFiles: [{ offset: 8 }] }, '/');
    assert.deepEqual(
      problems.map(({ id }) => id),
      ['attribute-wrong-type'],
    );
  });

  it('uses SWD in place of compact JTAG, with a warning', () => {
    assert.deepEqual(read({ interface: 'cjtag' }), { interface: 'swd' });
    assert.deepEqual(told({ interface: 'cjtag' }), [
      'attribute-unused: interface "cjtag" is taken as "swd": compact JTAG is not supported.',
    ]);
  });

  it('never throws', () => {
    const key = fc.constantFrom(
      ...['symbolFiles', 'serverArgs', 'servertype', 'interface', 'targetId', 'stutilpath'],
      ...['showDevDebugOutput', '__proto__', 'constructor'],
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (raw) => {
        readCortexDebug(raw);
      }),
    );
  });
});
