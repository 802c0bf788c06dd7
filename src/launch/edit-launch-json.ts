// What every edit of a launch.json needs: where a configuration stands, and how the file is laid out.

import { getNodeValue, parseTree } from 'jsonc-parser';
import type { FormattingOptions, Node } from 'jsonc-parser';

/** The place of a configuration in `configurations`; the first one of a name counts. */
export function configurationIndex(text: string, name: string): number | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && childOf(root, 'configurations');
  const index = list?.children?.findIndex((node) => valueOf(node, 'name') === name) ?? -1;
  return index < 0 ? undefined : index;
}

/** An attribute of the configuration at a place, as a plain value. */
export function attributeOf(text: string, index: number, attribute: string): unknown {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && childOf(root, 'configurations')?.children?.[index];
  return node === undefined ? undefined : valueOf(node, attribute);
}

/** By the file's first indented line and its line ends. */
export function formattingOf(text: string): FormattingOptions {
  const [, indent = '  '] = /\n([ \t]+)\S/.exec(text) ?? [];
  const isTab = indent.startsWith('\t');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { insertSpaces: !isTab, tabSize: isTab ? 1 : indent.length, eol };
}

function childOf(node: Node, key: string): Node | undefined {
  return node.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
}

function valueOf(node: Node, key: string): unknown {
  const child = childOf(node, key);
  return child === undefined ? undefined : (getNodeValue(child) as unknown);
}
