// Which names are mistakes for each other.

import assert from 'node:assert/strict';
import { haveSameDigits, isSlipOf } from '../../../src/script-checks/name-slips';

describe('haveSameDigits', () => {
  it('parts RAM1 from RAM2, and takes CCMRAM for a mistake for CCRAM', () => {
    assert.ok(!haveSameDigits('RAM1', 'RAM2'));
    assert.ok(haveSameDigits('CCMRAM', 'CCRAM'));
  });
});

describe('isSlipOf', () => {
  it('is one letter put in, left out, changed, or swapped with the next', () => {
    for (const name of ['.rodata_', '.rodta', '.rodatu', '.rdoata']) {
      assert.ok(isSlipOf(name, '.rodata'), name);
    }
  });

  it('is neither the name itself, nor two letters, nor another number', () => {
    for (const name of ['.rodata', '.rdta', '.rodata1']) {
      assert.ok(!isSlipOf(name, '.rodata'), name);
    }
  });
});
