import assert from 'node:assert/strict';
import { attributeLocation, readLaunchJson } from '../../../src/launch/launch-json';

const text = `{
  // comment
  "version": "0.2.0",
  "configurations": [
    { "name": "Other", "type": "node" },
    {
      "name": "Debug",
      "type": "stm32",
      "executable": "build/a.elf", // "device": "no"
      "preflight": { "ignore": ["x"] },
      "linux": { "executable": "l.elf" },
      "device": "A",
      "device": "B",
    },
  ],
}
`;

/** Where it is: `line:column-endLine:endColumn`. */
function placeOf(
  key: string | number,
  attribute?: string,
  system?: 'linux' | 'windows',
  given = text,
): string | undefined {
  const found = attributeLocation(given, '/p/launch.json', key, attribute, system);
  if (found === undefined) return undefined;
  const { file, line, column, endLine, endColumn } = found;
  assert.equal(file, '/p/launch.json');
  return `${line}:${column}-${endLine}:${endColumn}`;
}

describe('attributeLocation', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['gives name and value of an attribute', 'executable', '9:7-9:34'],
    ['gives the member of an attribute', 'preflight.ignore', '10:22-10:37'],
    ['gives the attribute when the member is not there', 'preflight.mode', '10:7-10:39'],
    ['gives the opening of the configuration for a missing attribute', 'gdbPath', '6:5-6:6'],
    ['gives the opening of the configuration without an attribute', undefined, '6:5-6:6'],
    ['takes the last of two, as JSON does', 'device', '13:7-13:20'],
  ];
  for (const [title, attribute, expected] of cases) {
    it(title, () => assert.equal(placeOf('Debug', attribute), expected));
  }

  it("prefers the system's own part", () => {
    assert.equal(placeOf('Debug', 'executable', 'linux'), '11:18-11:39');
    assert.equal(placeOf('Debug', 'executable', 'windows'), '9:7-9:34');
  });

  it('finds a configuration by its place in the list', () => {
    assert.equal(placeOf(0, 'type'), '5:24-5:38');
    assert.equal(placeOf(2), undefined);
    assert.equal(placeOf('None'), undefined);
  });

  it('finds its way through faulty text, a workspace file, a byte-order mark and CRLF', () => {
    assert.equal(
      placeOf(0, 'type', undefined, '{"configurations": [{"type": "stm32"'),
      '1:22-1:37',
    );
    const workspace = '{"folders": [], "launch": {"configurations": [{"name": "A"}]}}';
    assert.equal(placeOf('A', 'name', undefined, workspace), '1:48-1:59');
    assert.equal(placeOf(0, 'type', undefined, '\uFEFF{"type": "stm32"}'), '1:3-1:18');
    assert.equal(placeOf(0, 'b', undefined, '{"type": 1,\r\n  "b": 2}'), '2:3-2:9');
  });

  it('gives nothing for texts that are no launch.json', () => {
    for (const other of [
      '',
      '[',
      '[1]',
      '{"configurations": 5}',
      'null',
      '{"configurations": [1]}',
    ]) {
      assert.equal(placeOf(0, 'type', undefined, other), undefined, other);
    }
  });
});

describe('readLaunchJson', () => {
  it('reads the configurations in their order', () => {
    const { configurations, fault } = readLaunchJson(text);
    assert.equal(fault, undefined);
    assert.deepEqual(
      configurations.map(({ name }) => name),
      ['Other', 'Debug'],
    );
    assert.equal(configurations[1]?.['device'], 'B');
  });

  it('tells the first mistake with its place', () => {
    const { fault } = readLaunchJson('{\n  "version": "1"\n  "x": 1\n}');
    assert.deepEqual(fault, { message: 'a comma is missing', line: 3, column: 3 });
    assert.ok(readLaunchJson('').fault);
  });
});
