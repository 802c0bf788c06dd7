// A port that the server has to listen on cannot be bound.

import { decisive, defineCause, generic, narrowing } from '../cause';
import { isListening, isServerSilent, portTaken } from '../symptoms';
import { otherPort, sentence } from '../remedies';

export const portInUse = defineCause({
  id: 'port-in-use',
  message:
    'A port that the GDB server wants to listen on is taken by another program, or reserved by the system.',
  signs: [
    generic(1, ['gdb-timed-out', 'gdb-target-remote'], isServerSilent),
    { ...decisive(portTaken), points: 15 },
    // Behind a server that listens it is somebody else's port.
    { ...decisive('su-bind', (log) => !isListening(log)), points: 15 },
    narrowing(6, 'address-in-use', (log) => !isListening(log)),
    generic(1.4, 'gdb-refused', isServerSilent),
  ],
  findings: { 'port-taken': 6, 'port-reserved': 2 },
  facts: (launch) =>
    launch.failure.code === 'server-port-taken'
      ? [
          {
            strength: 'decisive',
            points: 15,
            evidence: { what: launch.failure.message, where: 'the start of the server' },
          },
        ]
      : [],
  fix(context) {
    const other = sentence(otherPort(context));
    return `End the program that holds the port, usually a server left over from an earlier session. ${other}. On Windows, "netsh interface ipv4 show excludedportrange protocol=tcp" lists ports that the system keeps for itself.`;
  },
  experiment: {
    text: 'Launch once with other, free ports: if it works, only the port was taken.',
    action: 'other-port',
  },
});
