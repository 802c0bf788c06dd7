// Small scripts given to the real arm-none-eabi-ld: what it refuses is an error for us, what it takes is none.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';
import { LinkFolder } from './linking';
import { refused, taken } from './tried-scripts';

describe('linker scripts that the real linker takes or refuses', () => {
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble(
      'start.o',
      '.global _start\n_start: .word 1\n.data\n.word 2\n.bss\n.space 4\n',
    );
  });
  after(() => {
    folder.dispose();
  });

  const check = (script: string, isRefused: boolean): void => {
    const linked = folder.link(script, [object]);
    assert.equal(linked.isRefused, isRefused, `ld on ${script}: ${linked.output}`);
    const { problems } = readScript(script, 'script.ld', () => undefined);
    const errors = problems.filter(({ isError }) => isError).map(({ message }) => message);
    assert.equal(errors.length > 0, isRefused, `${script}: ${errors.join(' ') || 'no error'}`);
  };

  for (const script of taken) {
    it(`has no error where ld takes ${script.replace(/\n/g, '⏎') || 'an empty script'}`, () => {
      check(script, false);
    });
  }
  for (const script of refused) {
    it(`has an error where ld refuses ${script.replace(/\n/g, '⏎')}`, () => {
      check(script, true);
    });
  }
});
