// Paths that the tools behind a launch are known to garble. Only cases that were seen.

import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';

export const pathMangled = defineCheck({
  id: 'path-mangled',
  title: 'No path has characters that GDB or the server garbles',
  severity: 'warning',
  needs: ['surroundings'],
  run({ surroundings }, context) {
    const isWindows = surroundings.value.platform === 'win32';
    return [...(isWindows ? notAscii(context.args) : []), ...unbalanced(context)];
  },
});

/**
 * GDB for Windows takes file names in the system's code page, not in UTF-8, and answers "No such file or
 * directory" (github.com/Marus/cortex-debug #207, #1011, #1121; eclipse-embed-cdt/eclipse-plugins #581).
 */
function notAscii(args: LaunchArgs): readonly Problem[] {
  const paths: readonly (readonly [string, string | undefined])[] = [
    ['executable', args.executable],
    ['cwd', args.cwd],
    ...(args.loadFiles ?? []).map((path) => ['loadFiles', path] as const),
    ...(args.symbolFiles ?? []).map((path) => ['symbolFiles', path] as const),
  ];
  const [first] = paths.filter(([, path]) => strange(path) !== undefined);
  if (first === undefined) return [];
  const [attribute, path = ''] = first;
  return [
    {
      message: `${path} has "${strange(path) ?? ''}" in it, and GDB on Windows may not find files with other characters than ASCII in their path.`,
      evidence: [{ what: `"${attribute}" is ${path}`, where: 'launch configuration' }],
      fixes: [
        { title: 'Move the project to a folder with plain ASCII letters, such as C:\\src.' },
        {
          title:
            'Or turn on "Beta: Use Unicode UTF-8 for worldwide language support" in the regional settings of Windows.',
        },
      ],
      attribute,
      confidence: 'possible',
    },
  ];
}

/** @returns the first letters that are no ASCII. */
function strange(path: string | undefined): string | undefined {
  return path === undefined ? undefined : /[^\x20-\x7e]+/u.exec(path)?.[0];
}

/** OpenOCD 0.12 puts the name of `-f` between braces as it is, which Tcl then counts: "missing close-brace". */
function unbalanced({ args, driver }: CheckContext): readonly Problem[] {
  if (driver?.id !== 'openocd') return [];
  return args.configFiles
    .filter((file) => !isBalanced(file))
    .map((file) => ({
      message: `OpenOCD cannot read ${file}: it counts the braces in the name of a file.`,
      evidence: [{ what: `"configFiles" names ${file}`, where: 'launch configuration' }],
      fixes: [{ title: 'Rename the file or folder, or name the folder in searchDir instead.' }],
      attribute: 'configFiles',
    }));
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}
