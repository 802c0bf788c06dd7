// What an import gives: a configuration of ours, and what became of every attribute of the other debugger's.

import type { Finding } from '../../findings/finding';
import type { RawConfiguration } from '../launch-json';

/** One attribute of the source, by the name it has there. */
export interface ImportNote {
  readonly attribute: string;
  readonly what: 'kept' | 'converted' | 'lost';
  /** A sentence without its full stop: what it is now, or what is missing without it. */
  readonly text: string;
}

export interface Imported {
  readonly configuration: RawConfiguration;
  readonly notes: readonly ImportNote[];
}

/** What a problem of the configuration would say later. */
export function noteOf({ attribute = 'serverArgs', severity, message }: Finding): ImportNote {
  const what = severity === 'information' ? 'converted' : 'lost';
  return { attribute, what, text: message.replace(/\.$/, '') };
}
