// ST's own extension for VS Code: `stlinkgdbtarget`, `jlinkgdbtarget` and `stgdbtarget`. It is closed source; the
// attributes are those of published launch.json files (stm32cube-ide-debug 1.x).

import { isObject } from '../../base/record';
import type { RawConfiguration } from '../launch-json';
import { readImages } from './images';
import type { ImportedImage } from './images';
import type { Imported } from './imported';
import { applyRules, as, converted, isEmpty, keep, lost, needless, requestOf } from './rules';
import { otherMembers, readAs, unreadMembers, without } from './rules';
import type { Reading, Rules, Settings } from './rules';
import { externalTarget, serverReading, serverSettings, servertypeOf } from './server-program';
import {
  argumentList,
  core,
  loaders,
  resetStrategy,
  speed,
  text,
  texts,
  truth,
  wholeNumber,
  wires,
  withoutOwn,
} from './values';

export function importSt(source: RawConfiguration): Imported {
  return applyRules(source, rules, server(source));
}

function server(source: RawConfiguration): Settings {
  if (source['type'] === 'stlinkgdbtarget') return { servertype: 'stlink' };
  if (source['type'] === 'jlinkgdbtarget') return { servertype: 'jlink' };
  const program = text(source['serverExe']);
  const servertype = program === undefined ? undefined : servertypeOf(program);
  if (program === undefined || servertype === undefined)
    return externalTarget(source['serverHost'], source['serverPort']);
  return serverSettings(servertype, program, argumentList(source['serverParameters']) ?? []);
}

const rules: Rules = {
  origin: needless('it says where the configuration came from'),
  cwd: keep('cwd'),
  preBuild: lost(
    'a launch is built by a task: name the one that builds your project in preLaunchTask',
  ),
  program: as('executable', text),
  gdb: as('gdbPath', text),
  deviceName: as('device', text),
  deviceCore: as('core', core),
  deviceTrustzone: as('trustZone', (value) => {
    const isOn = truth(value);
    return isOn === undefined ? undefined : isOn ? 'on' : 'off';
  }),
  runEntry: as('runToEntryPoint', text),
  imagesAndSymbols: (value) => readImages(imagesOf(value)),
  initCommands: (value, source) => commands(value, source, 'preLaunchCommands'),
  preRunCommands: (value, source) => commands(value, source, 'postLaunchCommands'),
  quickReset,
  serverReset: as('resetStrategy', resetStrategy),
  serverInterface: as('interface', wires),
  serverSpeed: as('speed', speed),
  serverSerialNumber: as('serialNumber', text),
  serverShared: as('shared', truth),
  serverExtLoader,
  serverApID: as('targetProcessor', wholeNumber),
  serverRtos: (value, source) => rtos(value, source),
  serverStartupDelay: needless('the server itself says when it is ready'),
  serverExe: readAs(text, 'it is no text', serverTold),
  serverParameters: readAs(argumentList, 'it is no list of texts', (value, source) =>
    source['type'] === 'stgdbtarget' && isEmpty(source['serverExe'])
      ? { what: 'lost', text: 'there is no serverExe that they are for' }
      : serverTold(value, source),
  ),
  serverHost: readAs(text, 'it is no text', addressTold),
  serverPort: readAs(wholeNumber, 'it is no port', addressTold),
  serverCwd: lost('the server runs in cwd'),
  liveWatch: lost('live watch is not supported yet'),
  verbose: (value) =>
    truth(value) === true
      ? converted({ showDevDebugOutput: 'both' })
      : { what: 'converted', text: 'not needed: nothing more is said by default' },
  logFile: lost('the output channel has what is said'),
  numberDisplayMode: lost("VS Code's own menu of the Variables view has hexadecimal numbers"),
};

/** Offsets have no counterpart; 0 and nothing are none. */
export function imagesOf(value: unknown): readonly ImportedImage[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.filter((entry) => !isEmpty(entry)).map(readImage);
}

