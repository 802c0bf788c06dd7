// Findings for other programs. The shape is a promise (docs/cli.md): fields may be added, none changed.

import type {
  Evidence,
  FileEdit,
  Finding,
  Fix,
  Severity,
  Skipped,
  SourceLocation,
} from '../../findings/finding';
import type { ProjectReport, Report } from '../report';

const severities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
};

export function renderJson({ projects }: Report): string {
  const tagOf = ({ folder }: ProjectReport): { readonly project?: string } =>
    projects.length > 1 ? { project: folder } : {};
  const findings = projects.flatMap((project) =>
    project.findings.map((finding) => ({ ...findingToJson(finding), ...tagOf(project) })),
  );
  const skipped = projects.flatMap((project) =>
    project.skipped.map((entry) => ({ ...skippedToJson(entry), ...tagOf(project) })),
  );
  return `${JSON.stringify({ findings, skipped }, undefined, 2)}\n`;
}

export function skippedToJson({ id, why }: Skipped): object {
  return { id, reason: why };
}

export function findingToJson(finding: Finding): object {
  const { id, severity, message, evidence, location, fixes, confidence, connect } = finding;
  return {
    id,
    severity: severities[severity],
    message,
    evidence: evidence.map(evidenceToJson),
    location: location === undefined ? null : locationToJson(location),
    fix: fixes[0]?.title ?? null,
    fixes: fixes.map(fixToJson),
    ...(confidence === undefined ? {} : { confidence }),
    ...(connect === undefined ? {} : { connect }),
  };
}

function evidenceToJson({ what, where, location }: Evidence): object {
  return { what, where, ...(location === undefined ? {} : { location: locationToJson(location) }) };
}

/** Every location has a line and a column, so that nobody has to ask; a whole file begins at 1:1. */
function locationToJson({
  file,
  line = 1,
  column = 1,
  endLine,
  endColumn,
}: SourceLocation): object {
  return {
    ...{ path: file, line, column },
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}

function fixToJson({ title, edits }: Fix): object {
  return { title, ...(edits === undefined ? {} : { edits: edits.map(editToJson) }) };
}

function editToJson({ file, start, end, newText }: FileEdit): object {
  return { path: file, start, end, newText };
}
