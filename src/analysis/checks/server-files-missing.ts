// A file that the server is told to read is not where the server looks, or a program that it needs is nowhere.

import type { Fix } from '../../findings/finding';
import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';
import type { ServerFile } from '../facts';

export const serverFilesMissing = defineCheck({
  id: 'server-files-missing',
  title: 'The files that the GDB server needs are there',
  severity: 'error',
  needs: ['serverFiles'],
  run({ serverFiles: { value: files, source } }, context) {
    return files
      .filter(({ found }) => found === undefined)
      .map((file): Problem => {
        const { message, configured, fixes } = wordsOf(file, context);
        const searched = file.searched.join(', ');
        return {
          message,
          evidence: [
            { what: configured, where: 'launch configuration' },
            { what: `looked for in ${searched}`, where: source },
          ],
          fixes,
          attribute: file.attribute,
        };
      });
  },
});

interface Words {
  readonly message: string;
  /** What the launch configuration says about it. */
  readonly configured: string;
  readonly fixes: readonly Fix[];
}

function wordsOf(file: ServerFile, { args, driver }: CheckContext): Words {
  const { attribute, text, role } = file;
  const server = driver?.name ?? 'the server';
  if (file.install !== undefined) return programWords(file, file.install, server);
  if (args.configFiles.length > 0)
    return {
      message: `${text} is not in any folder where ${server} looks for ${role}.`,
      configured: `"${attribute}" names ${text}`,
      fixes: fixesOf(file, false),
    };
  const device = args.device ?? '';
  return {
    message: `${server} has no ${text}, which is needed for device "${device}".`,
    configured: `"device": "${device}", no "${attribute}"`,
    fixes: fixesOf(file, true),
  };
}

function programWords(
  { attribute, text, role, isNamed = false, searched }: ServerFile,
  install: string,
  server: string,
): Words {
  return isNamed
    ? {
        message: `There is no ${text} in ${attribute} "${searched.join()}", and ${server} needs ${role}.`,
        configured: `"${attribute}" names the folder`,
        fixes: [
          { title: `Correct ${attribute}, or remove it to have the program looked for.` },
          { title: install },
        ],
      }
    : {
        message: `${server} needs ${role} (${text}), which is not on this computer.`,
        configured: `no "${attribute}"`,
        fixes: [{ title: install }, { title: `Or set ${attribute} to its folder.` }],
      };
}

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
