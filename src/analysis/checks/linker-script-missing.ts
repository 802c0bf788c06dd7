// linkerScript or ioc names a file that is not there: the checks that read it are left out, which nobody notices
// otherwise.

import { defineCheck } from '../check';

export const linkerScriptMissing = defineCheck({
  id: 'linker-script-missing',
  title: 'The configured linker script and .ioc file are there',
  severity: 'warning',
  needs: [],
  uses: ['linkerScript', 'ioc'],
  run(facts, { args }) {
    return (['linkerScript', 'ioc'] as const).flatMap((attribute) => {
      const path = args[attribute];
      // A variable that was not replaced has a finding of its own.
      const fact = facts[attribute];
      if (path === undefined || path.includes('${') || fact.ok) return [];
      const noun = attribute === 'ioc' ? 'CubeMX project' : 'linker script';
      return [
        {
          message: `${fact.why}, so nothing is checked against the ${noun}.`,
          evidence: [
            { what: `"${attribute}": ${JSON.stringify(path)}`, where: 'launch configuration' },
          ],
          attribute,
          fixes: [{ title: `Correct ${attribute}, or remove it to have the ${noun} looked for.` }],
        },
      ];
    });
  },
});
