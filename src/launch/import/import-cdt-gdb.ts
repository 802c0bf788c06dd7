// Eclipse's cdt-gdb-adapter (`gdbtarget`, 1.x), also under other makers' extensions.

import { isObject } from '../../base/record';
import type { RawConfiguration } from '../launch-json';
import { readImages } from './images';
import { commands, imagesOf } from './import-st';
import type { Imported } from './imported';
import { applyRules, as, converted, isEmpty, keep, lost, needless, requestOf } from './rules';
import { otherMembers, unreadMembers, without } from './rules';
import type { Reading, Rules, Settings } from './rules';
import { externalTarget, serverReading, serverSettings, servertypeOf } from './server-program';
import { argumentList, text, texts, truth, wholeNumber } from './values';

export function importCdtGdb(source: RawConfiguration): Imported {
  return applyRules(source, rules, server(source));
}

function server({ target, request }: RawConfiguration): Settings {
  if (!isObject(target)) return externalTarget(undefined, '2331');
  const program = text(target['server']);
  const servertype = program === undefined ? undefined : servertypeOf(program);
  const isAttach = request === 'attach';
  if (program === undefined || servertype === undefined || isAttach) {
    const address = addressOf(target['parameters']);
    return address === undefined
      ? externalTarget(target['host'], wholeNumber(target['port']) ?? '2331')
      : { servertype: 'external', gdbTarget: address };
  }
  return serverSettings(servertype, program, argumentList(target['serverParameters']) ?? []);
}

/** What GDB's `target` command gets, in place of host and port. */
function addressOf(parameters: unknown): string | undefined {
  const [address, ...others] = texts(parameters) ?? [];
  return others.length === 0 ? text(address) : undefined;
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

/** Members that say where the server is, and how it is started and waited for. */
const serverMembers = ['server', 'serverParameters'];
const addressMembers = ['host', 'port', 'parameters'];
const needlessMembers = [
  ...['type', 'serverPortRegExp', 'portDetectionTimeout', 'serverStartupDelay'],
  ...['automaticallyKillServer', 'serverDisconnectTimeout', 'watchServerProcess'],
];

const nothing = (): undefined => undefined;

function readTarget(value: unknown, source: RawConfiguration): Reading {
  if (!isObject(value)) return { what: 'lost', text: 'it is no object' };
  const set = server(source);
  const args = argumentList(value['serverParameters']) ?? [];
  const isStarted = set['servertype'] !== 'external';
  const hasAddress = addressOf(value['parameters']) !== undefined;
  const unread = isStarted
    ? unreadMembers(value, ['serverParameters'], argumentList)
    : [
        ...serverMembers
          .filter((name) => !isEmpty(value[name]))
          .map((name) => `${name} (no server is started: start it yourself)`),
        ...unreadMembers(value, ['host'], hasAddress ? nothing : text),
        ...unreadMembers(value, ['port'], hasAddress ? nothing : wholeNumber),
        ...unreadMembers(value, ['parameters'], addressOf),
      ];
  const known = [...serverMembers, ...addressMembers, ...needlessMembers];
  return without(serverReading(set, args), [...unread, ...otherMembers(value, known)]);
}
