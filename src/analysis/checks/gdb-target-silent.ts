// Nothing listens where a running GDB server is expected on this computer.

import type { Evidence } from '../../findings/finding';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Surroundings } from '../facts';

export const gdbTargetSilent = defineCheck({
  id: 'gdb-target-silent',
  title: 'A GDB server listens at gdbTarget',
  severity: 'error',
  needs: ['ports', 'surroundings'],
  run({ ports: { value: ports, source }, surroundings }, { args }) {
    const doubts = doubtsOf(surroundings.value, args);
    return ports
      .filter(({ wanted, isListening }) => wanted === 'listening' && !isListening)
      .map(({ host, port, attribute }) => ({
        message: `Nothing listens on ${host}:${port}, where ${attribute} expects the GDB server.`,
        evidence: [
          { what: `no listening socket with port ${port}`, where: source },
          {
            what: `"${attribute}": ${JSON.stringify(args.gdbTarget ?? '')}`,
            where: 'launch configuration',
          },
          ...doubts,
        ],
        fixes: [
          {
            title:
              'Start the GDB server and wait until it says that it listens, then launch again.',
          },
          { title: `Correct ${attribute} if it listens on another port or computer.` },
        ],
        attribute,
        ...(doubts.length > 0
          ? { severity: 'warning' as const, confidence: 'possible' as const }
          : {}),
      }));
  },
});

/** Why there may be a server all the same. */
function doubtsOf({ kind, evidence }: Surroundings, args: LaunchArgs): readonly Evidence[] {
  const command = args.preAttachCommands.find((each) =>
    /^\s*(shell|!|pipe|\||source|py(thon)?\b)/.test(each),
  );
  return [
    // WSL can share the addresses of Windows (learn.microsoft.com, "Mirrored mode networking").
    ...(kind?.startsWith('WSL') === true
      ? [{ what: `this is ${kind}, which does not list the servers of Windows`, where: evidence }]
      : []),
    ...(args.hasPreLaunchTask
      ? [{ what: '"preLaunchTask" may be starting it still', where: 'launch configuration' }]
      : []),
    ...(args.request === 'attach' && command !== undefined
      ? [{ what: `"preAttachCommands" may start it: ${command}`, where: 'launch configuration' }]
      : []),
  ];
}
