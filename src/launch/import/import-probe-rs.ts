// probe-rs (`probe-rs-debug`): what of it has a meaning with a GDB server.

import { isObject } from '../../base/record';
import type { RawConfiguration } from '../launch-json';
import type { Imported } from './imported';
import { applyRules, as, converted, isEmpty, keep, lost, otherMembers, readAs } from './rules';
import { unreadMembers, without } from './rules';
import type { Reading, Rules, Settings } from './rules';
import { speed, text, truth, wires } from './values';

export function importProbeRs(source: RawConfiguration): Imported {
  const imported = applyRules(source, rules, { servertype: serverFor(source) });
  const servertype = `now ${serverFor(source)}, which drives the same probe`;
  const note = { attribute: 'type', what: 'converted' as const, text: servertype };
  return { ...imported, notes: [note, ...imported.notes] };
}

/** It drives the probe itself; OpenOCD and J-Link's server do that for us. 1366 is SEGGER's number. */
function serverFor({ probe }: RawConfiguration): string {
  return /^1366:/i.test(text(probe) ?? '') ? 'jlink' : 'openocd';
}

const rules: Rules = {
  cwd: keep('cwd'),
  chip: as('device', text),
  // VID:PID:serial number, or the serial number alone.
  probe: readAs(text, 'it is no text', (value) => {
    const parts = (text(value) ?? '').split(':');
    const serialNumber = parts.length === 1 ? parts[0] : parts[2];
    return serialNumber === undefined || serialNumber === ''
      ? { what: 'converted', text: 'not needed: the only probe of this kind is taken' }
      : converted({ serialNumber });
  }),
  speed: as('speed', speed),
  wireProtocol: as('interface', wires),
  connectUnderReset: (value) =>
    truth(value) === true
      ? converted({ resetStrategy: 'connect-under-reset' })
      : { what: 'converted', text: 'not needed: it is switched off' },
  programBinary: as('executable', text),
  flashingConfig: readFlashing,
  coreConfigs: readCores,
  allowEraseAll: lost('a read-out protection is never lifted by a launch'),
  chipDescriptionPath: lost('the part is looked up by device'),
  server: lost(
    'a server of probe-rs speaks another protocol; a GDB server is reached by gdbTarget',
  ),
  consoleLogLevel: lost('the output channel has everything'),
  runtimeExecutable: lost('probe-rs is not started'),
  env: lost('programs are started with the environment of the editor'),
};

const switches = [
  ...['flashingEnabled', 'haltAfterReset', 'verifyBeforeFlashing', 'verifyAfterFlashing'],
  ...['fullChipErase', 'restoreUnwrittenBytes'],
];

function readFlashing(value: unknown): Reading {
  if (!isObject(value)) return { what: 'lost', text: 'it is no object' };
  const is = (name: string): boolean => truth(value[name]) === true;
  const verify = truth(value['verifyAfterFlashing']);
  const set: Settings = {
    ...(truth(value['flashingEnabled']) === false ? { loadFiles: [] } : {}),
    ...(is('haltAfterReset') ? { breakAfterReset: true } : {}),
    ...(is('verifyBeforeFlashing') ? { skipIfIdentical: true } : {}),
    ...(verify === undefined ? {} : { verify }),
  };
  const missing = [
    ...['fullChipErase', 'restoreUnwrittenBytes'].filter(is),
    ...unreadMembers(value, switches, truth),
    ...otherMembers(value, switches),
  ];
  const read: Reading =
    Object.keys(set).length > 0
      ? converted(set)
      : { what: missing.length > 0 ? 'lost' : 'converted', text: 'as it is by default' };
  return without(read, missing);
}

const coreSwitches = ['rttEnabled', 'catchReset', 'catchHardfault'];

/** One core is debugged: the first. */
function readCores(value: unknown): Reading {
  const [first, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (!isObject(first)) return { what: 'lost', text: 'it has no core' };
  const executable = text(first['programBinary']);
  const missing = [
    ...coreSwitches.filter((name) => !isEmpty(first[name]) && truth(first[name]) !== false),
    ...(isEmpty(first['svdFile']) ? [] : ['svdFile (give it as svdPath)']),
    ...unreadMembers(first, ['programBinary'], text),
    ...otherMembers(first, [...coreSwitches, 'svdFile', 'programBinary', 'coreIndex']),
    ...(isEmpty(first['coreIndex']) || first['coreIndex'] === 0 ? [] : ['coreIndex']),
    ...(others.length > 0 ? ['the other cores'] : []),
  ];
  const read: Reading =
    executable === undefined
      ? { what: 'lost', text: 'it names no program' }
      : converted({ executable });
  return without(read, missing);
}
