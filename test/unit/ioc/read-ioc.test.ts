// The .ioc reader on hand-written files in CubeMX's form.

import assert from 'node:assert/strict';
import type { IocDebug } from '../../../src/ioc/ioc-project';
import { readEntries } from '../../../src/ioc/properties';
import { readIoc } from '../../../src/ioc/read-ioc';
import { readIocFile } from '../../../src/ioc/read-ioc-file';

const project = [
  '#MicroXplorer Configuration settings - do not modify',
  'File.Version=6',
  'Mcu.CPN=STM32F405RGT6',
  'Mcu.Family=STM32F4',
  'Mcu.IP0=IWDG',
  'Mcu.IP1=SYS',
  'Mcu.IPNb=2',
  'Mcu.Name=STM32F405RGTx',
  'Mcu.Pin0=PA13 (JTMS/SWDIO)',
  'Mcu.Pin1=PA14',
  'Mcu.Pin2=PC13',
  'Mcu.PinsNb=3',
  'Mcu.UserName=STM32F405RGTx',
  'MxCube.Version=6.12.0',
  'PA13\\ (JTMS/SWDIO).Mode=Serial_Wire',
  'PA13\\ (JTMS/SWDIO).Signal=SYS_JTMS-SWDIO',
  'PA14.Mode=Serial_Wire',
  'PA14.Signal=SYS_JTCK-SWCLK',
  'PC13.GPIO_Label=LED',
  'PC13.Signal=GPIO_Output',
  'ProjectManager.FreePins=true',
  'ProjectManager.MainLocation=Core/Src',
  'ProjectManager.ProjectName=blinky',
  'ProjectManager.TargetToolchain=Makefile',
  'board=custom',
  '',
].join('\n');

/** State, and mode where there is one. */
function stateOf(debug: IocDebug): string {
  return debug.state === 'on' ? `on ${debug.interface} ${debug.mode}` : debug.state;
}

function debugOf(...lines: readonly string[]): string {
  return stateOf(readIoc(['Mcu.UserName=X', ...lines, ''].join('\n')).debug);
}

describe('read-ioc', () => {
  it('names the part, the project and the toolchain', () => {
    const read = readIoc(project);
    const { device, orderCode, family, board, version, projectName, toolchain, mainLocation } =
      read;
    assert.deepEqual(
      { device, orderCode, family, board, version, projectName, toolchain, mainLocation },
      {
        ...{ device: 'STM32F405RGTx', orderCode: 'STM32F405RGT6', family: 'STM32F4' },
        ...{ board: undefined, version: '6.12.0', projectName: 'blinky' },
        ...{ toolchain: 'Makefile', mainLocation: 'Core/Src' },
      },
    );
    assert.deepEqual(read.problems, []);
  });

  it('gives pins with their names, labels and lines', () => {
    assert.deepEqual(
      readIoc(project).pins.map(({ pin, name, signal, label, place }) => [
        ...[pin, name, signal, label, place.line],
      ]),
      [
        ['PA13', 'PA13 (JTMS/SWDIO)', 'SYS_JTMS-SWDIO', undefined, 16],
        ['PA14', 'PA14', 'SYS_JTCK-SWCLK', undefined, 18],
        ['PC13', 'PC13', 'GPIO_Output', 'LED', 20],
      ],
    );
  });

  it('gives exact places', () => {
    const { devicePlace, freePins, ips } = readIoc(project);
    const text = (place?: { readonly start: number; readonly end: number }): string =>
      place === undefined ? '' : project.slice(place.start, place.end);
    assert.equal(text(devicePlace), 'Mcu.UserName=STM32F405RGTx');
    assert.deepEqual([devicePlace?.line, devicePlace?.column, devicePlace?.endColumn], [13, 1, 27]);
    assert.equal(text(freePins?.place), 'ProjectManager.FreePins=true');
    assert.equal(freePins?.value, true);
    assert.deepEqual(
      ips.map(({ name, place }) => [name, text(place)]),
      [
        ['IWDG', 'Mcu.IP0=IWDG'],
        ['SYS', 'Mcu.IP1=SYS'],
      ],
    );
  });

  it('reads files with CR LF line ends and with a byte order mark', () => {
    const read = readIoc(`\uFEFF${project.replaceAll('\n', '\r\n')}`);
    assert.equal(read.device, 'STM32F405RGTx');
    assert.equal(read.lineEnd, '\r\n');
    assert.equal(read.devicePlace?.line, 13);
    assert.deepEqual(read.problems, []);
  });

  it('reads bytes in UTF-8, UTF-16 and Latin-1', () => {
    const label = (bytes: Uint8Array): string | undefined =>
      readIocFile('a.ioc', bytes).pins[0]?.label;
    const text = 'Mcu.UserName=X\nPA1.GPIO_Label=Tür\nPA1.Signal=GPIO_Input\n';
    assert.equal(label(Buffer.from(text)), 'Tür');
    assert.equal(label(Buffer.from(text, 'latin1')), 'Tür');
    assert.equal(label(Buffer.from(`\uFEFF${text}`, 'utf16le')), 'Tür');
  });

  it('keeps the name of a real board', () => {
    assert.equal(readIoc('board=NUCLEO-F446RE\nboardIOC=true').board, 'NUCLEO-F446RE');
  });

  it('undoes the escapes in keys and values', () => {
    const [mode, other] = readEntries(
      'PA13\\ (JTMS/SWDIO).Mode=Serial_Wire\nA.B=M33S\\:x\\=1;\\\\end\\u00e9',
    );
    assert.deepEqual([mode?.key, mode?.value], ['PA13 (JTMS/SWDIO).Mode', 'Serial_Wire']);
    assert.deepEqual([other?.key, other?.value], ['A.B', 'M33S:x=1;\\endé']);
  });

  it('splits at the first separator that is not escaped', () => {
    const entries = readEntries('a\\=b=c=d').map(({ key, value }) => [key, value]);
    assert.deepEqual(entries, [['a=b', 'c=d']]);
  });

  it('answers undefined for what is missing, empty or no .ioc at all', () => {
    const texts = ['', 'Mcu.UserName=', 'Mcu.UserName', '\u0000ELF\u0001', '# Mcu.UserName=X'];
    for (const text of texts) {
      assert.equal(readIoc(text).device, undefined, JSON.stringify(text));
    }
  });

  it('tells contexts and TrustZone', () => {
    const dual = readIoc('Mcu.Context1=CortexM4\nMcu.Context0=CortexM7\nMcu.ContextNb=2\n');
    assert.deepEqual(dual.contexts, ['CortexM7', 'CortexM4']);
    assert.equal(dual.trustZone, undefined);
    assert.equal(readIoc('Mcu.ContextProject=TrustZoneEnabled').trustZone, true);
    assert.equal(readIoc('Mcu.TrustZone=enable').trustZone, true);
    assert.equal(readIoc('Mcu.ContextProject=TrustZoneDisabled').trustZone, false);
  });

  it('takes a context that frees its pins for free pins', () => {
    const free = (...lines: readonly string[]): boolean | undefined =>
      readIoc(lines.join('\n')).freePins?.value;
    assert.equal(free('ProjectManager.FreePinsContext=CortexM7'), true);
    assert.equal(free('ProjectManager.FreePins=false', 'ProjectManager.FreePinsContext='), false);
    assert.equal(free(), undefined);
  });
});

