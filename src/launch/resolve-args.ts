// Raw launch.json values → LaunchArgs and what is wrong with them. Pure; never throws. A bad value is
// reported and replaced by the default, so that one pass finds every mistake.

import { isAbsolute, resolve } from 'node:path';
import { isObject } from '../base/record';
import type { Finding } from '../findings/finding';
import { attributes, clientKeys, foreignAttributes, viewerKeys } from './attributes';
import type { Attribute, MemberAttribute, Request } from './attributes';
import { readCortexDebug } from './cortex-debug';
import type { LaunchArgs } from './launch-args';
import { nearestName } from './nearest-name';
import { problem } from './problem';

export interface ResolvedArgs {
  readonly args: LaunchArgs;
  readonly problems: readonly Finding[];
}

const table: Readonly<Record<string, Attribute>> = attributes;

/** Only for the eye: a wrong value is told, and the launch goes on. */
const cosmetic: ReadonlySet<string> = new Set(['showDevDebugOutput']);

/** Own names only: "constructor" in a launch.json is as unknown as any other. */
function attributeOf(key: string): Attribute | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** @param baseDir what a relative or missing `cwd` starts from. */
export function resolveArgs(raw: Readonly<Record<string, unknown>>, baseDir: string): ResolvedArgs {
  const read = readCortexDebug(raw);
  const problems: Finding[] = [...read.problems];
  const values = new Map<string, unknown>();
  for (const [key, value] of Object.entries(read.configuration)) {
    if (isNobodysMistake(key) || value === undefined || value === null) continue;
    const attribute = attributeOf(key);
    if (attribute === undefined) problems.push(...notUsed(key, value));
    else if (!fits(attribute, value)) problems.push(wrongType(key, attribute, value));
    else values.set(key, fold(key, attribute, value));
    problems.push(...unresolvedVariables(key, value));
  }
  for (const [name, attribute] of Object.entries(table)) adopt(values, name, attribute);
  for (const [name, attribute] of Object.entries(table)) {
    const fallback = 'default' in attribute ? attribute.default : undefined;
    if (!values.has(name) && fallback !== undefined) values.set(name, fallback);
  }
  problems.push(...wrongRequest(raw['request']));
  const request: Request = raw['request'] === 'attach' ? 'attach' : 'launch';
  makeAbsolute(values, baseDir);
  problems.push(...notForThisRequest(raw, request));
  const hasPreLaunchTask = typeof raw['preLaunchTask'] === 'string';
  const given = { ...Object.fromEntries(values), request, hasPreLaunchTask };
  return { args: given as LaunchArgs, problems };
}

function fits(attribute: Attribute | MemberAttribute, value: unknown): boolean {
  switch (attribute.type) {
    case 'string':
      return (
        typeof value === 'string' &&
        (attribute.values === undefined || attribute.values.includes(value))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return /^\d{1,9}$/.test(String(value)) && ['number', 'string'].includes(typeof value);
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'map':
      return isObject(value) && Object.values(value).every((item) => typeof item === 'string');
    case 'object':
      return (
        isObject(value) &&
        Object.entries(value).every(([key, item]) => {
          const member = Object.hasOwn(attribute.members, key) ? attribute.members[key] : undefined;
          return member !== undefined && fits(member, item);
        })
      );
  }
}

/** Keys of the client, of other extensions, and private ones. */
function isNobodysMistake(key: string): boolean {
  return clientKeys.has(key) || viewerKeys.has(key) || key.startsWith('__');
}

/** A missing one is a launch, for the command line; VS Code does not start such a configuration. */
function wrongRequest(given: unknown): Finding[] {
  if (given === undefined || given === null || given === 'launch' || given === 'attach') return [];
  const what = `"request": ${JSON.stringify(given)}`;
  const message = 'request must be launch or attach.';
  const fix =
    'Give request "launch" (programs and starts the target) or "attach" (leaves it as it is).';
  return [problem('attribute-wrong-type', 'error', message, what, fix)];
}

/** The one older form whose value has another type than its successor's; and members left out get their defaults. */
function fold(key: string, attribute: Attribute, value: unknown): unknown {
  if (key === 'runToMain') return value === true ? 'main' : '';
  if (attribute.type === 'number') return Number(value);
  if (attribute.type === 'object') return { ...attribute.default, ...(value as object) };
  return value;
}

/** Moves the value of an older name to the attribute that replaces it, unless that one is given too. */
function adopt(values: Map<string, unknown>, name: string, attribute: Attribute): void {
  const successor = attribute.replacedBy;
  if (successor === undefined || !values.has(name)) return;
  if (!values.has(successor)) values.set(successor, values.get(name));
  values.delete(name);
}

function makeAbsolute(values: Map<string, unknown>, baseDir: string): void {
  const given = values.get('cwd');
  const isUsable = typeof given === 'string' && given !== '' && !given.includes('${');
  const cwd = isUsable ? resolve(baseDir, given) : baseDir;
  values.set('cwd', cwd);
  const absolute = (path: string): string =>
    path === '' || path.includes('${') || isAbsolute(path) ? path : resolve(cwd, path);
  for (const name of ['executable', 'armToolchainPath', 'linkerScript', 'ioc']) {
    const value = values.get(name);
    // An empty text is what an unset setting looks like once it was substituted.
    if (value === '') values.delete(name);
    else if (typeof value === 'string') values.set(name, absolute(value));
  }
  for (const name of ['loadFiles', 'symbolFiles']) {
    const value = values.get(name);
    if (Array.isArray(value)) values.set(name, (value as string[]).map(absolute));
  }
}

function unresolvedVariables(key: string, value: unknown): Finding[] {
  if (key === 'cwd' && value === attributes.cwd.default) return [];
  const text = JSON.stringify(value);
  const names = [...new Set(text.match(/\$\{[^}]*\}/g) ?? [])];
  // GDB's convenience functions use $name without braces, so braces always mean a client's variable.
  return names.map((name) => ({
    id: 'attribute-unresolved-variable',
    severity: 'error' as const,
    attribute: key,
    message: `${key} contains ${name}, which was not replaced by a value.`,
    evidence: [{ what: `"${key}": ${text}`, where: 'launch configuration' }],
    fixes: [
      {
        title: `Write the path out, or define what ${name} stands for (the extension or setting that provides it may be missing).`,
      },
    ],
  }));
}

