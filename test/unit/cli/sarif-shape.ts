// Holds a SARIF log against the standard: its shape by the compiler and @types/sarif, which is generated from
// the standard's JSON schema (names, kinds, required properties, no unknown ones); values and references, which
// types cannot say, by the rules of the standard's text and of GitHub code scanning.

import { join } from 'node:path';
import ts from 'typescript';
import type { Log, Region } from 'sarif';
import { root } from '../../support/project';

/** Differences from the type `Log`; empty when there are none. */
export function shapeProblems(json: string): readonly string[] {
  const file = join(root, 'test', 'sarif-log.ts');
  const text = `import type { Log } from 'sarif';\nexport const log: Log = ${json};\n`;
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([file], options, {
    ...host,
    fileExists: (name) => name === file || host.fileExists(name),
    getSourceFile: (name, language, ...rest) =>
      name === file
        ? ts.createSourceFile(name, text, language)
        : host.getSourceFile(name, language, ...rest),
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Values and references that are against the standard, or that code scanning would refuse. */
export function valueProblems(json: string): readonly string[] {
  const log = JSON.parse(json) as Log;
  const problems: string[] = [];
  for (const run of log.runs) {
    const { rules = [] } = run.tool.driver;
    const bases = run.originalUriBaseIds ?? {};
    const ids = rules.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) problems.push('a rule is there twice');
    const fingerprints = new Set<string>();
    for (const result of run.results ?? []) {
      const { ruleId, ruleIndex = -1, locations = [], partialFingerprints = {} } = result;
      if (rules[ruleIndex]?.id !== ruleId) problems.push(`${ruleId} is not rule ${ruleIndex}`);
      if (locations.length !== 1) problems.push(`${ruleId} has ${locations.length} locations`);
      const hash = partialFingerprints['primaryLocationLineHash'] ?? '';
      if (!/^[0-9a-f]{16}:\d+$/.test(hash)) problems.push(`${ruleId} has no fingerprint`);
      if (fingerprints.has(hash)) problems.push(`${hash} is there twice`);
      fingerprints.add(hash);
    }
    for (const { associatedRule } of run.invocations?.[0]?.toolExecutionNotifications ?? []) {
      if (associatedRule && rules[associatedRule.index ?? -1]?.id !== associatedRule.id) {
        problems.push(`${associatedRule.id} is not rule ${associatedRule.index}`);
      }
    }
    walk(run, (key, value) => {
      if (key === 'region' || key === 'deletedRegion') problems.push(...regionProblems(value));
      if (key === 'artifactLocation') problems.push(...uriProblems(value, bases));
      if (key === 'text' && value === '') problems.push('a text is empty');
    });
  }
  return problems;
}

function regionProblems(value: unknown): readonly string[] {
  const { startLine = 0, startColumn = 1, endLine = startLine, endColumn } = value as Region;
  const isRising =
    endLine > startLine || (endLine === startLine && (endColumn ?? startColumn) >= startColumn);
  const isGood = startLine >= 1 && startColumn >= 1 && isRising;
  return isGood ? [] : [`no region: ${JSON.stringify(value)}`];
}

function uriProblems(value: unknown, bases: object): readonly string[] {
  const { uri = '', uriBaseId } = value as { uri?: string; uriBaseId?: string };
  if (!/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/.test(uri)) return [`no URI: ${uri}`];
  if (uriBaseId === undefined) return uri.startsWith('file:///') ? [] : [`no absolute URI: ${uri}`];
  if (!Object.hasOwn(bases, uriBaseId)) return [`no base ${uriBaseId}`];
  return /^(?:\w+:|\/|\.\.)/.test(uri) ? [`${uri} leaves its base`] : [];
}

function walk(value: unknown, visit: (key: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    visit(key, item);
    walk(item, visit);
  }
}
