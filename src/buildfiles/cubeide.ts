// CubeIDE's .cproject (also SW4STM32's and TrueSTUDIO's, which it imports) and its .launch files.

import { LineIndex } from '../base/text';
import type { HintCollector } from './hint-collector';
import { findDeviceWords, findLinkWords } from './link-words';
import { xmlTags } from './xml-tags';

/**
 * Options by the end of their superClass: com.st.stm32cube.ide.mcu.gnu.managedbuild.tool.c.linker.option.script,
 * fr.ac6.managedbuild.tool.gnu.cross.c.linker.script, com.atollic.truestudio.ld.general.scriptfile;
 * ….option.target_mcu, fr.ac6….option.gnu.cross.mcu, com.atollic.truestudio.common_options.target.mcu.
 */
const scriptOption = /(?:linker\.option\.script|linker\.script|general\.scriptfile)$/;
const partOption = /(?:option\.target_mcu|gnu\.cross\.mcu|common_options\.target\.mcu)$/;

export function readCprojectHints(text: string, hints: HintCollector): void {
  const lines = new LineIndex(text);
  let configuration: string | undefined;
  let isFolderList = false;
  for (const { name, attributes, offset } of xmlTags(text)) {
    if (name === 'configuration') configuration = attributes.get('name');
    if (name === '/configuration') configuration = undefined;
    if (name === 'option') isFolderList = attributes.get('valueType') === 'libPaths';
    if (name !== 'option' && name !== 'listOptionValue') continue;
    const value = attributes.get('value') ?? '';
    const { line } = lines.placeOf(offset);
    const context = configuration === undefined ? {} : { configuration };
    const kind = attributes.get('superClass') ?? '';
    if (scriptOption.test(kind)) hints.script(projectPath(value), line, context);
    else if (partOption.test(kind)) hints.device(value, line, context);
    else if (name === 'listOptionValue') {
      if (isFolderList) hints.folder(projectPath(value), line, context);
      for (const word of findDeviceWords(value)) hints.device(word.text, line, context);
    }
    // "Other flags" of the linker take a -T and -L too.
    for (const word of /(?:^|\s)-T|-L|-Map/.test(value) ? findLinkWords(value) : []) {
      if (word.kind === 'script') hints.script(projectPath(word.value), line, context);
      if (word.kind === 'map') hints.map(projectPath(word.value), line, context);
      if (word.kind === 'folder') hints.folder(projectPath(word.value), line, context);
    }
  }
}

export function readLaunchHints(text: string, hints: HintCollector): void {
  const lines = new LineIndex(text);
  for (const { attributes, offset } of xmlTags(text)) {
    if (attributes.get('key') !== 'org.eclipse.cdt.launch.PROGRAM_NAME') continue;
    const value = attributes.get('value') ?? '';
    if (value !== '') hints.image(projectPath(value), lines.placeOf(offset).line);
  }
}

/**
 * Eclipse's ways to write a path in the project: `${workspace_loc:/${ProjName}/x.ld}`, `${ProjDirPath}/x.ld`, and
 * `../x.ld` from the configuration's folder, where its build runs.
 */
function projectPath(value: string): string {
  const path = value.replaceAll('\\', '/').replace(/^"|"$/g, '');
  const inWorkspace = /^\$\{workspace_loc:\/?(?:\$\{ProjName\}|[^/${}]+)\/(.*?)\}?$/.exec(
    path,
  )?.[1];
  if (inWorkspace !== undefined) return inWorkspace.replace(/^\}?\/?/, '');
  return path
    .replace(/^\$\{workspace_loc:\/?\$\{ProjName\}\}\/?/, '')
    .replace(/^\$\{(?:ProjDirPath|PWD|project_loc)\}\/(?:Debug\/\.\.\/)?/, '')
    .replace(/^\.\.\//, '');
}
