import assert from 'node:assert/strict';
import { idsCovering } from '../../../../src/extension/linker/ids-covering';

describe('checks that cover a problem of the server', () => {
  it('are those that the server sent along', () => {
    const diagnostic = { message: 'x', data: { coveredBy: ['flash-overflow', 'ram-overflow'] } };
    assert.deepEqual(idsCovering(diagnostic), ['flash-overflow', 'ram-overflow']);
  });

  it('are none where the data says nothing of the kind', () => {
    const others = [undefined, null, 'x', {}, { coveredBy: 'x' }, { coveredBy: [1, null] }];
    for (const data of others) assert.deepEqual(idsCovering({ data }), []);
    assert.deepEqual(idsCovering({ message: 'x' }), []);
  });
});
