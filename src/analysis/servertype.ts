// What is wrong with the choice of the server: a servertype that nobody knows, and attributes that the
// chosen server does not read.

import type { Finding } from '../findings/finding';
import { attributes } from '../launch/attributes';
import type { Attribute } from '../launch/attributes';
import { nearestName } from '../launch/nearest-name';
import type { ServerDriver } from '../launch/server-driver';

const table: Readonly<Record<string, Attribute>> = attributes;

/** Servers of Cortex-Debug (1.13, `servertype` in its package.json) that are not started here, and what to do instead. */
const foreignServers: Readonly<Record<string, ForeignServer>> = {
  bmp: {
    what: 'a Black Magic Probe, which has its GDB server in itself, behind a serial port',
    instead:
      'Use another probe; or reach it by a program that connects its serial port to a TCP port, and servertype "external" with that port in gdbTarget.',
  },
  pe: {
    what: "PE Micro's GDB server",
    instead: 'Start it yourself and use servertype "external" with its address in gdbTarget.',
  },
  'probe-rs': {
    what: "probe-rs's GDB server",
    instead:
      'Start it yourself ("probe-rs gdb") and use servertype "external" with its address in gdbTarget.',
  },
};

interface ForeignServer {
  readonly what: string;
  readonly instead: string;
}

/** Empty when the value is wrong in a way that resolve-args has reported already. */
export function unknownServertype(
  raw: Readonly<Record<string, unknown>>,
  drivers: readonly ServerDriver[],
): readonly Finding[] {
  const given = raw['servertype'];
  const isReported = given !== undefined && given !== null && typeof given !== 'string';
  if (isReported || (typeof given === 'string' && given.includes('${'))) return [];
  const ids = drivers.map(({ id }) => `"${id}"`).join(', ');
  const foreign = given && Object.hasOwn(foreignServers, given) ? foreignServers[given] : undefined;
  const near = given
    ? nearestName(
        given,
        drivers.map(({ id }) => id),
      )
    : undefined;
  const first = foreign?.instead ?? (near === undefined ? undefined : `Did you mean "${near}"?`);
  return [
    {
      id: 'servertype-unknown',
      severity: 'error',
      message: unknownMessage(given ?? '', foreign, ids),
      evidence: [
        {
          what: typeof given === 'string' ? `"servertype": "${given}"` : 'no "servertype"',
          where: 'launch configuration',
        },
      ],
      ...(given ? { attribute: 'servertype' } : {}),
      fixes: [
        ...(first === undefined ? [] : [{ title: first }]),
        { title: `Set servertype to one of ${ids}.` },
      ],
    },
  ];
}

function unknownMessage(given: string, foreign: ForeignServer | undefined, ids: string): string {
  if (given === '') return `The launch configuration has no servertype; there are ${ids}.`;
  return foreign === undefined
    ? `servertype "${given}" is not known; there are ${ids}.`
    : `servertype "${given}" is ${foreign.what}, and it is not supported; there are ${ids}.`;
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
