// Eclipse's cdt-gdb-adapter (`gdbtarget`, 1.x), also under other makers' extensions.

import { isObject } from '../../base/record';
import type { RawConfiguration } from '../launch-json';
import { readImages } from './images';
import { commands, imagesOf } from './import-st';
import type { Imported } from './imported';
import { applyRules, as, converted, keep, lost, needless, requestOf, together } from './rules';
import type { Reading, Rules, Settings } from './rules';
import { externalTarget, serverSettings, servertypeOf } from './server-program';
import { text, texts, truth } from './values';

export function importCdtGdb(source: RawConfiguration): Imported {
  return applyRules(source, rules, server(source));
}

function server({ target, request }: RawConfiguration): Settings {
  if (!isObject(target)) return externalTarget(undefined, '2331');
  const program = text(target['server']);
  const servertype = program === undefined ? undefined : servertypeOf(program);
  const isAttach = request === 'attach';
  if (program === undefined || servertype === undefined || isAttach)
    return externalTarget(target['host'], target['port'] ?? '2331');
  return serverSettings(servertype, program, texts(target['serverParameters']) ?? []);
}

const rules: Rules = {
  program: as('executable', text),
  gdb: as('gdbPath', text),
  cwd: keep('cwd'),
  environment: lost('programs are started with the environment of the editor'),
  initCommands: (value, source) => commands(value, source, 'preLaunchCommands'),
  preRunCommands: (value, source) => commands(value, source, 'postLaunchCommands'),
  preConnectCommands: (value, source) => {
    const list = texts(value);
    return requestOf(source) === 'attach' && list !== undefined
      ? converted({ preAttachCommands: list })
      : { what: 'lost', text: 'a launch has no commands before it connects' };
  },
  customResetCommands: as('overrideResetCommands', texts),
  imageAndSymbols: (value) => readImages(imagesOf(value)),
  target: readTarget,
  gdbAsync: needless('GDB always works asynchronously'),
  gdbNonStop: switchedOn('all cores stop together'),
  auxiliaryGdb: switchedOn('memory is read through the one GDB'),
  run: needless('commands take over what it is for'),
  updateThreadInfo: needless('threads are read at every stop where they can change'),
  openGdbConsole: switchedOn('commands are given in the Debug Console, behind ">"'),
  hardwareBreakpoint: needless('GDB chooses by the memory map'),
  verbose: (value) =>
    truth(value) === true
      ? converted({ showDevDebugOutput: 'both' })
      : { what: 'converted', text: 'not needed: nothing more is said by default' },
  logFile: lost('the output channel has what is said'),
};

function switchedOn(why: string) {
  return (value: unknown): Reading =>
    truth(value) === true
      ? { what: 'lost', text: why }
      : { what: 'converted', text: 'not needed: it is switched off' };
}

/** Members that say how the server is started and waited for. */
const needlessMembers: ReadonlySet<string> = new Set([
  ...['type', 'host', 'port', 'server', 'serverParameters', 'parameters', 'cwd'],
  ...['serverPortRegExp', 'portDetectionTimeout', 'serverStartupDelay'],
  ...['automaticallyKillServer', 'serverDisconnectTimeout', 'watchServerProcess'],
]);

function readTarget(value: unknown, source: RawConfiguration): Reading {
  if (!isObject(value)) return { what: 'lost', text: 'it is no object' };
  const read = together(server(source));
  const rest = Object.keys(value).filter((name) => !needlessMembers.has(name));
  return rest.length === 0 ? read : { ...read, text: `${read.text}; lost: ${rest.join(', ')}` };
}
