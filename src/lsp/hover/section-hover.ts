// What a hover says of an output section: where it runs and is stored, its type, its size in the last build.

import { hex32 } from '../../base/hex';
import type { ScriptSection, ScriptSectionType } from '../../linker/script-model';
import type { BuildSeen } from '../../script-checks/script-check';
import type { ScriptView } from '../script-view';
import { buildText } from '../words/build-words';
import { code, paragraphs, plain } from '../words/markdown';
import { sizeText } from '../words/value-words';

/** @param offset in the view's own file: of several sections of a name the one there is meant. */
export function sectionHover(
  { facts: { script, build }, file }: ScriptView,
  name: string,
  offset: number,
  nowMs: number,
): string {
  const all = script.sections.filter((section) => section.name === name);
  const here = all.find(
    ({ place }) => place.file === file && place.start <= offset && offset <= place.end,
  );
  const section = here ?? all[0];
  if (name === '/DISCARD/') return '`/DISCARD/` · what goes here is left out of the program.';
  if (section === undefined) return `${code(name)} is no output section of this script.`;
  return paragraphs(
    `${code(name)} · output section`,
    whereText(section),
    section.type && `${code(`(${section.type})`)}: ${types[section.type]}`,
    build && builtText(name, build, nowMs),
  );
}

const types: Readonly<Record<ScriptSectionType, string>> = {
  NOLOAD:
    'it takes its addresses and nothing of it is programmed. Variables in it have no start values.',
  READONLY: 'marked as not writable.',
  DSECT: 'it takes no memory.',
  COPY: 'it takes no memory.',
  INFO: 'it takes no memory.',
  OVERLAY: 'it takes no memory of its own.',
};

function whereText(section: ScriptSection): string | undefined {
  const { region, lmaRegion, address, loadAddress, type } = section;
  const at = address === undefined ? '' : ` at ${hex32(address)}`;
  const runs =
    region === undefined ? (at === '' ? undefined : `Runs${at}`) : `Runs in ${code(region)}${at}`;
  if (runs === undefined) return undefined;
  if (type === 'NOLOAD') return `${runs}.`;
  if (loadAddress !== undefined) return `${runs}, stored at ${hex32(loadAddress)}.`;
  if (lmaRegion === undefined) return `${runs}.`;
  const copied = section.hasLoadAddress ? '' : ', as the section before';
  return `${runs}, stored in ${code(lmaRegion)}${copied}: the startup code copies what has start values.`;
}

function builtText(name: string, build: BuildSeen, nowMs: number): string {
  const from = plain(buildText(build, nowMs));
  const seen = build.outputs.get(name);
  if (seen === undefined) return `Empty or absent in the last build (${from}).`;
  const { address, loadAddress, sizeBytes, isNobits } = seen;
  const stored = isNobits || loadAddress === address ? '' : `, stored at ${hex32(loadAddress)}`;
  const kind = isNobits ? ', nothing of it in the file' : '';
  return `**${sizeText(sizeBytes)}** at ${hex32(address)}${stored}${kind} in the last build (${from}).`;
}
