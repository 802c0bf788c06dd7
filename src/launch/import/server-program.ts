// A GDB server that another debugger is told to start by its program and arguments, as our servertype and attributes.

import { nearestName } from '../nearest-name';
import { together } from './rules';
import type { Reading, Settings } from './rules';
import { text } from './values';

/** By the program's name. */
const programs: readonly (readonly [name: RegExp, servertype: string])[] = [
  [/^openocd/i, 'openocd'],
  [/^st-?link[_-]gdb-?server/i, 'stlink'],
  [/^jlinkgdbserver/i, 'jlink'],
  [/^st-util/i, 'stutil'],
  [/^pyocd/i, 'pyocd'],
  [/^qemu-system-arm/i, 'qemu'],
];

/** Whether a servertype, which other debuggers have as well, is one of ours. */
export function isServertype(value: string): boolean {
  return value === 'external' || programs.some(([, servertype]) => servertype === value);
}

/** @returns undefined for a program that is not started here. */
export function servertypeOf(program: string): string | undefined {
  const name = program.replace(/^.*[\\/]/, '');
  const known = programs.find(([pattern]) => pattern.test(name))?.[1];
  return known ?? nearestName(name, ['openocd', 'pyocd', 'stlink']);
}

/** @param port taken from it, when it has one. */
export function externalTarget(host: unknown, port: unknown): Settings {
  const name = text(host) ?? 'localhost';
  const number = typeof port === 'number' ? String(port) : (text(port) ?? '');
  return { servertype: 'external', gdbTarget: `${name}:${number === '' ? '3333' : number}` };
}

/**
 * The program and its arguments. A path is kept only where it is one: a bare name is what we look for anyway. Ports are
 * left out, because a free one is chosen for each launch.
 */
export function serverSettings(
  servertype: string,
  program: string,
  args: readonly string[],
): Settings {
  const path = /[\\/]/.test(program) ? { serverpath: program } : {};
  const rest = partPorts(args).kept;
  if (servertype === 'openocd') return { servertype, ...path, ...openocdSettings(rest) };
  const own = servertype === 'pyocd' ? rest.filter((arg) => !/^(gdbserver|gdb)$/.test(arg)) : rest;
  return { servertype, ...path, ...(own.length === 0 ? {} : { serverArgs: own }) };
}

const portOptions = /^(-p|--port|--port-number|-port|-swoport|-telnetport|--listen_port|-T)$/;
const openocdPort = /^\s*(?:gdb|tcl|telnet)[_ ]port\s+\S+\s*;?\s*$/;

/** What became of the program and its arguments: as in `serverSettings`, and the ports that were left out. */
export function serverReading(set: Settings, args: readonly string[]): Reading {
  const read = together(set);
  const { kept, ports } = partPorts(args);
  const all = [...ports, ...kept.filter((arg) => openocdPort.test(arg))];
  return all.length === 0 || set['servertype'] === 'external'
    ? read
    : { ...read, text: `${read.text}; without ${all.join(', ')}: free ports are chosen` };
}

interface PartedArguments {
  readonly kept: readonly string[];
  /** Each with its option. */
  readonly ports: readonly string[];
}

function partPorts(args: readonly string[]): PartedArguments {
  const kept: string[] = [];
  const ports: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (portOptions.test(arg)) ports.push(args.slice(at, ++at + 1).join(' '));
    else kept.push(arg);
  }
  return { kept, ports };
}

/** Its own options have attributes: -f, -s and -c. */
function openocdSettings(args: readonly string[]): Settings {
  const configFiles: string[] = [];
  const searchDir: string[] = [];
  const commands: string[] = [];
  const rest: string[] = [];
  const lists: Readonly<Record<string, string[]>> = {
    '-f': configFiles,
    '--file': configFiles,
    '-s': searchDir,
    '--search': searchDir,
    '-c': commands,
    '--command': commands,
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const list = Object.hasOwn(lists, arg) ? lists[arg] : undefined;
    const value = args[at + 1];
    if (list === undefined || value === undefined) rest.push(arg);
    else {
      list.push(value);
      at++;
    }
  }
  const own = commands.filter((command) => !openocdPort.test(command));
  return {
    ...(configFiles.length === 0 ? {} : { configFiles }),
    ...(searchDir.length === 0 ? {} : { searchDir }),
    ...(own.length === 0 ? {} : { openOCDLaunchCommands: own }),
    ...(rest.length === 0 ? {} : { serverArgs: rest }),
  };
}
