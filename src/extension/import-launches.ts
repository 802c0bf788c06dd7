// Everything in a folder that can be imported, as data: other debuggers' configurations in launch.json, and CubeIDE's
// .launch files. Pure.

import { posix } from 'node:path';
import { fillIn } from '../launch/import/fill-in';
import type { KnownOfWorkspace } from '../launch/import/fill-in';
import { dialectOf, importConfiguration, importLaunchFile } from '../launch/import/index';
import type { Imported } from '../launch/import/imported';
import { notesPage } from '../launch/import/notes-page';
import { readLaunchJson } from '../launch/launch-json';
import type { LaunchJsonFault } from '../launch/launch-json';
import type { FoundProject } from './candidates';

export interface ImportableFiles {
  /** Undefined when there is none. */
  readonly launchJson: string | undefined;
  /** Paths are relative to the folder, with `/`. */
  readonly launchFiles: readonly { readonly path: string; readonly text: string }[];
  readonly project: FoundProject;
}

export type ImportSource =
  | {
      readonly ok: true;
      readonly name: string;
      /** Where it stands and whose it is. */
      readonly origin: string;
      readonly convert: () => Imported;
      /** What became of it, for the name that it got. */
      readonly page: (name: string) => string;
    }
  | { readonly ok: false; readonly name: string; readonly origin: string; readonly fault: string };

export type ImportSources =
  | { readonly ok: true; readonly sources: readonly ImportSource[] }
  /** launch.json is broken: nothing could be put into it. */
  | { readonly ok: false; readonly fault: LaunchJsonFault };

export function importLaunches(files: ImportableFiles): ImportSources {
  const { configurations, fault } = readLaunchJson(files.launchJson ?? '{}');
  if (files.launchJson !== undefined && files.launchJson.trim() !== '' && fault !== undefined)
    return { ok: false, fault };
  const known = knownOf(files.project);
  const ofLaunchJson = configurations.flatMap((source): ImportSource[] => {
    const label = dialectOf(source);
    const imported = label === undefined ? undefined : importConfiguration(source);
    if (label === undefined || imported === undefined) return [];
    const name = String(imported.configuration['name']);
    return [sourceOf(name, `launch.json: ${label}`, fillIn(imported, known))];
  });
  const ofFiles = files.launchFiles.map(({ path, text }): ImportSource => {
    const { dir, name } = posix.parse(path);
    const projectFolder = dir === '' ? '${workspaceFolder}' : `\${workspaceFolder}/${dir}`;
    const read = importLaunchFile(text, { name, projectFolder });
    if (read.ok) return sourceOf(name, `${path}: STM32CubeIDE`, fillIn(read.imported, known));
    const { message, line, column } = read.fault;
    const place = line === undefined ? '' : `line ${line}, column ${column ?? 1}: `;
    return { ok: false, name, origin: path, fault: place + message };
  });
  return { ok: true, sources: [...ofLaunchJson, ...ofFiles] };
}

function sourceOf(name: string, origin: string, imported: Imported): ImportSource {
  const page = (now: string): string => notesPage(now, origin, imported);
  return { ok: true, name, origin, convert: () => imported, page };
}

/** The newest ELF file; the part only where there is no doubt. */
function knownOf({ elfs, iocs }: FoundProject): KnownOfWorkspace {
  const [newest] = [...elfs].sort((a, b) => b.modifiedMs - a.modifiedMs);
  const parts = [...new Set(iocs.flatMap(({ device }) => device ?? []))];
  return {
    executable: newest === undefined ? undefined : `\${workspaceFolder}/${newest.path}`,
    device: parts.length === 1 ? parts[0] : undefined,
  };
}
