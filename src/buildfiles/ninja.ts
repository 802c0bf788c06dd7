// build.ninja as CMake and Meson write it: the link of each image with its script and map file.

import type { HintCollector } from './hint-collector';
import { findDeviceWords, findLinkWords } from './link-words';

const imageName = /\.(?:elf|axf|out)$/i;

/** Goes by lines, since such a file is long and few of its lines matter. */
export function readNinjaHints(text: string, hints: HintCollector): void {
  let image: string | undefined;
  let number = 0;
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, end);
    from = end + 1;
    number++;
    if (line.startsWith('#')) continue;
    if (line.startsWith('build ')) {
      image = outputOf(line);
      if (image !== undefined) hints.image(image, number);
    } else if (/^\s+\S/.test(line)) readVariable(line, number, image, hints);
  }
}

/** `build app.elf | app.map: C_EXECUTABLE_LINKER__app_Debug …`: the first output, where it is an image. */
function outputOf(line: string): string | undefined {
  const first = /^build ((?:\$.|[^\s:$|]){1,500})/.exec(line)?.[1];
  const output = first === undefined ? '' : unescape(first);
  // CMake gives images of a generic system no extension.
  const isLinked = /: \w{1,20}_EXECUTABLE_LINKER/.test(line);
  return output !== '' && (isLinked || imageName.test(output)) ? output : undefined;
}

function readVariable(
  line: string,
  number: number,
  image: string | undefined,
  hints: HintCollector,
): void {
  for (const { text } of findDeviceWords(line)) hints.device(text, number);
  if (!/-[TL]|--script|--library-path|-Map/.test(line)) return;
  const context = image === undefined ? {} : { image };
  for (const { kind, value } of findLinkWords(unescape(line))) {
    if (kind === 'script') hints.script(value, number, context);
    if (kind === 'map') hints.map(value, number, context);
    if (kind === 'folder') hints.folder(value, number, context);
  }
}

/** `$:`, `$ ` and `$$` stand for the second character. */
function unescape(text: string): string {
  return text.replace(/\$([:$ ])/g, '$1');
}
