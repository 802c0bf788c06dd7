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
      const { range, source, isBlocked } = reserved;
      const rangeWords = isBlocked
        ? 'which the system keeps from every program'
        : "that the system gives to other programs' connections";
      return [
        {
          ...(isBlocked ? { severity: 'error' as const } : {}),
          message: `Port ${port}, which ${attribute} gives to ${driver?.name ?? 'the server'}, is in the range ${rangeWords}.`,
          evidence: [
            { what: `the range is ${range}`, where: source },
            { what: `"${attribute}" names port ${port}`, where: 'launch configuration' },
          ],
          fixes: [{ title: `Name a port outside of that range in ${attribute}.` }],
          attribute,
        },
      ];
    });
  },
});