describe('the debug state of an .ioc', () => {
  const pin = (name: string, signal: string, mode?: string): readonly string[] => [
    ...(mode === undefined ? [] : [`${name}.Mode=${mode}`]),
    `${name}.Signal=${signal}`,
  ];
  const data = (mode?: string): readonly string[] => pin('PA13', 'SYS_JTMS-SWDIO', mode);
  const clock = (mode?: string): readonly string[] => pin('PA14', 'SYS_JTCK-SWCLK', mode);
  const cases: readonly (readonly [what: string, state: string, lines: readonly string[]])[] = [
    ['Serial Wire', 'on swd Serial_Wire', [...data('Serial_Wire'), ...clock('Serial_Wire')]],
    [
      'Serial Wire of CubeMX 4.5 for F0',
      'on swd Serial-WireDebug',
      [
        ...pin('PA13', 'SYS_SWDIO', 'Serial-WireDebug'),
        ...pin('PA14', 'SYS_SWCLK', 'Serial-WireDebug'),
      ],
    ],
    [
      'JTAG',
      'on jtag JTAG_4_pins',
      [...data('JTAG_4_pins'), ...clock('JTAG_4_pins'), ...pin('PA15', 'SYS_JTDI', 'JTAG_4_pins')],
    ],
    [
      'a trace with a mode of its own',
      'on swd Serial-Wire/Trace-Asynchronous_SW',
      [
        ...data('Serial-Wire'),
        ...clock('Serial-Wire'),
        ...pin('PB3', 'SYS_JTDO-TRACESWO', 'Trace-Asynchronous_SW'),
      ],
    ],
    [
      'WL3, whose pins are PA2 and PA3',
      'on swd Serial_Wire',
      [...pin('PA2', 'DEBUG_SWDIO', 'Serial_Wire'), ...pin('PA3', 'DEBUG_SWCLK', 'Serial_Wire')],
    ],
    ['signals without a mode', 'pins-only', [...data(), ...clock()]],
    ['No Debug', 'no-debug', ['VP_SYS_VS_ND.Mode=No_Debug', 'VP_SYS_VS_ND.Signal=SYS_VS_ND']],
    ['SWDIO alone', 'not-configured', data('Serial_Wire')],
    ['a pin that is taken', 'not-configured', [...pin('PA13', 'GPIO_Output'), ...clock()]],
    ['nothing', 'not-configured', []],
  ];
  for (const [what, state, lines] of cases) {
    it(`is "${state}" for ${what}`, () => {
      assert.equal(debugOf(...lines), state);
    });
  }
});

describe('the problems of an .ioc', () => {
  const cases: readonly (readonly [what: string, text: string, kind: string, line: number])[] = [
    ['an empty file', '', 'not-cubemx', 1],
    ['a file of other keys', 'a=b\nc=d\n', 'not-cubemx', 1],
    ['a binary file', 'Mcu.UserName=X\0', 'binary', 1],
    ['the marks of a merge', project.replace('PC13.S', '<<<<<<< HEAD\nPC13.S'), 'conflict', 20],
    ['the middle of a merge', project.replace('PC13.S', '=======\nPC13.S'), 'conflict', 20],
    ['a line without "="', project.replace('board=custom', 'board custom'), 'no-entry', 25],
    ['the end of the file', project.slice(0, -5).replace('board=', 'board'), 'cut-off', 25],
    ['a list that is short', project.replace('Mcu.Pin2=PC13\n', ''), 'cut-off', 11],
  ];
  for (const [what, text, kind, line] of cases) {
    it(`has ${what} as ${kind} in line ${line}`, () => {
      const [problem] = readIoc(text).problems;
      assert.deepEqual([problem?.kind, problem?.place.line], [kind, line]);
    });
  }
});
