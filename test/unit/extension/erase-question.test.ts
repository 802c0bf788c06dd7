// What is asked before a chip is erased.

import assert from 'node:assert/strict';
import { eraseQuestion } from '../../../src/extension/erase-question';
import type { ProbeInfo } from '../../../src/probe/probe-info';

const probe: ProbeInfo = {
  ...{
    family: 'stlink',
    id: '0483:374b',
    name: 'ST-LINK/V2-1',
    serial: '066CFF515349898667113512',
  },
  ...{ carrier: { kind: 'usb', node: '/dev/bus/usb/001/004' }, access: 'ok', holders: [] },
};

describe('the question before a chip is erased', () => {
  it('names the chip, the probe and what is lost', () => {
    const { message, detail } = eraseQuestion({ device: 'STM32F405RG' }, probe);
    assert.equal(message, 'Erase the whole flash of STM32F405RG?');
    assert.match(detail, /ST-LINK\/V2-1 \(serial number 066CFF515349898667113512\)/);
    assert.match(detail, /firmware is lost/);
    assert.match(detail, /cannot be undone/);
  });

  it('says so where the server alone knows the probe', () => {
    assert.match(
      eraseQuestion({}, undefined).detail,
      /^The chip .*the probe that the GDB server finds/,
    );
    const { detail } = eraseQuestion({ gdbTarget: 'localhost:3333' }, undefined);
    assert.match(detail, /the GDB server at localhost:3333/);
    assert.match(eraseQuestion({ serialNumber: '123' }, undefined).detail, /serial number 123/);
  });
});
