// The working folder is not there. Starting a program in it fails with ENOENT, which reads as if the
// program were missing.

import { defineCheck } from '../check';

export const cwdMissing = defineCheck({
  id: 'cwd-missing',
  title: 'The working folder is there',
  severity: 'error',
  needs: ['cwd'],
  run({ cwd: { value: kind, source } }) {
    if (kind === 'directory') return [];
    const message =
      kind === undefined
        ? `The working folder ${source} is not there.`
        : `The working folder ${source} is no folder.`;
    return [
      {
        message,
        evidence: [{ what: `"cwd" is ${source}`, where: 'launch configuration' }],
        attribute: 'cwd',
        fixes: [{ title: 'Correct cwd, or remove it to start in the workspace folder.' }],
      },
    ];
  },
});
