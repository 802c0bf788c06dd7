// A port that the user gave to the server lies where the system takes ports for outgoing connections: free now,
// taken another time.

import { defineCheck } from '../check';

export const portReserved = defineCheck({
  id: 'port-reserved',
  title: "The server's ports are outside the system's own range",
  severity: 'warning',
  needs: ['ports'],
  run({ ports: { value: ports } }, { driver }) {
    return ports.flatMap(({ port, attribute, wanted, isListening, reserved }) => {
      if (wanted !== 'free' || isListening || reserved === undefined) return [];
      return [
        {
          message: `Port ${port}, which ${attribute} gives to ${driver?.name ?? 'the server'}, is in the range that the system gives to other programs' connections.`,
          evidence: [
            { what: `the range is ${reserved}`, where: '/proc/sys/net/ipv4/ip_local_port_range' },
            { what: `"${attribute}" names port ${port}`, where: 'launch configuration' },
          ],
          fixes: [{ title: `Name a port below that range in ${attribute}.` }],
          attribute,
        },
      ];
    });
  },
});
