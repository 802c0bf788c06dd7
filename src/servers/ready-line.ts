// The line that shows that a server is ready: its own, or what overrideGDBServerStartedRegex says for a version whose
// line is another.

import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import type { Readiness } from '../launch/server-driver';

/**
 * @param own the line as the server's versions have it.
 * @param settleMs where it says so before it can serve.
 */
export function readyLine(args: LaunchArgs, own: RegExp, settleMs?: number): Readiness {
  const pattern = patternOf(args.overrideGDBServerStartedRegex) ?? own;
  return { kind: 'line', pattern, ...(settleMs === undefined ? {} : { settleMs }) };
}

/** What is wrong with the user's expression; for the `problems` of every driver that uses `readyLine`. */
export function readyLineProblems({
  overrideGDBServerStartedRegex: text,
}: LaunchArgs): readonly Finding[] {
  if (text === undefined || text === '' || patternOf(text) !== undefined) return [];
  return [
    {
      id: 'ready-line-invalid',
      severity: 'error',
      message: `overrideGDBServerStartedRegex "${text}" is no regular expression.`,
      evidence: [
        { what: '"overrideGDBServerStartedRegex" as it is set', where: 'launch configuration' },
      ],
      attribute: 'overrideGDBServerStartedRegex',
      fixes: [
        {
          title:
            'Correct it (JavaScript\'s syntax; a bracket that is meant as such is written "\\\\("), or remove it to wait for the server\'s usual line.',
        },
      ],
    },
  ];
}

/** Letters in either case, as Cortex-Debug takes it. @returns undefined for none, and for what is no expression */
function patternOf(text: string | undefined): RegExp | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return new RegExp(text, 'i');
  } catch {
    // SyntaxError, the only one a constructor with fixed flags throws.
    return undefined;
  }
}
