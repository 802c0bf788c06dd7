// What of a failure and its diagnosis the user reads.

import assert from 'node:assert/strict';
import { withCause } from '../../../src/adapter/failure-told';
import { Failure } from '../../../src/base/failure';
import { diagnose } from '../../../src/doctor/diagnose';
import { failedLaunch } from '../../support/failed-launch';

const repeated = ['still thinking', 'still thinking', 'still thinking', 'command: openocd'];

describe('a failure as it is told', () => {
  it('shows once what a server says again and again, whether or not a cause is known', () => {
    const failure = new Failure('timeout', 'environment', 'OpenOCD was not ready.', {
      evidence: repeated,
      fix: 'Look at its log.',
    });
    const unknown = withCause(failure, { causes: [], noise: [], lastLines: [] });
    assert.deepEqual(unknown.evidence, ['still thinking', 'command: openocd']);
    assert.equal(unknown.message, failure.message);
    assert.equal(unknown.fix, failure.fix);
    const known = withCause(failure, diagnose(failedLaunch({ code: 'server-port-taken' })));
    assert.deepEqual(known.evidence.slice(-2), ['still thinking', 'command: openocd']);
  });

  it('begins with the end of the server, and says it in no second line of its own', () => {
    const text = 'OpenOCD was killed by SIGKILL.';
    const failure = new Failure('server-gone', 'environment', text);
    const launch = failedLaunch({ code: failure.code, serverEnd: { text, isKilled: true } });
    const told = withCause(failure, diagnose(launch));
    assert.match(told.message, /^The GDB server ended .* OpenOCD was killed by SIGKILL\.$/);
    assert.deepEqual(told.evidence, [`${text} (the end of its process)`]);
  });
});
