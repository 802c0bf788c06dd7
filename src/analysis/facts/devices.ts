// The part facts: every place that names a part, and the part they name.

import { basename } from 'node:path';
import type { Device } from '../../devices/device';
import { findDevice } from '../../devices/find-device';
import type { LaunchArgs } from '../../launch/launch-args';
import { known, unknownFact } from '../facts';
import type { Fact, IocInUse, NamedDevice } from '../facts';
import { lineStem } from '../line-stem';
import { iocLocation } from '../places';
import type { BuildFile } from './build-files';
import type { ProjectView } from './project';
import { findScriptPart } from './script-part';

export interface DeviceFacts {
  readonly namedDevices: Fact<readonly NamedDevice[]>;
  readonly device: Fact<Device>;
}

/** Looks in the configuration, the .ioc, the linker script and the build files, in this order. */
export function gatherDevices(args: LaunchArgs, project: ProjectView): DeviceFacts {
  const { ioc, linkerScript } = project.facts;
  const named = [
    ...fromConfiguration(args),
    ...(ioc.ok ? fromIoc(ioc.value) : []),
    ...(linkerScript.ok ? fromScript(linkerScript.value.file, project.scriptText ?? '') : []),
    ...fromBuildFiles(project.buildFiles),
  ];
  const [first] = named;
  if (first === undefined) {
    const why =
      'no part is named: the configuration has no device, and neither an .ioc, a linker script nor a build file names one';
    return { namedDevices: known([], 'project'), device: unknownFact(why) };
  }
  return { namedDevices: known(named, first.where), device: chooseDevice(named) };
}

/**
 * The first place whose name is known decides. Where that is only a line (`STM32F405`), a later place that names a
 * part of that line makes it exact.
 */
export function chooseDevice(named: readonly NamedDevice[]): Fact<Device> {
  const found = named.flatMap(({ match, where }) =>
    match.kind === 'found' ? [{ device: match.device, where }] : [],
  );
  const [first] = found;
  if (first === undefined) {
    const names = named.map(({ text, where }) => `"${text}" (${where})`).join(', ');
    return unknownFact(`the part is not known: ${names}`);
  }
  const exact =
    first.device.match === 'part'
      ? first
      : found.find(({ device }) => device.match === 'part' && isOfLine(device, first.device));
  const { device, where } = exact ?? first;
  return known(device, `device table; ${basename(where)} names the part`);
}

/** Whether a part can be of a line. */
function isOfLine(part: Device, line: Device): boolean {
  return part.name.startsWith(lineStem(line.name));
}

function fromConfiguration({ device }: LaunchArgs): readonly NamedDevice[] {
  if (device === undefined || device.trim() === '' || device.includes('${')) return [];
  const where = 'launch configuration';
  return [{ text: device, where, kind: 'configuration', match: findDevice(device) }];
}

/** The exact part comes before the order code, which a board's own .ioc may have and not mean. */
export function fromIoc({ file, project }: IocInUse): readonly NamedDevice[] {
  const text = project.device ?? project.orderCode;
  if (text === undefined) return [];
  const { devicePlace: place } = project;
  const location = place === undefined ? { file } : iocLocation(file, place);
  return [{ text, where: file, kind: 'ioc', location, match: findDevice(text) }];
}

/** Names that are none of a part are left out: a script may be called anything. */
export function fromScript(file: string, scriptText: string): readonly NamedDevice[] {
  const part = findScriptPart(basename(file), scriptText);
  if (part === undefined) return [];
  const { text, match, line, column } = part;
  const location =
    line === undefined || column === undefined
      ? { file }
      : { file, line, column, endLine: line, endColumn: column + text.length };
  return [{ text, where: file, kind: 'linker-script', location, match }];
}

/**
 * At most one: what the build says. A file that names parts of several lines chooses between them by something that
 * is not seen here, and so do several files that each name another one.
 */
export function fromBuildFiles(buildFiles: readonly BuildFile[]): readonly NamedDevice[] {
  const named = buildFiles.flatMap(partOfBuildFile);
  const [first] = named;
  if (first === undefined) return [];
  const isOfThisBuild = generatedName.test(first.where);
  const isAgreed = named.every((other) => lineOf(other) === lineOf(first));
  return isOfThisBuild || isAgreed ? [first] : [];
}

/** Files with one project's settings, not with a choice of boards. */
const generatedName = /(?:^|[\\/])(?:build\.ninja|link\.txt|makefile|\.cproject)$/;

function partOfBuildFile({ file, hints }: BuildFile): readonly NamedDevice[] {
  const found = hints.devices.flatMap(({ text, line }): NamedDevice[] => {
    const match = findDevice(text);
    if (match.kind !== 'found') return [];
    return [{ text, where: file, kind: 'build', location: { file, line }, match }];
  });
  const exact = found.find(({ match }) => match.kind === 'found' && match.device.match === 'part');
  const one = exact ?? found[0];
  return one !== undefined && found.every((each) => lineOf(each) === lineOf(one)) ? [one] : [];
}

/** `STM32F405`, whichever of its parts is named. */
export function lineOf({ match }: NamedDevice): string {
  return match.kind === 'found' ? lineStem(match.device.name).slice(0, 'STM32F405'.length) : '';
}