function notUsed(key: string, value: unknown): readonly Finding[] {
  const lost = Object.hasOwn(foreignAttributes, key) ? foreignAttributes[key] : undefined;
  if (lost !== undefined) {
    if (isSwitchedOff(value)) return [];
    const message = `${key} has no effect: ${lost}.`;
    return [problem('attribute-unused', 'warning', message, `"${key}"`, `Remove ${key}.`)];
  }
  const message = `${key} is no attribute of an stm32 launch, so it has no effect.`;
  return [problem('attribute-unknown', 'warning', message, `"${key}"`, nearestFix(key))];
}

/** Names that are read here come first; one that has no effect here either is not offered without saying so. */
function nearestFix(key: string): string {
  const near = nearestName(key, [...Object.keys(attributes), ...viewerKeys]);
  if (near !== undefined) return `Did you mean ${near}?`;
  const foreign = nearestName(key, Object.keys(foreignAttributes));
  if (foreign === undefined) return `Remove ${key}.`;
  return `Did you mean ${foreign}? It has no effect either: ${foreignAttributes[foreign] ?? ''}.`;
}

/** A feature that the configuration itself does not want is not lost. */
export function isSwitchedOff(value: unknown): boolean {
  if (value === false || value === '' || value === 1) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && (value['enabled'] === false || value['require'] === false);
}

function wrongType(key: string, attribute: Attribute, value: unknown): Finding {
  const values = attribute.type === 'string' ? attribute.values : undefined;
  const expected = {
    string: values === undefined ? 'a text in quotes' : `one of ${values.join(', ')}`,
    boolean: 'true or false',
    number: 'a whole number',
    strings: 'a list of texts, ["…", "…"]',
    map: 'an object of texts, {"…": "…"}',
    object: `an object with ${attribute.type === 'object' ? membersText(attribute.members) : ''}`,
  }[attribute.type];
  const what = `"${key}": ${JSON.stringify(value)}`;
  const message = `${key} must be ${expected}.`;
  const severity = cosmetic.has(key) ? 'warning' : 'error';
  const near = typeof value === 'string' ? nearestName(value, values ?? []) : undefined;
  const fix = near === undefined ? `Give ${key} ${expected}.` : `Did you mean "${near}"?`;
  return problem('attribute-wrong-type', severity, message, what, fix);
}

function membersText(members: Readonly<Record<string, MemberAttribute>>): string {
  return Object.entries(members)
    .map(([name, { type, ...rest }]) =>
      type === 'string' && 'values' in rest && rest.values !== undefined
        ? `${name} (${rest.values.join(', ')})`
        : `${name} (${type === 'string' ? 'a text' : 'a list of texts'})`,
    )
    .join(' and ');
}

function notForThisRequest(raw: Readonly<Record<string, unknown>>, request: Request): Finding[] {
  return Object.keys(raw).flatMap((key) => {
    const only = attributeOf(key)?.request;
    if (only === undefined || only === request) return [];
    const message = `${key} has no effect on ${request === 'attach' ? 'an attach' : 'a launch'}: it is for request "${only}".`;
    return [problem('attribute-unused', 'warning', message, `"${key}"`, `Remove ${key}.`)];
  });
}