const imageFiles = ['imageFileName', 'symbolFileName'];
const imageOffsets = ['imageOffset', 'symbolOffset', 'symbolLoadAddress'];

function readImage(entry: unknown): ImportedImage {
  if (!isObject(entry))
    return { image: undefined, symbols: undefined, lost: [JSON.stringify(entry)] };
  const image = text(entry['imageFileName']);
  const lost = [
    ...unreadMembers(entry, imageFiles, text),
    ...unreadMembers(entry, imageOffsets, (value) => isNoOffset(value) || undefined),
    ...otherMembers(entry, [...imageFiles, ...imageOffsets]),
  ];
  return { image, symbols: text(entry['symbolFileName']) ?? image, lost };
}

function isNoOffset(value: unknown): boolean {
  return value === 0 || (typeof value === 'string' && /^(0x)?0*$/i.test(value));
}

export function commands(
  value: unknown,
  source: RawConfiguration,
  ofLaunch: 'preLaunchCommands' | 'postLaunchCommands',
): Reading {
  const list = texts(value);
  if (list === undefined) return { what: 'lost', text: 'it is no list of commands' };
  const rest = withoutOwn(list);
  return rest.length === 0
    ? { what: 'converted', text: 'not needed: a launch connects, sets GDB up and programs' }
    : converted({ [requestOf(source) === 'attach' ? 'postAttachCommands' : ofLaunch]: rest });
}

/** The reset that ST's extension writes by itself leaves the target running to the entry, which a restart does anyway. */
function quickReset(value: unknown): Reading {
  const list = texts(value);
  if (list === undefined) return { what: 'lost', text: 'it is no list of commands' };
  const resumes = list.filter((command) => /^\s*(tbreak|continue|c)\b/.test(command));
  const rest = list.filter((command) => !resumes.includes(command));
  if (rest.every((command) => /^\s*monitor reset\s*$/.test(command)))
    return { what: 'converted', text: "not needed: it is the server's own reset" };
  const read = converted({ overrideResetCommands: rest });
  return resumes.length === 0
    ? read
    : { ...read, text: `${read.text}; without ${resumes.join(', ')}, which is done anyway` };
}

function serverExtLoader(value: unknown): Reading {
  const set = loaders(value);
  if (set === undefined) return { what: 'lost', text: 'it names no loader' };
  const entries = (value as readonly unknown[]).filter(isObject);
  const isInit = entries.some(
    ({ initialize }) => !isEmpty(initialize) && truth(initialize) !== false,
  );
  return without(converted({ externalLoaders: set }), [
    ...(isInit ? ["initialize (give the server's -ei in serverArgs)"] : []),
    ...entries.flatMap((entry) => otherMembers(entry, ['loader', 'initialize'])),
  ]);
}

function rtos(value: unknown, source: RawConfiguration): Reading {
  const wanted = isObject(value) && truth(value['enabled']) === true ? value : undefined;
  if (wanted === undefined) return { what: 'converted', text: 'not needed: it is switched off' };
  return {
    what: 'lost',
    text:
      source['type'] === 'jlinkgdbtarget'
        ? "give J-Link's plugin in rtos"
        : "tasks are shown with servertype openocd and its rtos only, not through ST's RTOS proxy",
  };
}

/** Which server it is was decided from all of them together. */
function serverTold(_value: unknown, source: RawConfiguration): Reading {
  const { type, serverExe } = source;
  if (type !== 'stgdbtarget') return { what: 'lost', text: 'only stgdbtarget has it' };
  const program = text(serverExe);
  if (program !== undefined && servertypeOf(program) === undefined)
    return {
      what: 'lost',
      text: 'this server is not started here: start it yourself, it is reached at gdbTarget',
    };
  return serverReading(server(source), argumentList(source['serverParameters']) ?? []);
}

function addressTold(value: unknown, source: RawConfiguration): Reading {
  return server(source)['servertype'] === 'external'
    ? serverTold(value, source)
    : { what: 'converted', text: 'not needed: a free port is chosen for each launch' };
}
