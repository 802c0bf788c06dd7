// Launch arguments that make no sense: each is told as a finding of the launch that it ends or accompanies, and the
// adapter goes on.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findingsEvent } from '../../../src/protocol/debug-events';
import type { FindingsEvent } from '../../../src/protocol/debug-events';
import { DapError } from '../../support/dap-client';
import type { DapClient } from '../../support/dap-client';
import { qemuLaunch } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo } from '../../support/project';

/** So that no case starts anything. */
const refused = { ...qemuLaunch, executable: join(demo.folder, 'build/absent.elf') };

const cases: readonly (readonly [title: string, attributes: object, told: RegExp])[] = [
  ['preflight as a text', { preflight: 'off' }, /^attribute-wrong-type: preflight must be/],
  ['preflight as a list', { preflight: ['off'] }, /^attribute-wrong-type: preflight must be/],
  [
    'an unknown mode',
    { preflight: { mode: 'no' } },
    /^attribute-wrong-type: preflight must be .* mode /,
  ],
  [
    'ignore as a number',
    { preflight: { ignore: 7 } },
    /^attribute-wrong-type: preflight must be .* ignore /,
  ],
  [
    'an unknown id',
    { preflight: { ignore: ['x'] } },
    /^attribute-unknown: preflight\.ignore .*"x"/,
  ],
  ['a folder as linkerScript', { linkerScript: '.' }, /linkerScript names .*\(it is a folder\)/],
  ['a folder as ioc', { ioc: 'build' }, /ioc names .*\(it is a folder\)/],
  ['a device as linkerScript', { linkerScript: '/dev/zero' }, /\(it is a device, a pipe/],
  ['an empty executable', { executable: '' }, /^elf-missing: /],
  ['a folder as executable', { executable: '.' }, /^elf-unreadable: .* is a folder/],
  ['a device as executable', { executable: '/dev/zero' }, /^elf-unreadable: .* is a device/],
  ['a variable as ioc', { ioc: '${file}' }, /^attribute-unresolved-variable: ioc /],
  ['a number as device', { device: 405 }, /^attribute-wrong-type: device must be/],
  ['an empty device', { device: '' }, /./],
  ['half of a pair as device', { device: '\ud800\0\u202e' }, /^device-unknown: .*\\u\{d800\}\\x00/],
  ['null everywhere', { device: null, ioc: null, cwd: null }, /^elf-missing: /],
  [
    'an unknown server',
    { servertype: {} },
    /^attribute-wrong-type: servertype|^servertype-unknown/,
  ],
  ['the root as cwd', { cwd: '/' }, /^elf-missing: The file \/.*build\/absent\.elf/],
];

describe('a launch with odd arguments', function () {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await client.initialize();
  });

  for (const [title, attributes, told] of cases) {
    const isForLinux = JSON.stringify(attributes).includes('/dev/') || title.includes('root');
    if (isForLinux && process.platform !== 'linux') continue;
    it(`tells of ${title}`, async () => {
      const from = client.events.length;
      const launch = client.request('launch', { ...refused, ...attributes });
      await assert.rejects(launch, (error: unknown) => error instanceof DapError);
      const { findings } = await client.event<FindingsEvent>(findingsEvent, undefined, from);
      const texts = findings.map(({ id, message }) => `${id}: ${message}`);
      assert.ok(
        texts.some((text) => told.test(text)),
        texts.join('\n'),
      );
      assert.deepEqual(adapters.children(), []);
    });
  }
});
