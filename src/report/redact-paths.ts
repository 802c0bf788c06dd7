// Paths without what they tell: the workspace by its name, home folders without the user, and of folders elsewhere only
// the last part. Folders of the system and of installed tools stay as they are.

import type { PrivateFacts, Rule } from './redact';
import { anySpelling, colon, innerPart, lastPart, plainOf, separator, word } from './spellings';

/** Folders whose next part is a user. */
const homes = '(?:Users|home|Documents and Settings|(?:run[\\\\/]+)?media)';

const drive = `(?<![\\p{L}\\p{N}>])[a-z]${colon}`;

/** A Windows drive as seen from Unix tools. */
const mounted = `${separator}(?:(?:mnt|cygdrive)${separator})?[a-z](?=${separator}(?:Users|Documents and Settings)${separator})`;

/** Looked for first: looking back from every letter of a long word would take time by the square of its length. */
const atSeparator = '(?=[\\\\/%])';

/** A folder of another computer, as VS Code writes it. */
const remote = `${atSeparator}(?<=ssh-remote(?:\\+|%2B)(?:[\\w.-]+(?:@|%40))?[\\w.-]+)`;

/** Where the homes are on systems that have them below another folder (Fedora Silverblue, FreeBSD, Solaris). */
const moved = `${separator}(?:var|usr|export|data)(?=${separator}home${separator})`;

const wsl = `${atSeparator}(?<=\\\\wsl(?:\\$|\\.localhost)\\\\+[\\w.-]+)`;

/** What a path does not begin behind: a word, another path, a name that was given here. */
const notBefore = '(?<![\\p{L}\\p{N}_.~>)\\]}%\\\\/*\\u2026-])';

const begin = `(?:${drive}|${remote}|${wsl}|(?<![\\p{L}\\p{N}_.~-])(?:${mounted}|${moved})?)`;

/** Group 1: up to the user; 2: the user. A name with blanks only where a drive says that it is Windows. */
const home = new RegExp(
  [
    `((?:${drive}|(?<![\\p{L}\\p{N}_.~-])${mounted})${separator}${homes}${separator})(${word}(?: ${word}){0,3})(?=${separator})`,
    `(${begin}${separator}${homes}${separator})(${lastPart})`,
  ].join('|'),
  'giu',
);

const mayHaveHome = /Users|home|Documents|media/i;

/** The computer of a Windows share; that of WSL is this one. */
const share =
  /(?<![\p{L}\p{N}:\\])\\{2,}(?!wsl)([a-z0-9][\w.-]*)(?=\\+[^\\/<>:"|?*\r\n]{1,60}\\)/giu;

/** The computers whose shares a text names. */
export function hostsIn(text: string): readonly string[] {
  if (!text.includes('\\\\')) return [];
  return [...text.matchAll(share)].map(([, host = '']) => host);
}

/** The users whose home folders a text names. */
export function usersIn(text: string): readonly string[] {
  // Most lines have none, and the expression is a slow one.
  if (!mayHaveHome.test(text)) return [];
  return [...text.matchAll(home)].map((found) => plainOf(found[2] ?? found[4] ?? ''));
}

/** @param nameOf what a user or a computer is called in the report. */
export function pathRules(
  { workspaceFolders, homeDir }: PrivateFacts,
  nameOf: (kind: 'user' | 'host', name: string) => string,
): readonly Rule[] {
  const folders = [...workspaceFolders].filter(isFolder).sort((a, b) => b.length - a.length);
  const isOddHome =
    homeDir !== undefined && isFolder(homeDir) && usersIn(`${homeDir}/`).length === 0;
  return [
    ...folders.map((folder) => folderRule(folder, '<workspace>')),
    ...(isOddHome ? [folderRule(homeDir, '<home>')] : []),
    (text) =>
      !mayHaveHome.test(text)
        ? text
        : text.replace(
            home,
            (_, windows: string | undefined, name: string | undefined, head = '', user = '') =>
              windows === undefined
                ? head + nameOf('user', plainOf(user as string))
                : windows + nameOf('user', plainOf(name ?? '')),
          ),
    (text) =>
      text.replace(
        share,
        (whole, host: string) => whole.slice(0, -host.length) + nameOf('host', host),
      ),
    (text) => (/[\\/%]/.test(text) ? text.replace(path, shortened) : text),
  ];
}

/** Not the root of a disk, which would be found in every path. */
function isFolder(folder: string): boolean {
  return folder.split(/[\\/]+/).filter((part) => part !== '' && !part.endsWith(':')).length >= 2;
}

function folderRule(folder: string, name: string): Rule {
  const whole = anySpelling(folder.replace(/[\\/]+$/, ''));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${whole}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`,
    'giu',
  );
  return (text) => text.replace(pattern, () => name);
}

/** Group 1: where it begins, and its first separator; 2: all parts but the last; 3: the last. */
const path = new RegExp(
  [
    `((?:${drive}|<home>)${separator}`,
    '\\\\{2,}<host \\d+>\\\\+',
    '(?<=file:)/{3,4}',
    `${notBefore}(?:/(?!/)|%2F))`,
  ].join('|') + `((?:${innerPart}${separator})+)(${lastPart})?`,
  'giu',
);

/** Folders that are the same on every computer, by the first part of their path. */
const systemFolders: ReadonlySet<string> = new Set(
  (
    'bin boot dev etc lib lib32 lib64 nix opt proc run sbin snap sys tmp usr var applications library system ' +
    'windows programdata st msys64 mingw64 segger'
  ).split(' '),
);

const lastSeparator = new RegExp(`${separator}$`, 'iu');
const anySeparator = new RegExp(separator, 'iu');

function shortened(whole: string, start: string, inner: string, last = ''): string {
  const parts = inner.split(anySeparator).slice(0, -1);
  const between = lastSeparator.exec(inner)?.[0] ?? '/';
  const [first = '', second] = parts;
  const isMedia = first === 'run' && second === 'media';
  const isSystem = systemFolders.has(first.toLowerCase()) || /^program files/i.test(plainOf(first));
  const userAt = parts.findIndex((part) => /^<user(?: \d+)?>$/.test(part));
  // Homes below a folder of the system are the user's all the same.
  if (isSystem && !isMedia && userAt < 0) return whole;
  const kept = parts.slice(0, userAt + 1);
  const rest = [...parts.slice(userAt + 1), last];
  // A folder that is named with a separator behind it is the last part itself.
  const shown = last === '' ? rest.slice(-2) : rest.slice(-1);
  const middle = rest.length > shown.length ? ['…'] : [];
  return start + [...kept, ...middle, ...shown].join(between);
}
