// The edit of a launch.json that puts a finding's id into `preflight.ignore` of one configuration. Comments and
// layout stay.

import { modify } from 'jsonc-parser';
import type { Edit } from 'jsonc-parser';
import { isObject } from '../base/record';
import { attributeOf, configurationIndex, formattingOf } from './edit-launch-json';

/**
 * @param text of the launch.json.
 * @param name of the configuration; the first one of a name counts.
 * @returns edits by character offset; empty when the id is there already, undefined without such a configuration.
 */
export function ignoreEdits(text: string, name: string, id: string): readonly Edit[] | undefined {
  const index = configurationIndex(text, name);
  if (index === undefined) return undefined;
  const given = attributeOf(text, index, 'preflight');
  const ignore: unknown = isObject(given) ? given['ignore'] : undefined;
  const ids: readonly unknown[] = Array.isArray(ignore) ? ignore : [];
  if (ids.includes(id)) return [];
  const path = ['configurations', index, 'preflight', 'ignore'];
  return modify(text, path, [...ids, id], { formattingOptions: formattingOf(text) });
}
