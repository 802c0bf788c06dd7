import assert from 'node:assert/strict';
import { attributes, viewerKeys } from '../../../src/launch/attributes';
import type { Attribute } from '../../../src/launch/attributes';
import { requestSchema } from '../../../src/launch/schema';
import { drivers } from '../../../src/servers/index';

const table: Readonly<Record<string, Attribute>> = attributes;

describe('requestSchema', () => {
  const launch = requestSchema('launch', drivers);
  const attach = requestSchema('attach', drivers);

  it('has each attribute in the requests it is for', () => {
    for (const [name, { request }] of Object.entries(table)) {
      assert.equal(name in launch.properties, request !== 'attach', name);
      assert.equal(name in attach.properties, request !== 'launch', name);
    }
  });

  it('lets stand what viewers of peripheral registers read', () => {
    for (const name of viewerKeys) {
      assert.ok(name in launch.properties, name);
      assert.ok(name in attach.properties, name);
    }
  });

  it('offers the servers by id and label', () => {
    const property = launch.properties['servertype'] as Record<string, unknown>;
    assert.deepEqual(
      property['enum'],
      drivers.map(({ id }) => id),
    );
    assert.deepEqual(
      property['enumDescriptions'],
      drivers.map(({ label }) => label),
    );
  });

  it('says which servers read an attribute, and what replaces an older name', () => {
    const machine = launch.properties['machine'] as Record<string, string>;
    assert.match(machine['markdownDescription'] ?? '', / Only for servertype qemu\.$/);
    const program = launch.properties['program'] as Record<string, string>;
    assert.equal(program['deprecationMessage'], 'Use executable.');
  });

  it('writes each type as JSON schema has it', () => {
    const types = Object.entries(table).map(([name, { type }]) => [name, type] as const);
    const names = {
      ...{ string: 'string', boolean: 'boolean', number: 'integer', strings: 'array' },
      ...{ map: 'object', object: 'object' },
    };
    for (const [name, type] of types) {
      const schema = { ...attach.properties, ...launch.properties }[name] as { type: string };
      assert.equal(schema.type, names[type], name);
    }
  });

  it('replaces every older name by one that exists', () => {
    for (const { replacedBy } of Object.values(table)) {
      assert.ok(replacedBy === undefined || replacedBy in table);
    }
  });
});
