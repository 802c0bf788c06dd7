// docs/launch-attributes.md against the attribute table. UPDATE=1 (npm run golden) writes it anew.

import { join } from 'node:path';
import { attributes, foreignAttributes } from '../../src/launch/attributes';
import type { Attribute } from '../../src/launch/attributes';
import { format, resolveConfig } from 'prettier';
import { expectGolden } from '../support/golden';
import { root } from '../support/project';

const file = join(root, 'docs/launch-attributes.md');

const types = {
  ...{ string: 'text', boolean: 'true or false', number: 'number', strings: 'list of texts' },
  ...{ map: 'object', object: 'object' },
};

function row([name, attribute]: readonly [string, Attribute]): string {
  const values = attribute.type === 'string' ? attribute.values : undefined;
  const type =
    values === undefined ? types[attribute.type] : values.map((v) => `\`${v}\``).join(', ');
  const fallback = 'default' in attribute ? `\`${JSON.stringify(attribute.default)}\`` : '';
  const members =
    attribute.type === 'object'
      ? Object.entries(attribute.members).map(([name, { text }]) => `\`${name}\`: ${text}`)
      : [];
  const only = [
    members,
    attribute.request === undefined ? [] : [`Only for ${attribute.request}.`],
    attribute.servers === undefined ? [] : [`Only for servertype ${attribute.servers.join(', ')}.`],
    attribute.replacedBy === undefined ? [] : [`Use \`${attribute.replacedBy}\`.`],
  ].flat();
  return `| \`${name}\` | ${type} | ${fallback} | ${[attribute.text, ...only].join(' ')} |`;
}

function page(): string {
  const entries = Object.entries<Attribute>(attributes);
  const current = entries.filter(([, attribute]) => attribute.replacedBy === undefined);
  const older = entries.filter(([, attribute]) => attribute.replacedBy !== undefined);
  const head = ['| Attribute | Value | Default | Meaning |', '|---|---|---|---|'];
  const foreign = Object.entries(foreignAttributes).map(
    ([name, why]) => `| \`${name}\` | ${why} |`,
  );
  return [
    '# Launch attributes',
    '',
    '<!-- Made from src/launch/attributes.ts by `npm run golden`. -->',
    '',
    'What a `launch.json` entry of type `stm32` may hold, besides what VS Code itself reads (`preLaunchTask` and the like). The names are those of Cortex-Debug wherever it has one.',
    '',
    ...head,
    ...current.map(row),
    '',
    '## Older and other names',
    '',
    'Taken as the attribute that they mean.',
    '',
    ...head,
    ...older.map(row),
    '',
    '## Attributes of Cortex-Debug without effect',
    '',
    'A launch names them in a warning and goes on.',
    '',
    '| Attribute | Why |',
    '|---|---|',
    ...foreign,
    '',
  ].join('\n');
}

describe('docs/launch-attributes.md', () => {
  it('says what the attribute table says (npm run golden writes it)', async () => {
    const options = await resolveConfig(file);
    expectGolden(file, await format(page(), { ...options, parser: 'markdown' }));
  });
});
