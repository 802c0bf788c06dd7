// Microsoft's C++ debugger (`cppdbg`), where it debugs a target behind a GDB server.

import { isObject } from '../../base/record';
import type { RawConfiguration } from '../launch-json';
import type { Imported } from './imported';
import { applyRules, as, converted, isEmpty, keep, lost, needless, otherMembers } from './rules';
import { readAs, together, without } from './rules';
import type { Reading, Rules, Settings } from './rules';
import { serverReading, serverSettings, servertypeOf } from './server-program';
import { argumentList, text, truth, withoutOwn } from './values';

/** Without a server it debugs a program of this computer. */
export function isRemoteCppdbg(source: RawConfiguration): boolean {
  return !isEmpty(source['miDebuggerServerAddress']) || !isEmpty(source['debugServerPath']);
}

export function importCppdbg(source: RawConfiguration): Imported {
  return applyRules(source, rules, server(source));
}

function server(source: RawConfiguration): Settings {
  const program = text(source['debugServerPath']);
  const servertype = program === undefined ? undefined : servertypeOf(program);
  if (program !== undefined && servertype !== undefined) {
    return serverSettings(servertype, program, argumentList(source['debugServerArgs']) ?? []);
  }
  return {
    servertype: 'external',
    gdbTarget: text(source['miDebuggerServerAddress']) ?? 'localhost:3333',
  };
}

const rules: Rules = {
  cwd: keep('cwd'),
  program: as('executable', text),
  miDebuggerPath: as('gdbPath', text),
  miDebuggerArgs: as('debuggerArgs', argumentList),
  miDebuggerServerAddress: readAs(text, 'it is no text', (_value, source) =>
    server(source)['servertype'] === 'external'
      ? together(server(source))
      : { what: 'converted', text: 'not needed: a free port is chosen for each launch' },
  ),
  debugServerPath: readAs(text, 'it is no text', serverTold),
  debugServerArgs: readAs(argumentList, 'they are no text', (value, source) =>
    text(source['debugServerPath']) === undefined
      ? { what: 'lost', text: 'there is no debugServerPath that they are for' }
      : serverTold(value, source),
  ),
  serverStarted: needless('what each server says when it is ready is known'),
  filterStdout: needless('both outputs of the server are read'),
  filterStderr: needless('both outputs of the server are read'),
  serverLaunchTimeout: needless('a server that is not ready in time is told'),
  MIMode: (value) =>
    value === 'gdb'
      ? { what: 'converted', text: 'not needed: it is always GDB' }
      : { what: 'lost', text: 'only GDB is used' },
  setupCommands: readCommands,
  postRemoteConnectCommands: readCommands,
  customLaunchSetupCommands: readCommands,
  launchCompleteCommand: lost('a launch runs to runToEntryPoint'),
  stopAtEntry: (value) =>
    truth(value) === false
      ? converted({ startRunning: true })
      : { what: 'converted', text: 'not needed: a launch stops at main' },
  stopAtConnect: (value) =>
    truth(value) === true
      ? converted({ breakAfterReset: true })
      : { what: 'converted', text: 'not needed: it is switched off' },
  sourceFileMap: readSourceMap,
  hardwareBreakpoints: lost('GDB and the server decide'),
  args: lost('firmware has no arguments'),
  environment: lost('programs are started with the environment of the editor'),
  externalConsole: needless('firmware has no console'),
  logging: lost('showDevDebugOutput shows what is said to GDB'),
  targetArchitecture: needless('GDB reads it from the image'),
  visualizerFile: lost('Natvis is not supported'),
  showDisplayString: lost('Natvis is not supported'),
};

function serverTold(_value: unknown, source: RawConfiguration): Reading {
  const program = text(source['debugServerPath']);
  return program !== undefined && servertypeOf(program) === undefined
    ? {
        what: 'lost',
        text: 'this server is not started here: start it yourself, it is reached at gdbTarget',
      }
    : serverReading(server(source), argumentList(source['debugServerArgs']) ?? []);
}

/** A command that fails is told, and the launch goes on or not by what it is. */
const commandMembers = ['text', 'description', 'ignoreFailures'];

function readCommands(value: unknown): Reading {
  if (!Array.isArray(value)) return { what: 'lost', text: 'it is no list of commands' };
  const entries = value.filter((entry: unknown) => !isEmpty(entry)) as readonly unknown[];
  const commandOf = (entry: unknown): string | undefined =>
    text(isObject(entry) ? entry['text'] : entry);
  const rest = withoutOwn(entries.flatMap((entry) => commandOf(entry) ?? []));
  const read: Reading =
    rest.length === 0
      ? { what: 'converted', text: 'not needed: a launch connects, sets GDB up and programs' }
      : converted({ preLaunchCommands: rest });
  const unread = entries.filter((entry) => commandOf(entry) === undefined);
  const members = entries.filter(isObject).flatMap((entry) => otherMembers(entry, commandMembers));
  return without(read, [...unread.map((entry) => JSON.stringify(entry)), ...members]);
}

/** A value may be an object that says whether breakpoints use it; they always do. */
function readSourceMap(value: unknown): Reading {
  if (!isObject(value)) return { what: 'lost', text: 'it is no object' };
  const pathOf = (to: unknown): string | undefined => text(isObject(to) ? to['editorPath'] : to);
  const entries = Object.entries(value).flatMap(([from, to]) => {
    const path = pathOf(to);
    return path === undefined ? [] : [[from, path] as const];
  });
  if (entries.length === 0) return { what: 'lost', text: 'it maps nothing' };
  const unread = Object.keys(value).filter((from) => pathOf(value[from]) === undefined);
  const members = Object.values(value)
    .filter(isObject)
    .flatMap((to) => otherMembers(to, ['editorPath', 'useForBreakpoints']));
  return without(converted({ sourceFileMap: Object.fromEntries(entries) }), [
    ...unread,
    ...members,
  ]);
}
