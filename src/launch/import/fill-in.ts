// What an import could not know and the workspace does: the ELF file and the part.

import type { Imported, ImportNote } from './imported';

/** As they would stand in launch.json; undefined where the workspace has none. */
export interface KnownOfWorkspace {
  readonly executable: string | undefined;
  readonly device: string | undefined;
}

/** Fills in only what the configuration does not name, and says so. */
export function fillIn(imported: Imported, known: KnownOfWorkspace): Imported {
  const { configuration, notes } = imported;
  const isMissing = (name: string): boolean => configuration[name] === undefined;
  const filled: Record<string, string> = {};
  const { executable, device } = known;
  if (executable !== undefined && isMissing('executable') && isMissing('program'))
    filled['executable'] = executable;
  if (device !== undefined && isMissing('device')) filled['device'] = device;
  const told = Object.entries(filled).map(([attribute, value]): ImportNote => ({
    attribute,
    what: 'converted',
    text: `filled in from the workspace: ${value}`,
  }));
  return { configuration: { ...configuration, ...filled }, notes: [...notes, ...told] };
}
