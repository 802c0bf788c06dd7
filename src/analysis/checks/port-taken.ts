// A port that the user gave to the server is taken. OpenOCD 0.12 ends when it cannot bind its telnet or Tcl port.

import { defineCheck } from '../check';
import type { Holder } from '../facts';
import { holderName, sessionFix } from '../holder-words';

export const portTaken = defineCheck({
  id: 'port-taken',
  title: 'The ports that the GDB server is told to open are free',
  severity: 'error',
  needs: ['ports'],
  run({ ports: { value: ports, source } }, { driver }) {
    return ports
      .filter(({ wanted, isListening }) => wanted === 'free' && isListening)
      .map(({ port, attribute, holder }) => ({
        message: `Port ${port}, which ${attribute} gives to ${driver?.name ?? 'the server'}, is taken${by(holder)}.`,
        evidence: [
          {
            what:
              holder === undefined
                ? `127.0.0.1:${port} is in use`
                : `127.0.0.1:${port} is listened on by process ${holder.pid}`,
            where: source,
          },
          { what: `"${attribute}" names port ${port}`, where: 'launch configuration' },
        ],
        fixes: [
          {
            title:
              holder === undefined
                ? 'End the program that has it, often a server left over from an earlier session.'
                : (sessionFix(holder) ??
                  `End it ("kill ${holder.pid}", or "STM32: Stop Orphan Server" in VS Code) if it is a server left over from an earlier session.`),
          },
          { title: `Name another port in ${attribute}, or none: the session does not need it.` },
        ],
        attribute,
      }));
  },
});

function by(holder: Holder | undefined): string {
  return holder === undefined ? '' : ` by ${holderName(holder)}`;
}
