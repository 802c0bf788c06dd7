// From the place of the cursor to the words of the language that may stand there.

import type { BuiltinPlace } from './builtins/builtin';
import type { Expected } from './script-walk';

const places: Readonly<Record<Expected, BuiltinPlace | undefined>> = {
  ...{ top: 'top', memory: 'memory', fields: 'fields', sections: 'sections', head: 'expression' },
  ...{ type: 'type', attributes: 'attributes', body: 'body', tail: 'tail', patterns: 'patterns' },
  ...{ keep: 'keep', files: 'files', header: 'header', insert: 'insert', expression: 'expression' },
  ...{ flags: undefined, colon: undefined, overlay: undefined, region: undefined },
  ...{ segment: undefined, phdrs: undefined, names: undefined, include: undefined },
  ...{ 'insert-after': undefined, version: undefined, provide: undefined },
};

export function builtinPlaceOf(kind: Expected): BuiltinPlace | undefined {
  return places[kind];
}
