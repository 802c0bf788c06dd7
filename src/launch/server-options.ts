// Options in `serverArgs` that our own attributes stand for. They are taken out and become attributes, so that the
// checks and the connection ladder know them and the server does not get them twice.

import type { Finding } from '../findings/finding';
import type { AttributeName } from './attributes';
import { problem } from './problem';

interface ServerOption {
  readonly names: readonly string[];
  /** Undefined: it is ours alone to give, for the reason in `dropped`, or because we always do. */
  readonly attribute?: AttributeName;
  readonly dropped?: string;
  /** The value of the attribute when the option has none of its own. */
  readonly value?: unknown;
  /** Reads the argument behind the option; undefined for one that says nothing, which then stays. */
  readonly read?: (argument: string) => unknown;
}

const underReset = 'connect-under-reset';
const ownPort = 'a free port is chosen for each launch';

const wholeNumber = (text: string): unknown => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
const someText = (given: string): unknown => (given === '' ? undefined : given);
const oneOfList = (given: string): unknown => (given === '' ? undefined : [given]);

/** `1800K`, `4M` → kHz; without a unit it is not certain what st-util takes it for. */
function kilohertz(given: string): unknown {
  const [, digits = '', unit = ''] = /^(\d{1,6})([kKM])$/.exec(given) ?? [];
  const speed = Number(digits) * (unit === 'M' ? 1_000 : 1);
  return speed > 0 ? speed : undefined;
}

/** As above, or in Hz. */
function hertz(given: string): unknown {
  const isBare = /^\d{4,9}$/.test(given) && Number(given) % 1_000 === 0;
  return isBare ? Number(given) / 1_000 : kilohertz(given);
}

/**
 * By servertype. ST-LINK_gdbserver's names are those of its `--help` (ST's UM2576), st-util's and pyOCD's of theirs
 * (stlink 1.7, pyOCD 0.36), J-Link's of its manual (UM08001).
 */
const options: Readonly<Record<string, readonly ServerOption[]>> = {
  stlink: [
    {
      names: ['-k', '--initialize-reset'],
      attribute: 'resetStrategy',
      value: underReset,
    },
    { names: ['--frequency'], attribute: 'speed', read: wholeNumber },
    { names: ['-el', '--extload'], attribute: 'externalLoaders', read: oneOfList },
    { names: ['-t', '--shared'], attribute: 'shared', value: true },
    { names: ['-m', '--apid'], attribute: 'targetProcessor', read: wholeNumber },
    { names: ['-s', '--verify'], attribute: 'verify', value: true },
    { names: ['-d', '--swd'], attribute: 'interface', value: 'swd' },
    { names: ['-g', '--attach'], attribute: 'resetStrategy', value: 'none' },
    // Given twice they are refused.
    { names: ['--halt'], value: true },
    { names: ['-v', '--verbose'], value: true },
    { names: ['-i', '--serial-number'], attribute: 'serialNumber', read: someText },
    {
      names: ['-cp', '--stm32cubeprogrammer-path'],
      attribute: 'stm32cubeprogrammer',
      read: someText,
    },
    {
      names: ['-p', '--port-number'],
      dropped: ownPort,
      read: wholeNumber,
    },
  ],
  stutil: [
    { names: ['-u', '--connect-under-reset'], attribute: 'resetStrategy', value: underReset },
    { names: ['-F', '--freq'], attribute: 'speed', read: kilohertz },
    { names: ['--serial'], attribute: 'serialNumber', read: someText },
    {
      names: ['-p', '--listen_port'],
      dropped: ownPort,
      read: wholeNumber,
    },
  ],
  pyocd: [
    {
      names: ['-M', '--connect'],
      attribute: 'resetStrategy',
      read: (mode) => (mode === 'under-reset' ? underReset : undefined),
    },
    { names: ['-f', '--frequency'], attribute: 'speed', read: hertz },
    { names: ['-u', '--uid', '--probe'], attribute: 'serialNumber', read: someText },
    { names: ['-t', '--target'], attribute: 'targetId', read: someText },
    { names: ['--pack'], attribute: 'cmsisPack', read: someText },
    {
      names: ['-p', '--port'],
      dropped: ownPort,
      read: wholeNumber,
    },
  ],
  jlink: [
    { names: ['-speed'], attribute: 'speed', read: wholeNumber },
    {
      names: ['-port'],
      dropped: ownPort,
      read: wholeNumber,
    },
  ],
};

