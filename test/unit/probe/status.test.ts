// Status bytes of the ST-LINK and their words.

import assert from 'node:assert/strict';
import { describeStatus, isWait, statusName } from '../../../src/probe/stlink/status';

describe('status bytes', () => {
  const known: readonly (readonly [code: number, name: string])[] = [
    [0x80, 'ok'],
    [0x81, 'fault'],
    [0x05, 'no-device'],
    [0x09, 'no-idcode'],
    [0x0b, 'power-error'],
    [0x0e, 'other-mode'],
    [0x10, 'ap-wait'],
    [0x11, 'ap-fault'],
    [0x14, 'dp-wait'],
    [0x17, 'dp-parity'],
    [0x1d, 'bad-ap'],
    [0x42, 'unknown-command'],
    [0x00, 'other'],
    [0xee, 'other'],
  ];
  for (const [code, name] of known) {
    it(`reads 0x${code.toString(16)} as ${name}`, () => assert.equal(statusName(code), name));
  }

  it('says a sentence of each byte there can be', () => {
    for (let code = 0; code < 256; code++) {
      assert.match(describeStatus({ status: statusName(code), code }), /^[A-Z].*\.$/);
    }
  });

  it('names a byte that nobody knows', () => {
    assert.match(describeStatus({ status: 'other', code: 0xee }), /0xee/);
  });

  it('repeats what the bus was busy for, and nothing else', () => {
    const waits = Array.from({ length: 256 }, (_, code) => code).filter((code) =>
      isWait(statusName(code)),
    );
    assert.deepEqual(waits, [0x07, 0x10, 0x14]);
  });
});
