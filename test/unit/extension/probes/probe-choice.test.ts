// Which of several probes is meant, and which launches leave that open.

import assert from 'node:assert/strict';
import { decideProbe, looksForProbe } from '../../../../src/extension/probes/probe-choice';
import { drivers } from '../../../../src/servers';
import { probe } from './states';

const a = probe({ serial: 'AAAA' });
const b = probe({ serial: 'BBBB' });
const jlink = probe({ serial: 'CCCC', family: 'jlink' });

describe('the choice among probes', () => {
  it('takes a lone ST-LINK unasked, whatever is remembered', () => {
    assert.deepEqual(decideProbe([a, jlink], 'BBBB'), { kind: 'one', probe: a });
  });

  it('takes the remembered one of several', () => {
    assert.deepEqual(decideProbe([a, b], 'bbbb'), { kind: 'one', probe: b });
  });

  it('asks where none is remembered, or the remembered one is gone', () => {
    for (const remembered of [undefined, 'GONE'])
      assert.deepEqual(decideProbe([a, jlink, b], remembered), { kind: 'ask', candidates: [a, b] });
  });

  it('asks where clones share the remembered number', () => {
    assert.equal(decideProbe([a, a], 'AAAA').kind, 'ask');
  });

  it('finds none among other makers’ probes', () => {
    assert.deepEqual(decideProbe([jlink], undefined), { kind: 'none' });
  });
});

describe('launches that leave the probe open', () => {
  const openocd = {
    type: 'stm32',
    request: 'launch',
    servertype: 'openocd',
    device: 'STM32F405RG',
  };
  const cases: readonly (readonly [string, object, string | undefined])[] = [
    ['OpenOCD for an ST-LINK', {}, ''],
    ['an stlink-server', { stlinkServer: '127.0.0.1:7184' }, '127.0.0.1:7184'],
    ['a serial number', { serialNumber: 'AAAA' }, undefined],
    ['a file for an ST-LINK', { configFiles: ['interface/stlink.cfg', 'target/x.cfg'] }, ''],
    ['a file for a J-Link', { configFiles: ['interface/jlink.cfg', 'target/x.cfg'] }, undefined],
    ['a board file', { configFiles: ['board/mine.cfg'] }, undefined],
    ['a command that chooses', { openOCDLaunchCommands: ['adapter serial AAAA'] }, undefined],
    ['an older command that chooses', { openOCDLaunchCommands: ['hla_serial AAAA'] }, undefined],
    ['QEMU', { servertype: 'qemu' }, undefined],
    ['a running server', { servertype: 'external' }, undefined],
    ['an unknown server', { servertype: 'x' }, undefined],
  ];
  for (const [what, change, expected] of cases) {
    it(`${expected === undefined ? 'do not include' : 'include'} ${what}`, () => {
      assert.equal(looksForProbe({ ...openocd, ...change }, drivers), expected);
    });
  }
});
