// The report with everything it was made from: as Markdown without private things, and the whole transcript and
// configuration as they are.

import { strToU8, zipSync } from 'fflate';
import type { LaunchRecord } from '../protocol/debug-events';
import { launchReport } from './launch-report';
import type { Environment } from './launch-report';

/** @param atMs when it is made, since 1970; the files in it have this time. */
export function reportZip(
  record: LaunchRecord,
  environment: Environment,
  atMs: number,
): Uint8Array {
  const files = {
    'report.md': launchReport(record, environment),
    'transcript.txt': rawTranscript(record),
    'launch.json': rawConfiguration(record),
  };
  const bytes = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(bytes), { level: 6, mtime: new Date(atMs) });
}

const warning =
  'Not redacted: names of users and computers, paths and serial numbers stand here as they are.';

function rawTranscript({ transcript, dropped, commandLines }: LaunchRecord): string {
  return [
    `# ${warning}`,
    `# Seconds since the launch began, who said it, what. ${dropped} lines of the middle were not kept.`,
    ...commandLines.map(
      (words) => `# Started: ${words.map((word) => JSON.stringify(word)).join(' ')}`,
    ),
    ...transcript.map(
      ({ atMs, source, text }) => `${(atMs / 1000).toFixed(3)}\t${source}\t${text}`,
    ),
    '',
  ].join('\n');
}

function rawConfiguration({ configuration }: LaunchRecord): string {
  const json = { version: '0.2.0', configurations: [configuration] };
  return `// ${warning}\n${JSON.stringify(json, undefined, 2)}\n`;
}
