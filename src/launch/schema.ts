// Attribute table + drivers → the JSON schema of package.json's `contributes.debuggers`. A test compares
// the two, so that an attribute cannot exist in one and be forgotten in the other.

import { attributes, viewerKeys } from './attributes';
import type { Attribute, MemberAttribute, Request } from './attributes';
import type { ServerDriver } from './server-driver';

export interface RequestSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** @returns the schema of one request, as it stands in package.json. */
export function requestSchema(request: Request, drivers: readonly ServerDriver[]): RequestSchema {
  const properties: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries<Attribute>(attributes)) {
    if (attribute.request !== undefined && attribute.request !== request) continue;
    properties[name] = property(name, attribute, drivers);
  }
  // Else VS Code would underline what another extension reads there.
  for (const name of viewerKeys) properties[name] = ofViewers;
  return { required: ['servertype'], properties };
}

const ofViewers = {
  type: 'string',
  markdownDescription:
    'For viewers of peripheral registers, which read it from the configuration of any debugger.',
};

function property(name: string, attribute: Attribute, drivers: readonly ServerDriver[]): unknown {
  const only =
    attribute.servers === undefined ? '' : ` Only for servertype ${attribute.servers.join(', ')}.`;
  const shared = {
    markdownDescription: attribute.text + only,
    ...(attribute.replacedBy === undefined
      ? {}
      : { deprecationMessage: `Use ${attribute.replacedBy}.` }),
    ...('default' in attribute ? { default: attribute.default } : {}),
  };
  if (name === 'servertype') {
    return {
      type: 'string',
      enum: drivers.map((driver) => driver.id),
      enumDescriptions: drivers.map((driver) => driver.label),
      ...shared,
    };
  }
  switch (attribute.type) {
    case 'string':
      return {
        type: 'string',
        ...(attribute.values === undefined ? {} : { enum: attribute.values }),
        ...shared,
      };
    case 'boolean':
      return { type: 'boolean', ...shared };
    case 'number':
      return { type: 'integer', minimum: 0, ...shared };
    case 'strings':
      return { type: 'array', items: { type: 'string' }, ...shared };
    case 'map':
      return { type: 'object', additionalProperties: { type: 'string' }, ...shared };
    case 'object':
      return {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          Object.entries(attribute.members).map(([member, spec]) => [member, memberSchema(spec)]),
        ),
        ...shared,
      };
  }
}

function memberSchema(member: MemberAttribute): unknown {
  const type =
    member.type === 'string'
      ? { type: 'string', ...(member.values === undefined ? {} : { enum: member.values }) }
      : { type: 'array', items: { type: 'string' } };
  return { ...type, markdownDescription: member.text, default: member.default };
}
