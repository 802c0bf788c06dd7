import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure';
import { openingOf } from '../../../src/examination/opening-state';

const states: readonly (readonly [string, string])[] = [
  ['probe-denied', 'denied'],
  ['probe-in-use', 'in-use'],
  ['probe-silent', 'wedged'],
  ['probe-garbled', 'wedged'],
  ['probe-gone', 'gone'],
  ['probe-loader', 'loader'],
  ['probe-unsupported', 'unsupported'],
  ['probe-driver-missing', 'failed'],
  ['usb-unavailable', 'failed'],
  ['stlink-server-unreachable', 'failed'],
  ['constructor', 'failed'],
];

describe('what became of opening a probe', () => {
  for (const [code, state] of states) {
    it(`is ${state} after ${code}`, () => {
      const failure = new Failure(code, 'environment', 'It did not work.', {
        evidence: ['a line'],
        fix: 'Do this.',
      });
      assert.deepEqual(openingOf(failure), {
        ...{ state, message: 'It did not work.', code, evidence: ['a line'], fix: 'Do this.' },
      });
    });
  }
});
