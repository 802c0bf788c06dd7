// STM32CubeIDE's .launch files. Keys and values as its "Debug Configurations" dialog writes them (1.13 to 1.19).

import { isObject } from '../../base/record';
import { readImages } from './images';
import type { ImportedImage } from './images';
import type { Imported } from './imported';
import type { EclipseLaunch, EclipseLaunchFault } from './read-eclipse-launch';
import { readEclipseLaunch } from './read-eclipse-launch';
import { applyRules, as, converted, isEmpty, lost, needless } from './rules';
import type { Reading, Rule, Rules } from './rules';
import { loaders, resetStrategy, speed, text, truth, wholeNumber } from './values';

/** Where the file stands, for the paths in it. */
export interface CubeIdePlace {
  /** Name of the file without its ending: Eclipse's name of the configuration. */
  readonly name: string;
  /** Folder of the project, which is that of the file, as VS Code writes it: `${workspaceFolder}/firmware`. */
  readonly projectFolder: string;
}

export type CubeIdeImport =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly fault: EclipseLaunchFault };

const launchType = 'com.st.stm32cube.ide.mcu.debug.launch.launchConfigurationType';

/** Never throws. */
export function importCubeIde(xml: string, place: CubeIdePlace): CubeIdeImport {
  const read = readEclipseLaunch(xml);
  if (!read.ok) return read;
  const { launch } = read;
  if (launch.type !== launchType) {
    const message = `it is no launch configuration of STM32CubeIDE but of type ${launch.type}`;
    return { ok: false, fault: { message } };
  }
  return { ok: true, imported: importLaunch(launch, place) };
}

function importLaunch({ attributes }: EclipseLaunch, place: CubeIdePlace): Imported {
  const source = Object.fromEntries(
    [...attributes].map(([key, value]) => [shortKey(key), value] as const),
  );
  const project = String(source['launch.PROJECT_ATTR'] ?? '');
  const rules = rulesFor(pathReader({ ...place, project }));
  // Keys that say nothing of the debugging, and fields that were left empty, are not worth a line.
  const asked = Object.entries(source).filter(([key, value]) => {
    return !isEclipsesOwn(key) && !isEmpty(value);
  });
  const named = { ...Object.fromEntries(asked), name: place.name, request: 'launch' };
  return applyRules(named, rules, { servertype: 'stlink', cwd: place.projectFolder });
}

/** Its prefixes are long and say nothing: `stlink.frequency`, `launch.loadList`. */
function shortKey(key: string): string {
  return key
    .replace(/^com\.st\.stm32cube\.ide\.mcu\.(debug\.)?/, '')
    .replace(/^org\.eclipse\.cdt\.debug\.gdbjtag\.core\./, 'gdbjtag.')
    .replace(/^org\.eclipse\.cdt\.dsf\.gdb\./, 'gdb.')
    .replace(/^org\.eclipse\.cdt\.launch\./, 'launch.');
}

function isEclipsesOwn(key: string): boolean {
  return /^(org\.eclipse\.|process_factory_id$|launch\.(PROJECT_|ATTR_|DEBUGGER_|COREFILE|formatVersion|remoteCommand|useRemoteTarget|ip_address_local)|gdb\.(NON_STOP|UPDATE_THREAD)|gdbjtag\.(useRemote|pcRegister|setPcRegister|doHalt|doReset|imageOffset|symbolsOffset|connection|protocol))/.test(
    key,
  );
}

interface ProjectPlace extends CubeIdePlace {
  readonly project: string;
}

/** A path of Eclipse as VS Code has it; undefined where a variable in it is not known. */
function pathReader({
  project,
  projectFolder,
}: ProjectPlace): (path: string) => string | undefined {
  return (path) => {
    const plain = path
      .replace(/\\/g, '/')
      .replace(/\$\{(ProjName|project_name)\}/g, () => project)
      .replace(/\$\{(project_loc|ProjDirPath)(:[^}]*)?\}/g, () => projectFolder)
      .replace(/\$\{workspace_loc:\/?([^/}]*)([^}]*)\}/g, (all, name: string, rest: string) =>
        name === project ? projectFolder + rest : all,
      );
    if (/\$\{(?!workspaceFolder\})/.test(plain)) return undefined;
    const isAbsolute = /^(\/|[A-Za-z]:\/|\$\{workspaceFolder\})/.test(plain);
    return isAbsolute ? plain : `${projectFolder}/${plain.replace(/^\.\//, '')}`;
  };
}

const servers: Readonly<Record<string, string>> = {
  'com.st.stm32cube.ide.mcu.debug.stlink': 'stlink',
  'com.st.stm32cube.ide.mcu.debug.openocd': 'openocd',
  'com.st.stm32cube.ide.mcu.debug.jlink': 'jlink',
};

