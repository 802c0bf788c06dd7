// The edit of a launch.json that puts a finding's id into `preflight.ignore` of one configuration. Comments and
// layout stay.

import { getNodeValue, modify, parseTree } from 'jsonc-parser';
import type { Edit, Node } from 'jsonc-parser';
import { isObject } from '../base/record';

/**
 * @param text of the launch.json.
 * @param name of the configuration; the first one of a name counts.
 * @returns edits by character offset; empty when the id is there already, undefined without such a configuration.
 */
export function ignoreEdits(text: string, name: string, id: string): readonly Edit[] | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && childOf(root, 'configurations');
  const index = list?.children?.findIndex((node) => valueOf(node, 'name') === name) ?? -1;
  const configuration = list?.children?.[index];
  if (configuration === undefined) return undefined;
  const given = valueOf(configuration, 'preflight');
  const ignore: unknown = isObject(given) ? given['ignore'] : undefined;
  const ids: readonly unknown[] = Array.isArray(ignore) ? ignore : [];
  if (ids.includes(id)) return [];
  const path = ['configurations', index, 'preflight', 'ignore'];
  const formattingOptions = { ...indentOf(text), eol: text.includes('\r\n') ? '\r\n' : '\n' };
  return modify(text, path, [...ids, id], { formattingOptions });
}

function childOf(node: Node, key: string): Node | undefined {
  return node.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
}

function valueOf(node: Node, key: string): unknown {
  const child = childOf(node, key);
  return child === undefined ? undefined : (getNodeValue(child) as unknown);
}

/** By the file's first indented line. */
function indentOf(text: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
  };
}
