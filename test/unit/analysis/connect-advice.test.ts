// How the findings about a probe tell the launch to connect, and how sure they are: what expected.txt does not show.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Confidence, ConnectAdvice } from '../../../src/findings/finding';
import { readCase, runCase } from '../../support/check-case';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'checks');

type Row = readonly [
  id: string,
  name: string,
  confidence: Confidence | undefined,
  connect: ConnectAdvice | undefined,
];

const slow: ConnectAdvice = { speedKhz: 480 };
const software: ConnectAdvice = { reset: 'software' };

const rows: readonly Row[] = [
  ['target-only-under-reset', 'bad-ioc-agrees', 'likely', { underReset: true }],
  ['target-only-under-reset', 'bad-unknown-firmware', 'possible', { underReset: true }],
  ['target-only-under-reset', 'bad-and-slow', 'possible', { underReset: true, speedKhz: 480 }],
  ['target-only-slow', 'bad-480', 'likely', slow],
  ['target-only-slow', 'bad-sleeps', 'possible', slow],
  ['link-marginal', 'bad-s3', undefined, slow],
  ['link-marginal', 'bad-every-read', undefined, slow],
  ['link-marginal', 'bad-only-reset-clean', undefined, { speedKhz: 1800, underReset: true }],
  ['link-marginal', 'bad-nothing-clean', undefined, undefined],
  ['link-marginal', 'bad-faster-than-launch', undefined, undefined],
  ['nrst-slow', 'bad-47-uf', undefined, undefined],
  ['nrst-slow', 'bad-needed', undefined, software],
  ['nrst-not-wired', 'bad-needed', undefined, software],
  ['nrst-held', 'bad-pulse', undefined, undefined],
  ['nrst-held', 'bad-attach', 'likely', undefined],
  ['target-silent', 'bad-every-mode', undefined, undefined],
  ['target-silent', 'bad-attach', 'possible', undefined],
  ['target-unpowered', 'bad-off', 'likely', undefined],
  ['probe-voltage-implausible', 'bad-constant', 'possible', undefined],
  ['probe-voltage-implausible', 'bad-doubled', 'likely', undefined],
  ['probe-wedged', 'bad-silent', 'likely', undefined],
];

describe('what a finding about a probe advises', () => {
  for (const [id, name, confidence, connect] of rows) {
    it(`${id}, ${name}: ${confidence ?? 'a fact'}, ${JSON.stringify(connect ?? 'no advice')}`, async () => {
      const { preflight } = await runCase(readCase(join(fixtures, id, name)));
      const finding = preflight.findings.find((each) => each.id === id);
      assert.ok(finding, `there is ${id}`);
      assert.equal(finding.confidence, confidence);
      assert.deepEqual(finding.connect, connect);
    });
  }
});

/** The finding of one cause, and of no other of those that could be meant. */
const only: readonly (readonly [id: string, name: string])[] = [
  ['target-unpowered', 'bad-off'],
  ['vtref-not-wired', 'bad-no-wire'],
  ['target-voltage-low', 'bad-silent'],
  ['target-voltage-low', 'bad-weak'],
  ['probe-wedged', 'bad-silent'],
  ['probe-wedged', 'bad-unknown-status'],
  ['probe-bootloader', 'bad-mode'],
  ['probe-held', 'bad-named-and-refused'],
  ['probe-denied', 'bad-at-opening'],
  ['link-marginal', 'bad-before-slow'],
  ['nrst-held', 'bad-pulse'],
];

describe('one cause', () => {
  for (const [id, name] of only) {
    it(`is one finding: ${id}, ${name}`, async () => {
      const { preflight } = await runCase(readCase(join(fixtures, id, name)));
      assert.deepEqual(
        preflight.findings.map((finding) => finding.id),
        [id],
      );
    });
  }
});
