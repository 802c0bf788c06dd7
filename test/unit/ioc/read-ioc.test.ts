// The .ioc reader on hand-written files in CubeMX's form, and on anything at all.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readIoc, readProperties } from '../../../src/ioc/read-ioc';

const project = [
  '#MicroXplorer Configuration settings - do not modify',
  'File.Version=6',
  'Mcu.Family=STM32F4',
  'Mcu.Name=STM32F405RGTx',
  'Mcu.UserName=STM32F405RGTx',
  'PA13\\ (JTMS/SWDIO).Signal=SYS_JTMS-SWDIO',
  'ProjectManager.ProjectName=blinky',
  'ProjectManager.TargetToolchain=Makefile',
  'board=custom',
  '',
].join('\n');

describe('read-ioc', () => {
  it('names the part, the project and the toolchain', () => {
    assert.deepEqual(readIoc(project), {
      device: 'STM32F405RGTx',
      family: 'STM32F4',
      board: undefined,
      projectName: 'blinky',
      toolchain: 'Makefile',
    });
  });

  it('reads files with CR LF line ends and with a byte order mark', () => {
    assert.equal(readIoc(`\uFEFF${project.replaceAll('\n', '\r\n')}`).device, 'STM32F405RGTx');
  });

  it('keeps the name of a real board', () => {
    assert.equal(readIoc('board=NUCLEO-F446RE\nboardIOC=true').board, 'NUCLEO-F446RE');
  });

  it('undoes the escapes in keys and values', () => {
    const values = readProperties(
      'PA13\\ (JTMS/SWDIO).Mode=Serial_Wire\nA.B=M33S\\:x\\=1;\\\\end\\u00e9',
    );
    assert.equal(values.get('PA13 (JTMS/SWDIO).Mode'), 'Serial_Wire');
    assert.equal(values.get('A.B'), 'M33S:x=1;\\endé');
  });

  it('splits at the first separator that is not escaped', () => {
    assert.deepEqual([...readProperties('a\\=b=c=d')], [['a=b', 'c=d']]);
  });

  it('answers undefined for what is missing, empty or no .ioc at all', () => {
    for (const text of [
      '',
      'Mcu.UserName=',
      'Mcu.UserName',
      '\u0000ELF\u0001',
      '# Mcu.UserName=X',
    ]) {
      assert.equal(readIoc(text).device, undefined, JSON.stringify(text));
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readIoc(text);
        return true;
      }),
    );
  });
});
