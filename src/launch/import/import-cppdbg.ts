// Microsoft's C++ debugger (`cppdbg`), where it debugs a target behind a GDB server.

import { isObject } from '../../base/record';
import type { RawConfiguration } from '../launch-json';
import type { Imported } from './imported';
import { applyRules, as, converted, isEmpty, keep, lost, needless, together } from './rules';
import type { Reading, Rules, Settings } from './rules';
import { serverSettings, servertypeOf } from './server-program';
import { splitArguments, text, truth, withoutOwn } from './values';

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
    const args = splitArguments(text(source['debugServerArgs']) ?? '');
    return serverSettings(servertype, program, args);
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
  miDebuggerArgs: as('debuggerArgs', (value) => splitArguments(text(value) ?? '')),
  miDebuggerServerAddress: (value, source) =>
    server(source)['servertype'] === 'external'
      ? serverTold(value, source)
      : { what: 'converted', text: 'not needed: a free port is chosen for each launch' },
  debugServerPath: serverTold,
  debugServerArgs: serverTold,
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
    : together(server(source));
}

function readCommands(value: unknown): Reading {
  if (!Array.isArray(value)) return { what: 'lost', text: 'it is no list of commands' };
  const list = value.map((entry: unknown) => text(isObject(entry) ? entry['text'] : entry) ?? '');
  const rest = withoutOwn(list.filter((command) => command !== ''));
  return rest.length === 0
    ? { what: 'converted', text: 'not needed: a launch connects, sets GDB up and programs' }
    : converted({ preLaunchCommands: rest });
}

/** A value may be an object that says whether breakpoints use it; they always do. */
function readSourceMap(value: unknown): Reading {
  if (!isObject(value)) return { what: 'lost', text: 'it is no object' };
  const entries = Object.entries(value).flatMap(([from, to]) => {
    const path = text(isObject(to) ? to['editorPath'] : to);
    return path === undefined ? [] : [[from, path] as const];
  });
  return entries.length === 0
    ? { what: 'lost', text: 'it maps nothing' }
    : converted({ sourceFileMap: Object.fromEntries(entries) });
}
