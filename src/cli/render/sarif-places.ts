// Files and places in SARIF's terms: URIs relative to %SRCROOT%, regions counted from 1 with exclusive ends.

import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, PhysicalLocation, Region } from 'sarif';
import type { FileEdit, Finding, SourceLocation } from '../../findings/finding';
import { isInside } from '../../host/paths';
import type { ProjectReport, Report } from '../report';

export const rootId = '%SRCROOT%';

/**
 * The folder that URIs are relative to: where the program was started, which in CI is the repository; or the
 * project, when the only one lies elsewhere.
 */
export function rootOf({ cwd, projects }: Report): string {
  const [only, second] = projects;
  if (only === undefined || second !== undefined) return cwd;
  return isInside(cwd, only.folder) ? cwd : only.folder;
}

export function folderUri(folder: string): string {
  const uri = pathToFileURL(folder).href;
  // SARIF 2.1.0, 3.14.14: the URI of a base ends with a slash.
  return uri.endsWith('/') ? uri : `${uri}/`;
}

export function artifactLocation(file: string, root: string): ArtifactLocation {
  if (!isInside(root, file)) return { uri: pathToFileURL(file).href };
  const uri = relative(root, file).split(sep).map(encoded).join('/');
  return { uri, uriBaseId: rootId };
}

/** Half of a pair, which launch.json can hold as \\ud800, has no encoding; no file is called so. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
}

export function physicalLocation(location: SourceLocation, root: string): PhysicalLocation {
  const { file, line = 1, column, endLine, endColumn } = location;
  const region: Region = {
    startLine: line,
    ...(column === undefined ? {} : { startColumn: column }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
  return { artifactLocation: artifactLocation(file, root), region };
}

/** Where evidence with a place of its own was read. */
export function relatedLocations({ evidence }: Finding, root: string): Location[] {
  return evidence.flatMap(({ what, location }): Location[] =>
    location === undefined
      ? []
      : [{ physicalLocation: physicalLocation(location, root), message: { text: what } }],
  );
}

/**
 * Code scanning shows no finding without a place: it is the first one of its evidence, or the file that the
 * evidence is about, or the launch configuration.
 */
export function placeOf(finding: Finding, project: ProjectReport): SourceLocation {
  if (finding.location !== undefined) return finding.location;
  const ofEvidence = finding.evidence.find(({ location }) => location !== undefined)?.location;
  if (ofEvidence !== undefined) return ofEvidence;
  const file = finding.evidence.find(({ where }) => isOwnFile(where, project))?.where;
  return file === undefined ? project.home : { file };
}

const ownFile = /\.(?:elf|axf|out|hex|bin|ioc2?|lds?|map|jsonc?|c|h|s|cpp)$/i;

function isOwnFile(where: string, { folder }: ProjectReport): boolean {
  return isAbsolute(where) && ownFile.test(where) && isInside(folder, where);
}

/** The edits of a fix by their files. */
export function editsByFile(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
  const files = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const others = files.get(edit.file);
    if (others === undefined) files.set(edit.file, [edit]);
    else others.push(edit);
  }
  return files;
}
