// Findings as SARIF 2.1.0, the format of GitHub code scanning and of SARIF viewers. The compiler holds the
// shape against @types/sarif, which is made of the standard's schema.

import type { Invocation, Log, Notification, ReportingDescriptor, Result, Fix } from 'sarif';
import { describeFinding } from '../../findings/finding';
import type { Finding } from '../../findings/finding';
import type { ProjectReport, Report } from '../report';
import { fingerprint } from './fingerprint';
import type { RenderContext } from './index';
import {
  artifactLocation,
  editsByFile,
  folderUri,
  physicalLocation,
  placeOf,
  relatedLocations,
  rootId,
  rootOf,
} from './sarif-places';
import { levels, repositoryOf, rulesOf } from './sarif-rules';

const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

interface Surroundings {
  readonly root: string;
  readonly rules: ReadonlyMap<string, number>;
}

export async function renderSarif(report: Report, context: RenderContext): Promise<string> {
  const { projects } = report;
  const all = projects.flatMap(({ findings }) => findings);
  const skipped = projects.flatMap((project) => project.skipped);
  const rules = await rulesOf(all, skipped, context);
  const surroundings = {
    root: rootOf(report),
    rules: new Map(rules.map(({ id }, index) => [id, index])),
  };
  const results = projects.flatMap((project) =>
    project.findings.map((finding) => toResult(finding, project, surroundings)),
  );
  const log: Log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: await driver(rules, context) },
        invocations: [invocation(report, surroundings)],
        originalUriBaseIds: { [rootId]: { uri: folderUri(surroundings.root) } },
        columnKind: 'utf16CodeUnits',
        results: withUniqueFingerprints(results),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

async function driver(
  rules: readonly ReportingDescriptor[],
  { version, host, packageFolder }: RenderContext,
): Promise<Log['runs'][number]['tool']['driver']> {
  const repository = await repositoryOf(host, packageFolder);
  return {
    name: 'STM32 Preflight',
    version,
    semanticVersion: version,
    ...(repository === undefined ? {} : { informationUri: repository }),
    rules: [...rules],
  };
}

function toResult(finding: Finding, project: ProjectReport, { root, rules }: Surroundings): Result {
  const { id, severity, confidence } = finding;
  const location = physicalLocation(placeOf(finding, project), root);
  const related = relatedLocations(finding, root);
  const fixes = toFixes(finding, root);
  return {
    ruleId: id,
    ruleIndex: rules.get(id) ?? -1,
    level: levels[severity],
    message: { text: describeFinding(finding) },
    locations: [{ physicalLocation: location }],
    ...(related.length === 0
      ? {}
      : { relatedLocations: related.map((each, index) => ({ id: index + 1, ...each })) }),
    ...(fixes.length === 0 ? {} : { fixes }),
    partialFingerprints: {
      findingIdentity: identityOf(finding, location.artifactLocation?.uri ?? '', project),
    },
    ...(confidence === undefined ? {} : { properties: { confidence } }),
  };
}

/** What makes it this finding: its kind, file and words, in which neither lines nor the machine's paths count. */
function identityOf({ id, message }: Finding, uri: string, { folder }: ProjectReport): string {
  return fingerprint([id, uri, message.replaceAll(folder, '').replaceAll('\\', '/')].join('\n'));
}

/**
 * Code scanning knows an alert again by `primaryLocationLineHash`, in the form hash:ordinal. Where it is left
 * out, the upload action makes it of the source line, which would merge findings that share their place.
 */
function withUniqueFingerprints(results: readonly Result[]): Result[] {
  const seen = new Map<string, number>();
  return results.map((result) => {
    const hash = result.partialFingerprints?.['findingIdentity'] ?? '';
    const ordinal = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, ordinal);
    const unique = `${hash}:${ordinal}`;
    return {
      ...result,
      partialFingerprints: { primaryLocationLineHash: unique, 'stm32Preflight/v1': unique },
    };
  });
}

/** A fix in SARIF is an edit; what only a person can do stands in the message. */
function toFixes({ fixes }: Finding, root: string): Fix[] {
  return fixes.flatMap(({ title, edits = [] }): Fix[] => {
    const artifactChanges = [...editsByFile(edits)].map(([file, ofFile]) => ({
      artifactLocation: artifactLocation(file, root),
      replacements: ofFile.map(({ start, end, newText }) => ({
        deletedRegion: {
          ...{ startLine: start.line, startColumn: start.column },
          ...{ endLine: end.line, endColumn: end.column },
        },
        insertedContent: { text: newText },
      })),
    }));
    return artifactChanges.length === 0 ? [] : [{ description: { text: title }, artifactChanges }];
  });
}

function invocation(report: Report, { rules }: Surroundings): Invocation {
  const { projects, failures } = report;
  const notMade = projects.flatMap(({ name, skipped }) =>
    skipped.map(({ id, why }): Notification => {
      const where = projects.length > 1 ? `${name}: ` : '';
      const rule = { id, index: rules.get(id) ?? -1 };
      return {
        level: 'note',
        message: { text: `${where}${id} was not checked: ${why}.` },
        associatedRule: rule,
      };
    }),
  );
  const unread = failures.map(({ message }): Notification => ({
    level: 'error',
    message: { text: message },
  }));
  return {
    executionSuccessful: failures.length === 0,
    toolExecutionNotifications: [...unread, ...notMade],
  };
}
