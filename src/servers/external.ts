// A GDB server that somebody else started: OpenOCD, ST-LINK_gdbserver, J-Link, QEMU, on any host.

import { parseHostPort } from '../base/host-port';
import type { Finding } from '../findings/finding';
import type { ServerDriver } from '../launch/server-driver';

export const external: ServerDriver = {
  id: 'external',
  label: 'A GDB server that runs already, at gdbTarget',
  name: 'The GDB server',
  tool: undefined,
  reads: ['gdbTarget'],
  usesProbe: false,
  problems: (args) => {
    if (args.gdbTarget !== undefined && parseHostPort(args.gdbTarget) !== undefined) return [];
    return [badTarget(args.gdbTarget)];
  },
  command: () => undefined,
  address: (args) => {
    const target = parseHostPort(args.gdbTarget ?? '') ?? { host: '127.0.0.1', port: 0 };
    return { mode: 'extended-remote', ...target };
  },
  // OpenOCD, J-Link and ST-LINK_gdbserver all halt on it; QEMU's monitor answers that it does not know it.
  resetStrategies: [],
  resetHalt: () => ['monitor reset halt'],
  beforeLoad: () => ['monitor reset halt'],
  threadsChange: true,
  endsOnSigterm: false,
};

function badTarget(given: string | undefined): Finding {
  const message =
    given === undefined
      ? 'servertype "external" needs gdbTarget: where the GDB server listens.'
      : `gdbTarget "${given}" is not host:port.`;
  const what = given === undefined ? 'no "gdbTarget"' : `"gdbTarget": "${given}"`;
  return {
    id: 'gdb-target-missing',
    severity: 'error',
    message,
    evidence: [{ what, where: 'launch configuration' }],
    attribute: given === undefined ? 'servertype' : 'gdbTarget',
    fixes: [{ title: 'Set gdbTarget, for example "localhost:3333" for OpenOCD.' }],
  };
}
