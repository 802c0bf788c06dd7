// What is said when the target was compared with the image whose symbols are read.

import type { ImageCompared } from '../protocol/debug-events';

/** One line without its end; undefined where nothing differs. */
export function comparedWarning(compared: ImageCompared): string | undefined {
  const { file, sections } = compared;
  const end =
    'Line numbers and variables are not to be trusted; program it with a launch that has loadFiles unset.';
  switch (compared.outcome) {
    case 'same':
      return undefined;
    case 'erased':
      return `warning: the target's flash is erased where ${file} belongs (${howOf(compared)}). ${end}`;
    case 'different':
      return `warning: the target holds another program than ${file}: ${sections.join(', ')} ${sections.length === 1 ? 'differs' : 'differ'} (${howOf(compared)}). ${end}`;
  }
}

/** For the log, where nothing differs. */
export function comparedLog(compared: ImageCompared): string {
  const { file, isSampled } = compared;
  return isSampled
    ? `The target holds ${file} as far as samples show (${howOf(compared)}).`
    : `The target holds ${file} (${howOf(compared)}).`;
}

function howOf({ isSampled, readBytes }: ImageCompared): string {
  const bytes = `${readBytes.toLocaleString('en')} bytes`;
  return isSampled ? `sampled: ${bytes} read` : `compared: all ${bytes} read`;
}
