// The reader of CubeMX2's .ioc2 files on a hand-written one in its form.

import assert from 'node:assert/strict';
import { readIocFile } from '../../../src/ioc/read-ioc-file';

const pin = (name: string, instance: string, signal: string): object => ({
  signal: { instance, name: signal, type: 'alternate' },
  pinned: true,
  pin: { name, position: '46', port: name.charAt(1), index: 13 },
});

function ioc2(...pins: readonly object[]): string {
  const store = { 'pinout-configuration': { userConfigurations: pins, needConfigurations: [] } };
  return [
    '"File: .settings/clock.store.json" = """',
    '{}"""',
    '"File: .settings/pinout.store.json" = """',
    `${JSON.stringify(store, undefined, 2)}"""`,
    '"File: project/blinky.csolution.yml" = """',
    'solution:',
    '  target-types:',
    '    - type: main',
    '      device: STMicroelectronics::STM32C562RET6',
    '"""',
    '',
    '["Project Description"]',
    'mx2Version = "1.0.1"',
    '',
  ].join('\n');
}

const debugPins = [
  pin('PA13(JTMS/SWDIO)', 'DEBUG', 'DEBUG_SWDIO'),
  pin('PA14(JTCK/SWCLK)', 'DEBUG', 'DEBUG_SWCLK'),
];

describe('read-ioc2', () => {
  it('reads the part, the pins and the debug state', () => {
    const text = ioc2(...debugPins, pin('PA5', 'GPIOA', 'GPIO'));
    const project = readIocFile('blinky.ioc2', text);
    assert.equal(project.format, 'ioc2');
    assert.deepEqual(
      [project.device, project.family, project.version, project.projectName],
      ['STM32C562RET6', 'STM32C5', '1.0.1', 'blinky'],
    );
    assert.equal(project.debug.state, 'on');
    assert.deepEqual(
      project.pins.map(({ pin: name, signal }) => [name, signal]),
      [
        ['PA13', 'DEBUG_SWDIO'],
        ['PA14', 'DEBUG_SWCLK'],
        ['PA5', 'GPIOA'],
      ],
    );
    const [first] = project.pins;
    assert.equal(text.slice(first?.place.start, first?.place.end), '"name": "PA13(JTMS/SWDIO)"');
    assert.deepEqual(project.problems, []);
  });

  it('finds no debug where its pins are used otherwise', () => {
    const project = readIocFile('a.ioc2', ioc2(pin('PA13(JTMS/SWDIO)', 'GPIOA', 'GPIO')));
    assert.equal(project.debug.state, 'not-configured');
    assert.equal(project.pins[0]?.signal, 'GPIOA');
  });

  it('has reasons for a file that is none, is cut off, or has no JSON in it', () => {
    const kindOf = (text: string): string | undefined =>
      readIocFile('a.ioc2', text).problems[0]?.kind;
    const whole = ioc2(...debugPins);
    assert.equal(kindOf(''), 'not-cubemx');
    assert.equal(kindOf(whole.slice(0, 300)), 'cut-off');
    assert.equal(kindOf(whole.replace('"pinout-configuration":', '')), 'no-json');
  });
});
