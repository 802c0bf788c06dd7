// Takes out of a text what tells who and where somebody is, or which very chip it is: users, computers, folders, serial
// numbers, addresses, secrets. What a diagnosis needs stays: device ids, versions, memory addresses, hex words. The
// same thing gets the same name everywhere, and a text that was redacted is not changed by doing it again.

import { isLoopback } from '../base/host-port';
import { isObject } from '../base/record';
import { accountRules, accountsIn, isCommonName } from './redact-accounts';
import { hostsIn, pathRules, usersIn } from './redact-paths';
import { anySpelling } from './spellings';

/** What is known to be private; the rest is found by its form. */
export interface PrivateFacts {
  readonly userNames: readonly string[];
  readonly hostNames: readonly string[];
  readonly homeDir: string | undefined;
  readonly workspaceFolders: readonly string[];
  readonly serials: readonly string[];
}

export type Redact = (text: string) => string;

/** Replaces what it finds in a text. */
export type Rule = (text: string) => string;

/**
 * @param texts all that will be redacted: a name that stands in one of them is taken out of all.
 * @returns the function that does it.
 */
export function createRedactor(known: PrivateFacts, texts: readonly string[]): Redact {
  const names = new Names();
  const accounts = texts.map(accountsIn);
  const users = [
    ...[...known.userNames, ...texts.flatMap(usersIn)],
    ...accounts.flatMap((account) => account.users),
  ].filter((name) => name !== '');
  const hosts = [
    ...[...known.hostNames, ...texts.flatMap(hostsIn)],
    ...accounts.flatMap((account) => account.hosts),
  ];
  // Who reports is the first.
  for (const user of users) names.of('user', user);
  const rules: readonly Rule[] = [
    ...secretRules,
    eMailRule(names),
    ...accountRules((kind, name) => names.of(kind, name)),
    ...pathRules(known, (kind, name) => names.of(kind, name)),
    ...wordRules('user', users.filter(isTelling), names),
    promptRule(names),
    ...wordRules('host', hosts.filter(isTelling), names),
    hostRule(names),
    addressRule(names),
    ...wordRules(
      'serial',
      known.serials.filter(({ length }) => length >= 4),
      names,
    ),
    ...serialRules(names),
  ];
  return (text) => {
    let [before, after] = ['', text];
    // What one pass takes out can lay bare where another thing begins.
    for (let pass = 0; before !== after && pass < mostPasses; pass++) {
      before = after;
      after = rules.reduce((redacted, rule) => rule(redacted), before);
    }
    return after;
  };
}

const mostPasses = 8;

/** @returns a copy with every text in it redacted; names of members stay, and values of secret ones go. */
export function redactAll(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactAll(each, redact));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      redact(name),
      secretName.test(name) && typeof each === 'string' ? '<secret>' : redactAll(each, redact),
    ]),
  );
}

/** Every text in a value. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)]);
}

type Kind = 'user' | 'host' | 'serial' | 'IP address' | 'e-mail';

/** One name for each thing, in the order in which they are met. */
class Names {
  private readonly given = new Map<Kind, Map<string, string>>();

  of(kind: Kind, value: string): string {
    const ofKind = this.given.get(kind) ?? new Map<string, string>();
    this.given.set(kind, ofKind);
    const key = value.normalize('NFC').toLowerCase();
    const number = ofKind.size + 1;
    // There is one user as a rule.
    const name = kind === 'user' && number === 1 ? '<user>' : `<${kind} ${number}>`;
    const known = ofKind.get(key);
    if (known === undefined) ofKind.set(key, name);
    return known ?? name;
  }
}

/** A shorter one, or a number, would be found where something else is meant; in paths it is found by its place. */
function isTelling(name: string): boolean {
  return name.length >= 3 && !/^\d+$/.test(name) && !isCommonName(name);
}

function wordRules(kind: Kind, values: readonly string[], names: Names): readonly Rule[] {
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return longestFirst.map((value) => {
    // Not inside of a word, and not inside of a name that was given here.
    const whole = `(?<![\\p{L}\\p{N}<])${anySpelling(value)}(?![\\p{L}\\p{N}])(?![^<>]{0,16}>)`;
    const pattern = new RegExp(whole, 'giu');
    return (text) => text.replace(pattern, () => names.of(kind, value));
  });
}

const secretName = /token|secret|passw(?:or)?d|passphrase|credential|api[_-]?key|private[_-]?key/i;

