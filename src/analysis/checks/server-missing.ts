// The program of the chosen GDB server is not where it was looked for.

import { defineCheck } from '../check';

export const serverMissing = defineCheck({
  id: 'server-missing',
  title: 'The program of the GDB server is there',
  severity: 'error',
  needs: ['server'],
  run({ server: { value: search } }, { args, driver }) {
    const tool = driver?.tool;
    if (search.found !== undefined || driver === undefined || tool === undefined) return [];
    const isSet = args.serverpath !== undefined && args.serverpath !== '';
    const install = { title: tool.install };
    return [
      {
        message: isSet
          ? `There is no GDB server at serverpath "${args.serverpath}".`
          : `servertype "${driver.id}" needs ${tool.names.join(' or ')}, which is not on this computer.`,
        evidence: search.trail,
        attribute: isSet ? 'serverpath' : 'servertype',
        fixes: isSet
          ? [{ title: 'Correct serverpath, or remove it to have the program looked for.' }, install]
          : [install, { title: 'Set serverpath if the program is elsewhere.' }],
      },
    ];
  },
});
