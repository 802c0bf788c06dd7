// Findings as golden files hold them: severity, id, place, sentence, evidence, fixes and their edits.

import { describeFinding } from '../../src/findings/finding';
import type { FileEdit, Finding, SourceLocation } from '../../src/findings/finding';

export function findingsText(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const place = [placeOf(finding.location), finding.attribute ?? ''].join(' ').trim();
      const head = `${finding.severity} [${finding.id}]${place === '' ? '' : ` {${place}}`}`;
      const edits = finding.fixes.flatMap((fix) => (fix.edits ?? []).map(editText));
      return [`${head} ${describeFinding(finding)}`, ...edits, ''].join('\n');
    })
    .join('');
}

function placeOf(location: SourceLocation | undefined): string {
  if (location === undefined) return '';
  const { file, line, column, endLine = line, endColumn } = location;
  if (line === undefined) return file;
  const end = endColumn === undefined ? '' : `-${endLine}:${endColumn}`;
  return `${file}:${line}:${column ?? 1}${end}`;
}

function editText({ file, start, end, newText }: FileEdit): string {
  const range = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `  Edit: ${file}:${range} ${JSON.stringify(newText)}`;
}
