// Findings and reasons as they are shown: sorted, each in one line, paths told from the working folder on. Pure.

import { sep } from 'node:path';
import { printable } from '../base/text';
import type { Finding } from '../findings/finding';
import { sortFindings } from '../findings/sort';
import type { Analysis } from './analyze';

/** @param cwd what paths are told from; absolute. */
export function readable(analysis: Analysis, cwd: string): Analysis {
  const short = shortener(cwd);
  return {
    findings: sortFindings(analysis.findings.map((finding) => shortened(finding, short))),
    skipped: analysis.skipped.map(({ id, why }) => ({ id, why: short(why) })),
    made: analysis.made,
  };
}

/**
 * A text in one line, with the paths below the working folder told from there on; evidence and places keep them
 * whole, because they are looked at again.
 */
function shortener(cwd: string): (text: string) => string {
  const folder = cwd.endsWith(sep) ? cwd.slice(0, -sep.length) : cwd;
  if (folder === '') return printable;
  // Not the end of another path: /mnt/home/user is not below /home/user.
  const quoted = `${folder}${sep}`.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w./\\\\-])${quoted}`, 'g');
  return (text) => printable(text.replace(pattern, ''));
}

function shortened(finding: Finding, short: (text: string) => string): Finding {
  const evidence = finding.evidence.map((item) => ({ ...item, what: printable(item.what) }));
  const fixes = finding.fixes.map((fix) => ({ ...fix, title: short(fix.title) }));
  return { ...finding, message: short(finding.message), evidence, fixes };
}