function rulesFor(path: (given: string) => string | undefined): Rules {
  const file = (value: unknown): string | undefined => {
    const given = text(value);
    return given === undefined ? undefined : path(given);
  };
  return {
    'gdbjtag.jtagDeviceId': (value, source) => readServer(value, source),
    'launch.startServer': (value) =>
      value === false
        ? { what: 'converted', text: 'the server runs already: see gdbTarget' }
        : { what: 'converted', text: 'not needed: the server is started' },
    'gdbjtag.ipAddress': needless('the server is reached on this computer, or at gdbTarget'),
    'gdbjtag.portNumber': needless('a free port is chosen for each launch, or it is in gdbTarget'),
    'launch.PROGRAM_NAME': (value) => {
      const executable = file(value);
      return executable === undefined
        ? { what: 'lost', text: `it has a variable that only Eclipse knows: ${String(value)}` }
        : converted({ executable });
    },
    'launch.loadList': (value) => readLoadList(value, file),
    'gdb.DEBUG_NAME': (value) =>
      text(value) === 'arm-none-eabi-gdb'
        ? { what: 'converted', text: 'not needed: it is looked for' }
        : converted({ gdbPath: value }),
    'gdbjtag.initCommands': as('preLaunchCommands', lines),
    'gdbjtag.runCommands': as('postLaunchCommands', lines),
    'gdbjtag.setStopAt': (value) =>
      value === false
        ? converted({ runToEntryPoint: '' })
        : { what: 'converted', text: 'see gdbjtag.stopAt' },
    'gdbjtag.stopAt': (value, source) =>
      source['gdbjtag.setStopAt'] === false
        ? { what: 'converted', text: 'not needed: it is switched off' }
        : converted({ runToEntryPoint: value }),
    'gdbjtag.setResume': (value, source) =>
      value === true && source['gdbjtag.setStopAt'] === false
        ? converted({ startRunning: true })
        : { what: 'converted', text: 'not needed: see gdbjtag.stopAt' },
    'gdbjtag.loadImage': whenOff({ loadFiles: [] }),
    'gdbjtag.loadSymbols': needless('symbols are always read'),
    'launch.swd_mode': (value) => converted({ interface: value === false ? 'jtag' : 'swd' }),
    'stlink.reset_strategy': as('resetStrategy', resetStrategy),
    'stlink.frequency': (value) =>
      speed(value) === undefined
        ? { what: 'converted', text: "not needed: the server's own clock" }
        : converted({ speed: speed(value) }),
    'stlink.stlink_check_serial_number': needless('see stlink.stlink_txt_serial_number'),
    'stlink.stlink_txt_serial_number': (value, source) =>
      source['stlink.stlink_check_serial_number'] === true
        ? converted({ serialNumber: value })
        : { what: 'converted', text: 'not needed: it is switched off' },
    'stlink.enable_shared_stlink': (value) =>
      value === true ? converted({ shared: true }) : isOff,
    'stlink.low_power_debug': choice('debugInLowPower'),
    'stlink.watchdog_config': choice('freezeWatchdogs'),
    'stlink.enable_max_halt_delay': whenOn('how long a halt may take is limited here'),
    'stlink.max_halt_delay': needless('how long a halt may take is limited here'),
    'stlink.halt_all_on_reset': whenOn('one core is debugged at a time'),
    'stlink.cti_allow_halt': whenOn('one core is debugged at a time'),
    'stlink.cti_signal_halt': whenOn('one core is debugged at a time'),
    'stlink.enable_logging': needless('the output channel has what the server says'),
    'stlink.log_file': needless('the output channel has what the server says'),
    stlinkenable_rtos: whenOn('tasks are shown by servertype openocd and its rtos only'),
    'launch.access_port_id': (value) =>
      wholeNumber(value) === 0
        ? { what: 'converted', text: 'not needed: it is the first' }
        : as('targetProcessor', wholeNumber)(value, {}),
    'launch.cubeprog_external_loaders': readLoaders,
    'launch.verify_flash_download': as('verify', truth),
    'launch.enable_swv': whenOn('SWO is not supported yet'),
    'launch.swv_port': needless('SWO is not supported yet'),
    'launch.swv_trace_hclk': needless('SWO is not supported yet'),
    'launch.swv_wait_for_sync': needless('SWO is not supported yet'),
    'launch.limit_swo_clock.enabled': needless('SWO is not supported yet'),
    'launch.limit_swo_clock.value': needless('SWO is not supported yet'),
    'launch.enable_live_expr': whenOn('live watch is not supported yet'),
    'launch.override_start_address_mode': (value) =>
      value === 'default'
        ? { what: 'converted', text: 'not needed: it is switched off' }
        : { what: 'lost', text: 'the image starts where its vector table says' },
    'launch.vector_table': as('vectorTable', text),
    'launch.startuptab.exception.divby0': whenOn('faults are not caught by settings'),
    'launch.startuptab.exception.unaligned': whenOn('faults are not caught by settings'),
    'launch.startuptab.haltonexception': whenOn('faults are not caught by settings'),
    'launch.debug_auth_certif_path': lost('debug authentication is left to STM32CubeProgrammer'),
    'launch.debug_auth_key_path': lost('debug authentication is left to STM32CubeProgrammer'),
    'launch.debug_auth_check_enable': whenOn('debug authentication is left to STM32CubeProgrammer'),
    'launch.debug_auth_permission': needless('it belongs to debug authentication'),
    'rtosproxy.enableRtosProxy': whenOn('tasks are shown by servertype openocd and its rtos only'),
    'rtosproxy.rtosProxyDriver': needless('it belongs to the RTOS proxy'),
    'rtosproxy.rtosProxyDriverAuto': needless('it belongs to the RTOS proxy'),
    'rtosproxy.rtosProxyDriverPort': needless('it belongs to the RTOS proxy'),
    'rtosproxy.rtosProxyPort': needless('it belongs to the RTOS proxy'),
    'rtosproxy.rtosProxyCustomProperties': needless('it belongs to the RTOS proxy'),
  };
}

