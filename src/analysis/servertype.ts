// What is wrong with the choice of the server: a servertype that nobody knows, and attributes that the
// chosen server does not read.

import type { Finding } from '../findings/finding';
import { attributes } from '../launch/attributes';
import type { Attribute } from '../launch/attributes';
import type { ServerDriver } from '../launch/server-driver';

const table: Readonly<Record<string, Attribute>> = attributes;

/** Servers of Cortex-Debug (1.13, `servertype` in its package.json) with the port they listen on by default. */
const foreignServers: Readonly<Record<string, string>> = {
  jlink: 'localhost:2331',
  stlink: 'localhost:61234',
  stutil: 'localhost:4242',
  pyocd: 'localhost:3333',
};

/** Empty when the value is wrong in a way that resolve-args has reported already. */
export function unknownServertype(
  raw: Readonly<Record<string, unknown>>,
  drivers: readonly ServerDriver[],
): readonly Finding[] {
  const given = raw['servertype'];
  const isReported = given !== undefined && given !== null && typeof given !== 'string';
  if (isReported || (typeof given === 'string' && given.includes('${'))) return [];
  const ids = drivers.map(({ id }) => `"${id}"`).join(', ');
  const address = foreignServers[given ?? ''];
  const start =
    address === undefined
      ? []
      : [{ title: `Start it yourself and use servertype "external" with gdbTarget "${address}".` }];
  return [
    {
      id: 'servertype-unknown',
      severity: 'error',
      message: given
        ? `servertype "${given}" is not known; there are ${ids}.`
        : `The launch configuration has no servertype; there are ${ids}.`,
      evidence: [
        {
          what: typeof given === 'string' ? `"servertype": "${given}"` : 'no "servertype"',
          where: 'launch configuration',
        },
      ],
      ...(given ? { attribute: 'servertype' } : {}),
      fixes: [...start, { title: `Set servertype to one of ${ids}.` }],
    },
  ];
}

/** Warnings for attributes that only other servers read. */
export function unusedByServer(
  raw: Readonly<Record<string, unknown>>,
  driver: ServerDriver,
): readonly Finding[] {
  return Object.keys(raw).flatMap((name): Finding[] => {
    const value = raw[name];
    const servers = Object.hasOwn(table, name) ? table[name]?.servers : undefined;
    if (servers === undefined || servers.includes(driver.id)) return [];
    if (value === undefined || value === null) return [];
    const list = servers.map((id) => `"${id}"`).join(', ');
    return [
      {
        id: 'attribute-unused',
        severity: 'warning',
        message: `${name} has no effect with servertype "${driver.id}"; it is for ${list}.`,
        evidence: [{ what: `"${name}": ${JSON.stringify(value)}`, where: 'launch configuration' }],
        attribute: name,
        fixes: [{ title: `Remove ${name}, or change servertype.` }],
      },
    ];
  });
}
