// The quick fix of an .ioc: applied, the file reads as Serial Wire, and nothing else has changed.

import assert from 'node:assert/strict';
import type { FileEdit } from '../../../src/findings/finding';
import { enableSwd } from '../../../src/ioc/enable-swd';
import { readIoc } from '../../../src/ioc/read-ioc';

function ioc(family: string, lines: readonly string[], version = '6.12.0'): string {
  const all = [`Mcu.Family=${family}`, 'Mcu.IP0=RCC', 'Mcu.IPNb=1', ...lines];
  return [...all, `MxCube.Version=${version}`].sort().concat('board=custom', '').join('\n');
}

/** The text with the edits made, from the last to the first. */
function apply(text: string, edits: readonly FileEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, column }: FileEdit['start']): number =>
    (starts[line - 1] ?? text.length) + column - 1;
  return [...edits].reverse().reduce((made, { start, end, newText }) => {
    return made.slice(0, offset(start)) + newText + made.slice(offset(end));
  }, text);
}

function fixed(text: string): string | undefined {
  const edits = enableSwd('a.ioc', readIoc(text));
  return edits === undefined ? undefined : apply(text, edits);
}

const noDebug = [
  ...['Mcu.Pin0=PC12', 'Mcu.Pin1=VP_SYS_VS_ND', 'Mcu.PinsNb=2', 'PC12.Signal=GPIO_Output'],
  ...['VP_SYS_VS_ND.Mode=No_Debug', 'VP_SYS_VS_ND.Signal=SYS_VS_ND'],
];

describe('enableSwd', () => {
  it('puts the pins where No Debug stood', () => {
    const text = fixed(ioc('STM32F1', noDebug)) ?? '';
    assert.deepEqual(text.split('\n'), [
      'Mcu.Family=STM32F1',
      'Mcu.IP0=RCC',
      'Mcu.IP1=SYS',
      'Mcu.IPNb=2',
      'Mcu.Pin0=PC12',
      'Mcu.Pin1=PA13',
      'Mcu.Pin2=PA14',
      'Mcu.PinsNb=3',
      'MxCube.Version=6.12.0',
      'PA13.Mode=Serial_Wire',
      'PA13.Signal=SYS_JTMS-SWDIO',
      'PA14.Mode=Serial_Wire',
      'PA14.Signal=SYS_JTCK-SWCLK',
      'PC12.Signal=GPIO_Output',
      'board=custom',
      '',
    ]);
    assert.equal(readIoc(text).debug.state, 'on');
  });

  it('frees a pin from a GPIO and drops what belonged to that', () => {
    const text = fixed(
      ioc('STM32H7', [
        ...['Mcu.Pin0=PA13 (JTMS/SWDIO)', 'Mcu.PinsNb=1'],
        ...['PA13\\ (JTMS/SWDIO).GPIOParameters=GPIO_Label', 'PA13\\ (JTMS/SWDIO).GPIO_Label=LED'],
        ...['PA13\\ (JTMS/SWDIO).Locked=true', 'PA13\\ (JTMS/SWDIO).Signal=GPIO_Output'],
      ]),
    );
    const { debug, values, ips, problems } = readIoc(text ?? '');
    assert.equal(debug.state, 'on');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...values.keys()].filter((key) => key.startsWith('PA1')),
      [
        ...['PA13 (JTMS/SWDIO).Locked', 'PA13 (JTMS/SWDIO).Mode', 'PA13 (JTMS/SWDIO).Signal'],
        ...['PA14 (JTCK/SWCLK).Mode', 'PA14 (JTCK/SWCLK).Signal'],
      ],
    );
    assert.deepEqual(
      ips.map(({ name }) => name),
      ['RCC', 'DEBUG'],
    );
  });

  it('keeps the line ends of the file', () => {
    const text = fixed(ioc('STM32F1', noDebug).replaceAll('\n', '\r\n')) ?? '';
    assert.ok(!/[^\r]\n/.test(text));
    assert.equal(readIoc(text).debug.state, 'on');
  });

  it('uses the pins and names of the family', () => {
    const pinsOf = (family: string): readonly string[] =>
      readIoc(fixed(ioc(family, ['Mcu.PinsNb=0'])) ?? '').pins.map(
        ({ name, signal }) => `${name} ${signal ?? ''}`,
      );
    assert.deepEqual(pinsOf('STM32G0'), ['PA13 SYS_SWDIO', 'PA14-BOOT0 SYS_SWCLK']);
    assert.deepEqual(pinsOf('STM32WL3'), ['PA2 DEBUG_SWDIO', 'PA3 DEBUG_SWCLK']);
    assert.deepEqual(pinsOf('STM32U5'), [
      'PA13 (JTMS/SWDIO) DEBUG_JTMS-SWDIO',
      'PA14 (JTCK/SWCLK) DEBUG_JTCK-SWCLK',
    ]);
  });

  const refused: readonly (readonly [what: string, text: string])[] = [
    ['a project of several contexts', ioc('STM32H7', ['Mcu.Context0=CortexM7'])],
    ['a CubeMX that spelled the modes otherwise', ioc('STM32F1', noDebug, '4.15.0')],
    ['a family whose names are not known', ioc('STM32X9', [])],
    ['a file that does not tell how its pins are spelled', ioc('STM32H7', [])],
    ['a pin of a peripheral', ioc('STM32F4', ['PA13.Signal=S_TIM1_CH1', 'Mcu.Pin0=PA13'])],
    ['a file that is not whole', ioc('STM32F1', [...noDebug, 'Mcu.PinsNb=9'])],
  ];
  for (const [what, text] of refused) {
    it(`leaves ${what} to CubeMX`, () => {
      assert.equal(fixed(text), undefined);
    });
  }
});
