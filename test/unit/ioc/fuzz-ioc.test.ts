// The .ioc readers and the quick fix on 24,000 damaged files: a project always, places inside the text.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enableSwd } from '../../../src/ioc/enable-swd';
import { readIocFile } from '../../../src/ioc/read-ioc-file';
import { mutateText, random } from '../../support/fuzz';

const cases = join(__dirname, '..', '..', 'fixtures', 'checks');

function textOf(path: string): string {
  const { files } = JSON.parse(readFileSync(join(cases, path, 'case.json'), 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly text: string }>>;
  };
  return files['firmware.ioc']?.text ?? '';
}

const ioc2 = [
  '"File: .settings/pinout.store.json" = """',
  '{"pinout-configuration": {"userConfigurations": [{"signal": {"instance": "DEBUG",',
  '"name": "DEBUG_SWDIO"}, "pin": {"name": "PA13(JTMS/SWDIO)"}}], "needConfigurations": []}}"""',
  '"File: a.csolution.yml" = """',
  'device: STM32C562RET6',
  '"""',
].join('\n');

const seeds: readonly (readonly [name: string, text: string])[] = [
  ['firmware.ioc', textOf('ioc-swd-disabled/bad-f1-no-debug')],
  ['firmware.ioc', textOf('ioc-swd-disabled/bad-pin-taken')],
  ['firmware.ioc', textOf('ioc-unreadable/good-crlf')],
  ['firmware.ioc2', ioc2],
];

describe('damaged .ioc files', () => {
  for (const [index, [name, text]] of seeds.entries()) {
    it(`always give a project: 6,000 of ${name}, number ${index + 1}`, () => {
      const rng = random(index + 1);
      for (let count = 0; count < 6000; count++) {
        const damaged = mutateText(text, rng);
        const project = readIocFile(name, damaged);
        for (const { place } of [...project.pins, ...project.ips, ...project.problems]) {
          const isInside = place.start >= 0 && place.end <= damaged.length && place.line >= 1;
          assert.ok(isInside, `${JSON.stringify(place)} in ${JSON.stringify(damaged)}`);
        }
        enableSwd(name, project);
      }
    });
  }
});