const isOff: Reading = { what: 'converted', text: 'not needed: it is switched off' };

/** Lost only where it was wanted. */
function whenOn(why: string): Rule {
  return (value) => (value === true ? { what: 'lost', text: why } : isOff);
}

function whenOff(set: { readonly loadFiles: readonly string[] }): Rule {
  return (value) =>
    value === false ? converted(set) : { what: 'converted', text: 'not needed: so it is anyway' };
}

function readServer(value: unknown, source: Readonly<Record<string, unknown>>): Reading {
  const id = text(value) ?? '';
  const servertype = Object.hasOwn(servers, id) ? servers[id] : undefined;
  if (source['launch.startServer'] === false || servertype === undefined) {
    const host = text(source['gdbjtag.ipAddress']) ?? 'localhost';
    const port = wholeNumber(source['gdbjtag.portNumber']) ?? 61234;
    return converted({ servertype: 'external', gdbTarget: `${host}:${port}` });
  }
  return converted({ servertype });
}

/** One command a line. */
function lines(value: unknown): readonly string[] | undefined {
  const list = (text(value) ?? '').split(/\r?\n/).map((line) => line.trim());
  const commands = list.filter((line) => line !== '');
  return commands.length === 0 ? undefined : commands;
}

function readLoadList(value: unknown, file: (value: unknown) => string | undefined): Reading {
  const list = json(value);
  const items: readonly unknown[] =
    isObject(list) && Array.isArray(list['fItems']) ? (list['fItems'] as unknown[]) : [];
  const images = items.filter(isObject).map((item): ImportedImage => {
    const path = file(item['fPath']);
    return {
      image: item['fDownload'] === false ? undefined : path,
      symbols: item['fLoadSymbols'] === false ? undefined : path,
      // It has a variable that only Eclipse knows.
      lost: path === undefined ? [String(item['fPath'])] : [],
    };
  });
  return readImages(images);
}

function readLoaders(value: unknown): Reading {
  const list = json(value);
  if (Array.isArray(list) && list.length === 0)
    return { what: 'converted', text: 'not needed: there is none' };
  const entries = Array.isArray(list)
    ? (list as unknown[]).map((entry) =>
        isObject(entry) ? { loader: Object.values(entry).find(isLoader) } : entry,
      )
    : [];
  const set = loaders(entries);
  return set === undefined
    ? { what: 'lost', text: 'no loader can be read from it: give its path in externalLoaders' }
    : converted({ externalLoaders: set });
}

function isLoader(value: unknown): boolean {
  return typeof value === 'string' && /\.stldr$/i.test(value);
}

/** "none" is the dialog's "No configuration". */
function choice(to: 'debugInLowPower' | 'freezeWatchdogs'): Rule {
  return (value) => {
    const isOn = value === 'none' ? undefined : truth(value);
    return isOn === undefined
      ? { what: 'converted', text: `no choice was made there: ${to} has its default` }
      : converted({ [to]: isOn });
  };
}

function json(value: unknown): unknown {
  try {
    return JSON.parse(text(value) ?? '') as unknown;
  } catch {
    return undefined;
  }
}
