// A file that the server is told to read is not where the server looks.

import type { Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { ServerFile } from '../facts';

export const serverFilesMissing = defineCheck({
  id: 'server-files-missing',
  title: 'The files that the GDB server reads are there',
  severity: 'error',
  needs: ['serverFiles'],
  run({ serverFiles: { value: files, source } }, { args, driver }) {
    const isDefault = args.configFiles.length === 0;
    const server = driver?.name ?? 'the server';
    return files
      .filter(({ found }) => found === undefined)
      .map((file) => ({
        message: isDefault
          ? `${server} has no ${file.text}, which is needed for device "${args.device ?? ''}".`
          : `${file.text} is not in any folder where ${server} looks for ${file.role}.`,
        evidence: [
          {
            what: isDefault
              ? `"device": "${args.device ?? ''}", no "${file.attribute}"`
              : `"${file.attribute}" names ${file.text}`,
            where: 'launch configuration',
          },
          { what: `looked for in ${file.searched.join(', ')}`, where: source },
        ],
        fixes: fixesOf(file, isDefault),
        attribute: file.attribute,
      }));
  },
});

function fixesOf({ text, attribute }: ServerFile, isDefault: boolean): readonly Fix[] {
  if (isDefault)
    return [
      {
        title:
          'Use an OpenOCD that knows the family: that of a current STM32CubeIDE (its scripts go into searchDir), or one built from the sources at openocd.org.',
      },
      { title: `Or set ${attribute} to files that it has.` },
    ];
  const newer = newName(text);
  return [
    ...(newer === undefined ? [] : [{ title: `Use "${newer}", which replaced it.` }]),
    { title: `Correct ${attribute}, or add the folder of the file to searchDir.` },
  ];
}

/** Older names: in 0.12 stlink-v2.cfg only leads on to stlink.cfg with a warning, and no target file ends in _stlink. */
function newName(text: string): string | undefined {
  if (/interface[/\\]stlink-v\d(-1)?\.cfg$/.test(text)) return 'interface/stlink.cfg';
  const [, family] = /target[/\\](stm32\w+?)_stlink\.cfg$/.exec(text) ?? [];
  return family === undefined ? undefined : `target/${family}.cfg`;
}