/** Tokens by the forms that their makers document, and whatever is called a password. */
const secretRules: readonly Rule[] = [
  /\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|npm_\w{20,}|xox[abpr]-[\w-]{10,}|AKIA[0-9A-Z]{16})/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /(?<=\bBearer\s+)[\w.~+/=-]{8,}/gi,
  /(?<=:\/\/)[^\s/@:<>]+:[^\s/@<>]+(?=@)/g,
  /(?<=(?:passw(?:or)?d|passphrase|secret|api[_-]?key|credentials?)\\?["']?\s{0,2}[=:]\s{0,2}\\?["']?)[^\s"'<>\\,;]+/gi,
  /(?<=token\\?["']?\s{0,2}[=:]\s{0,2}\\?["']?)(?=[^\s"'<>\\,;]*\d)[^\s"'<>\\,;]{8,}/gi,
].map((pattern) => (text: string) => text.replace(pattern, '<secret>'));

/** Most texts have none, and the expressions that look for what stands around it are slow ones. */
const hasAt = /@|%40/;

function eMailRule(names: Names): Rule {
  const pattern = /[\p{L}\p{N}][\p{L}\p{N}._%+-]*(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
  return (text) =>
    hasAt.test(text) ? text.replace(pattern, (found) => names.of('e-mail', found)) : text;
}

/** `user@computer:~$`, and ssh's `user@computer`. */
function promptRule(names: Names): Rule {
  const pattern =
    /(?<![\p{L}\p{N}._-])(<user(?: \d+)?>|[a-z_][\w.-]{0,31})@([a-z][\w-]{0,62})(?=:|\s|$)/giu;
  return (text) => {
    if (!hasAt.test(text)) return text;
    return text.replace(pattern, (_, user: string, host: string) => {
      const name = user.startsWith('<') ? user : names.of('user', user);
      return `${name}@${names.of('host', host)}`;
    });
  };
}

/** Computers of a private network by the ends of their names, of shares, and of remote folders. */
function hostRule(names: Names): Rule {
  const ends = 'local|lan|localdomain|internal|intranet|corp|home|fritz\\.box';
  const pattern = new RegExp(
    [
      `(?<![\\p{L}\\p{N}._-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9-]+)*\\.(?:${ends})(?![\\p{L}\\p{N}._-])`,
      '(?<=(?:wsl|tunnel|codespaces|(?:dev|attached|k8s)-container)(?:\\+|%2B))[\\w.-]+',
      '(?<=file:\\/\\/)(?!localhost)[a-z0-9][\\w.-]*(?=\\/)',
    ].join('|'),
    'giu',
  );
  return (text) => text.replace(pattern, (found) => names.of('host', found));
}

/** IPv4 and IPv6, but none of this computer itself, and no version of four numbers. */
function addressRule(names: Names): Rule {
  const byte = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
  const v4 = `(?<![\\w.-])(?<!version:? )(?:${byte}\\.){3}${byte}(?![\\w-]|\\.\\d)`;
  const group = '[0-9a-f]{1,4}';
  const v6 = [
    `(?<![\\w:.])(?:${group}:){7}${group}(?![\\w:])`,
    `(?<![\\w:.])(?:fe[89ab][0-9a-f]|f[cd][0-9a-f]{2}|2[0-9a-f]{3}):(?:${group}:){0,6}(?::${group})+(?:%\\w+)?(?![\\w:])`,
  ];
  const pattern = new RegExp([v4, ...v6].join('|'), 'gi');
  return (text) =>
    text.replace(pattern, (found) =>
      isLoopback(found) || found === '0.0.0.0' ? found : names.of('IP address', found),
    );
}

/** Of probes and chips: by their form (12 or 24 bytes in hex), and by the word before them. */
function serialRules(names: Names): readonly Rule[] {
  const hexWord = '(?:0x)?[0-9a-f]{8}';
  const label =
    '(?:(?:unique|hla|adapter|probe|board|usb)[ _-]?)?(?:serial(?:[ _-]?(?:number|no\\.?|num))?|s\\/n|sn|uid|unique[ _-]?id|board[ _-]?id|usb(?==|:\\d{6}))';
  const gap = '[\\s"\'=:\\\\#]{1,8}';
  const opening = '(?:[\\s"\'=:{]|\\\\{1,4}["\']){1,8}';
  const mark = '[\\\\"\']';
  const adapters = 'adapter|hla|jlink|st-?link|cmsis[_-]dap|ftdi|xds110|vsllink|kitprog';
  const given = `(?:(?<![\\p{L}\\p{N}])(?:${adapters})[ _]serial|--serial(?:-number)?)[ =]{1,4}`;
  const short = '[a-z0-9][a-z0-9_-]{0,63}';
  const patterns = [
    `(?<=(?:unique|\\buid)[^\\n]{0,20}?[\\s:="'])${hexWord}(?:[ ,:_-]{1,3}${hexWord}){2}(?![0-9a-f])`,
    '(?<![\\p{L}\\p{N}])(?<!contents=\\\\*")(?:[0-9a-f]{24}|[0-9a-f]{48})(?![\\p{L}\\p{N}])',
    '(?:\\\\{1,4}x[0-9a-f]{2}){8,}',
    // A serial number of bytes, of which those that are letters stand as they are.
    `(?<=serial${opening})(?=[^\\s"'}]{0,63}\\\\x[0-9a-f]{2})(?:\\\\{1,4}x[0-9a-f]{2}|[^\\s"'}\\\\<>]){4,64}`,
    '(?<=(?:tty|cu)\\.usb(?:modem|serial)-?)(?=[a-z]{0,32}\\d)[a-z0-9]{4,32}',
    // What is given as a serial number, however short it is; words of a sentence have no digits.
    `(?<=${given}${mark}{0,4})(?=[a-z_-]{0,32}\\d)${short}(?![\\p{L}\\p{N}]|\\.\\d)`,
    `(?<=["']${given})${short}(?=["';\\\\])`,
    `(?<=${given}\\\\{0,4}["'])${short}(?=\\\\{0,4}["'])`,
    `(?<=serialNumber${mark}{0,4}\\s{0,2}[=:]\\s{0,2}${mark}{0,4})${short}(?=${mark}|[\\s,;}]|$)`,
    `(?<=(?<![\\p{L}\\p{N}])${label}${gap})(?=[a-z_-]*\\d[a-z_-]*\\d[a-z_-]*\\d)[a-z0-9][a-z0-9_-]{5,63}(?![\\p{L}\\p{N}]|\\.\\d)`,
  ];
  return patterns
    .map((pattern) => new RegExp(pattern, 'giu'))
    .map(
      (pattern) => (text: string) =>
        text.replace(pattern, (found) =>
          /^0+$|^(.)\1{5,}$/.test(found) ? found : names.of('serial', found),
        ),
    );
}
