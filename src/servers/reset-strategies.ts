// What is wrong with a resetStrategy: the server cannot carry it out. For the `problems` of every driver.

import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import type { ServerDriver } from '../launch/server-driver';

export function resetStrategyProblems(
  { resetStrategy }: LaunchArgs,
  { name, resetStrategies }: Pick<ServerDriver, 'name' | 'resetStrategies'>,
): readonly Finding[] {
  if (resetStrategy === undefined || resetStrategies.includes(resetStrategy)) return [];
  const can = resetStrategies.map((strategy) => `"${strategy}"`).join(', ');
  return [
    {
      id: 'reset-strategy-unsupported',
      severity: 'error',
      message: `resetStrategy "${resetStrategy}" cannot be done by ${name}; it can: ${can}.`,
      evidence: [{ what: `"resetStrategy": "${resetStrategy}"`, where: 'launch configuration' }],
      attribute: 'resetStrategy',
      fixes: [
        { title: `Set resetStrategy to one of ${can}, or remove it for the server's own way.` },
        { title: 'Or use another servertype: OpenOCD can do all of them.' },
      ],
    },
  ];
}
