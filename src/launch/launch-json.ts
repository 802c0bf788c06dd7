// launch.json as text: its configurations, and the place of each attribute in it. Comments and trailing
// commas are allowed, as in VS Code; faulty text gives what can be read of it, never an exception.

import { parseTree, getNodeValue, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { LineIndex } from '../base/text';
import type { SourceLocation } from '../findings/finding';

/** A configuration as it stands there, without any variable replaced. */
export type RawConfiguration = Readonly<Record<string, unknown>>;

/** The systems that may have a part of their own in a configuration, VS Code's names for them. */
export type SystemPart = 'windows' | 'linux' | 'osx';

/** Which configuration is meant: by its name, or by its place in the list, which is never ambiguous. */
export type ConfigurationKey = string | number;

/** The first mistake of the text; the place is that of what follows it, counted from 1. */
export interface LaunchJsonFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface LaunchJson {
  /** In the order of the file; entries that are no objects are left out. */
  readonly configurations: readonly RawConfiguration[];
  readonly fault: LaunchJsonFault | undefined;
}

/** By the parser's name of the error. */
const faults: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value (is a quote missing?)',
  InvalidNumberFormat: 'this number is not written as JSON wants it',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'something follows the end of the configuration',
  InvalidCommentToken: 'a comment is not allowed here',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a closing quote is missing',
  UnexpectedEndOfNumber: 'a number ends too early',
  InvalidUnicode: 'the escape \\u needs four hexadecimal digits',
  InvalidEscapeCharacter: 'this escape does not exist (write a backslash as \\\\)',
  InvalidCharacter: 'this character must be escaped',
};

/** Reads the text of a launch.json; never throws. */
export function readLaunchJson(text: string): LaunchJson {
  const errors: ParseError[] = [];
  const tree = parse(text, errors);
  const [error] = errors;
  return {
    configurations: configurationNodes(tree).map((node) => getNodeValue(node) as RawConfiguration),
    fault: error === undefined ? undefined : faultAt(text, error),
  };
}

/**
 * The place of an attribute of a configuration: name and value. The system's own part of the configuration
 * goes before the rest, as it does in VS Code. Where the attribute does not stand there, the place is the
 * line that opens the configuration.
 * @param text of the launch.json.
 * @param file its path, for the location.
 * @param key the configuration; the first one of a name counts.
 * @param attribute such as `executable`, or `preflight.ignore` for a member; undefined for the configuration.
 * @returns undefined when there is no such configuration.
 */
export function attributeLocation(
  text: string,
  file: string,
  key: ConfigurationKey,
  attribute: string | undefined,
  system?: SystemPart,
): SourceLocation | undefined {
  const { nodes, index } = parsedOnce(text);
  const node = typeof key === 'number' ? nodes[key] : nodes.find((each) => nameOf(each) === key);
  if (node === undefined) return undefined;
  const path = attribute === undefined ? [] : attribute.split('.');
  const ofSystem = system === undefined ? undefined : memberOf(node, system)?.children?.[1];
  const found =
    (ofSystem === undefined ? undefined : deepest(ofSystem, path)) ?? deepest(node, path);
  const start = index.placeOf(found?.offset ?? node.offset);
  const openingEnd = found === undefined ? node.offset + 1 : found.offset + found.length;
  const end = index.placeOf(openingEnd);
  return { file, ...start, endLine: end.line, endColumn: end.column };
}

interface Parsed {
  readonly text: string;
  readonly nodes: readonly Node[];
  readonly index: LineIndex;
}

let latest: Parsed | undefined;

/** The latest text is kept parsed: every finding about a file of many configurations asks for its place in it. */
function parsedOnce(text: string): Parsed {
  if (latest?.text !== text) {
    latest = { text, nodes: configurationNodes(parse(text, [])), index: new LineIndex(text) };
  }
  return latest;
}

function parse(text: string, errors: ParseError[]): Node | undefined {
  // VS Code writes none, but editors on Windows add it; a space keeps the offsets.
  const plain = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  return parseTree(plain, errors, { allowTrailingComma: true });
}

/** `configurations` of a launch.json, of `launch` in a .code-workspace, or a file that is one configuration. */
function configurationNodes(root: Node | undefined): readonly Node[] {
  if (root?.type !== 'object') return [];
  const launch = memberOf(root, 'launch')?.children?.[1];
  const list =
    memberOf(root, 'configurations')?.children?.[1] ??
    (launch === undefined ? undefined : memberOf(launch, 'configurations')?.children?.[1]);
  if (list?.type === 'array') return (list.children ?? []).filter(({ type }) => type === 'object');
  return memberOf(root, 'type') === undefined ? [] : [root];
}

/** The last property of a name: JSON's later one wins. */
function memberOf(node: Node, name: string): Node | undefined {
  if (node.type !== 'object') return undefined;
  return node.children?.findLast((property) => property.children?.[0]?.value === name);
}

/** The property at the end of a path, or the last one on the way to it that is there. */
function deepest(node: Node, path: readonly string[]): Node | undefined {
  let found: Node | undefined;
  let at: Node | undefined = node;
  for (const name of path) {
    const property: Node | undefined = at === undefined ? undefined : memberOf(at, name);
    if (property === undefined) break;
    found = property;
    at = property.children?.[1];
  }
  return found;
}

function nameOf(node: Node): unknown {
  return memberOf(node, 'name')?.children?.[1]?.value;
}

function faultAt(text: string, error: ParseError): LaunchJsonFault {
  const code = printParseErrorCode(error.error);
  return { message: faults[code] ?? code, ...new LineIndex(text).placeOf(error.offset) };
}
