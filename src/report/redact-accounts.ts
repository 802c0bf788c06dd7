// Users and computers that the words around them tell: variables of the environment, addresses of remote folders,
// refusals of the system.

import type { Rule } from './redact';

/** Names that say nothing about anybody, and would take words of the tools along. */
const common = new Set(
  (
    'user users admin administrator root public default guest owner home work dev developer debug debugger test ' +
    'tester build builder make cmake ninja jenkins gitlab github runner docker node vscode codespace vagrant ubuntu debian fedora ' +
    'stm stm32 stlink openocd arm gdb main lab target flash server host local localhost device probe error info ' +
    'warning the and not for code core reset data program mode space interface defined'
  ).split(' '),
);

export function isCommonName(name: string): boolean {
  return common.has(name.toLowerCase());
}

const name = '[\\p{L}_][\\p{L}\\p{N}._-]{0,63}';
const computer = '[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,62}';

const quote = '\\\\{0,2}["\']';

/** A variable and what stands before its value, as a shell, JSON, or JSON in JSON writes it. */
function valueOf(variables: string, opening = `(?:${quote})?`): string {
  return `(?<=(?<![A-Za-z0-9_])(?:${variables})(?:${quote})?\\s{0,2}[=:]\\s{0,2}${opening})`;
}

const userVariables = 'USER|USERNAME|LOGNAME|SUDO_USER';

/** Each length is limited, so that the time is linear in the text. */
const patterns = {
  user: [
    // A name with blanks in quotes, and of Windows where nothing else follows it; `USER=petra make all` has a command.
    new RegExp(`${valueOf(userVariables, quote)}${name}(?:(?: ${name}){1,3}(?=${quote}))?`, 'gu'),
    new RegExp(`${valueOf('USERNAME', '')}${name}(?:(?: ${name}){1,3}(?=["'\\r\\n]|$))?`, 'gu'),
    new RegExp(`${valueOf('USER|LOGNAME|SUDO_USER', '')}${name}`, 'gu'),
    new RegExp(
      `(?<=\\b(?:denied|failed|failure|refused|password|permissions?|login|access) (?:for|to|of) (?:invalid )?user ["'(]?)${name}`,
      'giu',
    ),
    new RegExp(`(?<=\\buid=\\d{1,10}\\()${name}`, 'giu'),
  ],
  host: [
    new RegExp(`${valueOf('COMPUTERNAME|HOSTNAME|USERDOMAIN')}${computer}`, 'gu'),
    // Titles of VS Code's windows.
    new RegExp(`(?<=\\[SSH: )${computer}(?=\\])`, 'gu'),
  ],
} as const;

/** Most lines have none, and the expressions that look behind are slow ones. */
const mayHaveAccount = /USER|LOGNAME|COMPUTERNAME|HOSTNAME|user |uid=|\[SSH: /;

/** VS Code's name of a folder of another computer. Groups: up to the user, the user, up to the computer, it. */
const remote =
  /(ssh-remote(?:\+|%2B))(?:(<user(?: \d+)?>|[\w.-]{1,64})(@|%40))?(<host \d+>|[\w.-]{1,255})/giu;
const mayBeRemote = /ssh-remote/i;

export interface Accounts {
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

/** The users and computers that a text tells of in these ways. */
export function accountsIn(text: string): Accounts {
  const found = (kind: 'user' | 'host'): readonly string[] =>
    mayHaveAccount.test(text)
      ? patterns[kind].flatMap((pattern) => text.match(pattern) ?? []).filter(isTold)
      : [];
  const remotes = mayBeRemote.test(text) ? [...text.matchAll(remote)] : [];
  const isPlain = (given: string): boolean => !given.startsWith('<');
  return {
    users: [...found('user'), ...remotes.map(([, , user = '']) => user).filter(isPlain)],
    hosts: [
      ...found('host'),
      ...remotes.flatMap(([, , , , host = '']) => [host, ...hiddenIn(host)]).filter(isPlain),
    ],
  };
}

/** VS Code writes what it cannot write plainly, such as capital letters, as JSON in hex. */
function hiddenIn(host: string): readonly string[] {
  if (!/^7b22(?:[0-9a-f]{2}){4,126}$/i.test(host)) return [];
  const text = host.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));
  const name = /"hostName"\s*:\s*"([^"\\]{1,126})"/.exec(text)?.[1];
  return name === undefined ? [] : [name];
}

/** Addresses of numbers are found by their form. */
function isTold(found: string): boolean {
  return !isCommonName(found) && !/^[\d.]+$/.test(found);
}

/** @param nameOf what a user or a computer is called in the report. */
export function accountRules(
  nameOf: (kind: 'user' | 'host', name: string) => string,
): readonly Rule[] {
  const named = (kind: 'user' | 'host', given: string): string =>
    given.startsWith('<') ? given : nameOf(kind, given);
  const replaceAll =
    (kind: 'user' | 'host', pattern: RegExp): Rule =>
    (text) =>
      mayHaveAccount.test(text)
        ? text.replace(pattern, (found) => (isTold(found) ? nameOf(kind, found) : found))
        : text;
  return [
    (text) =>
      mayBeRemote.test(text)
        ? text.replace(
            remote,
            (_, head: string, user: string | undefined, at: string | undefined, host: string) => {
              const before = user === undefined ? '' : named('user', user) + (at ?? '');
              return head + before + named('host', host);
            },
          )
        : text,
    ...patterns.user.map((pattern) => replaceAll('user', pattern)),
    ...patterns.host.map((pattern) => replaceAll('host', pattern)),
  ];
}
