// The edit of a launch.json that puts attributes into one configuration: how the target was reached, to reach it so at
// once. Comments and layout stay.

import { applyEdits, modify } from 'jsonc-parser';
import type { Edit } from 'jsonc-parser';
import { configurationIndex, formattingOf } from './edit-launch-json';

/**
 * @param text of the launch.json.
 * @param name of the configuration; the first one of a name counts.
 * @param attributes to set; their order is that in which new ones are added.
 * @returns one edit by character offset; empty where the text has them all so, undefined without such a configuration.
 */
export function keepWayEdits(
  text: string,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): readonly Edit[] | undefined {
  const index = configurationIndex(text, name);
  if (index === undefined) return undefined;
  const formattingOptions = formattingOf(text);
  // One after the other: two edits of the same text would be made at the same place.
  const changed = Object.entries(attributes).reduce(
    (now, [attribute, value]) =>
      applyEdits(
        now,
        modify(now, ['configurations', index, attribute], value, { formattingOptions }),
      ),
    text,
  );
  return differenceOf(text, changed);
}

/** What is between the common beginning and the common end. */
function differenceOf(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  const length = before.length - end - start;
  return [{ offset: start, length, content: after.slice(start, after.length - end) }];
}
