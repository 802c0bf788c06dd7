import assert from 'node:assert/strict';
import { allDeviceNames, findDevice } from '../../../../src/devices/find-device';
import { partRows, statusText, statusTooltip } from '../../../../src/extension/linker/part-words';
import type { ScriptPartParams } from '../../../../src/protocol/lsp-extensions';

const uri = 'file:///p/app.ld';
const unknown: ScriptPartParams = { uri, choices: [] };
const fromIoc: ScriptPartParams = {
  uri,
  part: 'STM32F405RG',
  source: 'blinky.ioc names the part',
  choices: [
    { part: 'STM32F405RG', why: 'blinky.ioc names it' },
    { part: 'STM32F407VG', why: 'the file name names it' },
  ],
};

const rows = (about: ScriptPartParams, typed = '') =>
  partRows(about, allDeviceNames(), typed, findDevice);
const labels = (about: ScriptPartParams, typed?: string): string[] =>
  rows(about, typed).map(({ label }) => label);

describe('part of a linker script, in words', () => {
  it('is the part, the line as such, or not known', () => {
    assert.equal(statusText(fromIoc), 'STM32F405RG');
    assert.equal(statusText({ ...fromIoc, part: 'STM32F405', isLine: true }), 'STM32F405 (line)');
    assert.equal(statusText(unknown), 'Part not known');
  });

  it('says where the name comes from, and what a line means for sizes', () => {
    assert.match(statusTooltip(fromIoc), /STM32F405RG\nFrom: blinky\.ioc names the part\n/);
    assert.match(statusTooltip({ ...fromIoc, isLine: true }), /its largest part/);
    assert.match(statusTooltip(unknown), /not compared/);
  });
});

describe('rows to choose a part from', () => {
  it('begin with what the project names, and have every part once', () => {
    const all = labels(fromIoc);
    assert.deepEqual(all.slice(0, 2), ['STM32F405RG', 'STM32F407VG']);
    assert.equal(all.length, allDeviceNames().length);
    assert.equal(new Set(all).size, all.length);
  });

  it('offer to forget a choice only where one was made', () => {
    assert.equal(labels(fromIoc).includes('Forget My Choice'), false);
    const [first] = rows({ ...fromIoc, isChosen: true });
    assert.equal(first?.label, 'Forget My Choice');
    assert.equal(first?.part, undefined);
  });

  it('have no more rows while what was typed is in a name', () => {
    assert.equal(labels(unknown, 'f405').length, allDeviceNames().length);
  });

  it('have the part that a name with the package behind it means', () => {
    const [first] = rows(unknown, ' stm32f405rgt6 ');
    assert.deepEqual([first?.label, first?.description], ['STM32F405RG', 'stm32f405rgt6']);
    assert.equal(first?.isKept, true);
  });

  it('have the line that a name stops at', () => {
    const [first] = rows(unknown, 'STM32F405xx');
    assert.equal(first?.label, 'STM32F405');
    assert.match(first?.description ?? '', /its largest part/);
  });

  it('have similar names for one that is none', () => {
    const [first] = rows(unknown, 'STM32F104C8');
    assert.match(first?.label ?? '', /^STM32F10/);
    assert.equal(first?.description, 'similar to STM32F104C8');
  });
});