export interface OptionsAsAttributes {
  /** The configuration without these options and with their attributes. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly problems: readonly Finding[];
}

/** What became of one option. */
interface Taken {
  /** As it was written: `--frequency 4000`. */
  readonly written: string;
  readonly option: ServerOption;
  readonly value: unknown;
}

/**
 * Moves options of `serverArgs` to the attributes that stand for them. An attribute that is given itself wins; an
 * option without a value that makes sense stays where it is. An information says what was read as what.
 */
export function optionsAsAttributes(
  configuration: Readonly<Record<string, unknown>>,
): OptionsAsAttributes {
  const { servertype, serverArgs } = configuration;
  const known = typeof servertype === 'string' && Object.hasOwn(options, servertype);
  if (!known || !isTexts(serverArgs)) return { configuration, problems: [] };
  const { taken, rest } = sort(serverArgs, options[servertype] ?? []);
  if (taken.length === 0) return { configuration, problems: [] };
  const moved = new Map<string, unknown>();
  const read: string[] = [];
  const problems: Finding[] = [];
  for (const { written, option, value } of taken) {
    const { attribute, dropped } = option;
    if (attribute === undefined) {
      if (dropped === undefined) read.push(`${written} as what is given anyway`);
      else problems.push(unused(written, dropped));
      continue;
    }
    const given = configuration[attribute] ?? undefined;
    if (given !== undefined && !isSame(given, value)) {
      problems.push(unused(written, `${attribute} is given`));
    } else {
      const before = moved.get(attribute);
      moved.set(attribute, isTexts(before) && isTexts(value) ? [...before, ...value] : value);
      read.push(`${written} as ${attribute} ${JSON.stringify(value)}`);
    }
  }
  if (read.length > 0) problems.push(converted(read));
  const values = Object.fromEntries(moved);
  return { configuration: { ...configuration, serverArgs: rest, ...values }, problems };
}

function sort(
  args: readonly string[],
  known: readonly ServerOption[],
): { readonly taken: readonly Taken[]; readonly rest: readonly string[] } {
  const taken: Taken[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [name = '', attached] = /^(--?[\w-]+)=(.*)$/s.exec(arg)?.slice(1) ?? [arg];
    const option = known.find(({ names }) => names.includes(name));
    const argument = option?.read === undefined ? undefined : (attached ?? args[at + 1]);
    const value =
      option?.read === undefined
        ? attached === undefined
          ? option?.value
          : undefined
        : option.read(argument ?? '');
    if (option === undefined || value === undefined) {
      rest.push(arg);
      continue;
    }
    const isNext = option.read !== undefined && attached === undefined;
    if (isNext) at++;
    taken.push({ written: isNext ? `${arg} ${argument}` : arg, option, value });
  }
  return { taken, rest };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || String(a) === String(b);
}

function unused(written: string, why: string): Finding {
  const message = `${written} in serverArgs has no effect: ${why}.`;
  const fix = `Remove ${written} from serverArgs.`;
  return problem('attribute-unused', 'warning', message, `"serverArgs" with ${written}`, fix);
}

function converted(read: readonly string[]): Finding {
  const message = `serverArgs has options of the server that stand for attributes, and they are read as these: ${read.join(', ')}.`;
  const what = `"serverArgs" with ${read.map((each) => each.split(' as ')[0]).join(', ')}`;
  const fix = 'Give the attributes instead of the options.';
  return problem('server-option-read', 'information', message, what, fix);
}
