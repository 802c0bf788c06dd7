import assert from 'node:assert/strict';
import { parseAdapterArgs } from '../../../src/adapter/adapter-args';

describe('parseAdapterArgs', () => {
  const cases: readonly (readonly [readonly string[], object])[] = [
    [[], { kind: 'stdio' }],
    [['--server=4711'], { kind: 'server', port: 4711 }],
    [['--server', '4711'], { kind: 'server', port: 4711 }],
    [['--server=0'], { kind: 'server', port: 0 }],
    [['--help'], { kind: 'help' }],
    [['-h'], { kind: 'help' }],
    [['--server'], { kind: 'usage-error', message: '--server needs a port.' }],
    [['--server='], { kind: 'usage-error', message: '"" is no port: 0 to 65535.' }],
    [['--server=x'], { kind: 'usage-error', message: '"x" is no port: 0 to 65535.' }],
    [['--server', '65536'], { kind: 'usage-error', message: '"65536" is no port: 0 to 65535.' }],
    [['--servers=1'], { kind: 'usage-error', message: '"--servers=1" is no option.' }],
    [['4711'], { kind: 'usage-error', message: '"4711" is no option.' }],
    [['--server=1', 'x'], { kind: 'usage-error', message: '"x" is one argument too many.' }],
  ];
  for (const [argv, expected] of cases) {
    it(`reads "${argv.join(' ')}"`, () => assert.deepEqual(parseAdapterArgs(argv), expected));
  }
});
