// What became of opening a probe, by the failure's code.

import type { Failure } from '../base/failure';
import type { OpeningState, ProbeOpening } from './examination';

const states: Readonly<Record<string, OpeningState>> = {
  'probe-denied': 'denied',
  'probe-in-use': 'in-use',
  'probe-silent': 'wedged',
  'probe-garbled': 'wedged',
  'probe-wedged': 'wedged',
  'probe-gone': 'gone',
  'probe-loader': 'loader',
  'probe-unsupported': 'unsupported',
};

export function openingOf(failure: Failure): ProbeOpening {
  const state = Object.hasOwn(states, failure.code) ? states[failure.code] : undefined;
  const { message, code, evidence, fix } = failure;
  return {
    state: state ?? 'failed',
    message,
    code,
    evidence,
    ...(fix === undefined ? {} : { fix }),
  };
}
