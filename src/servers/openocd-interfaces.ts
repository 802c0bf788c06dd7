// OpenOCD's interface file by the make of the attached probe, for a launch that names no files.

import type { LaunchArgs } from '../launch/launch-args';
import type { AttachedProbe, ProbeMake, ServerNote } from '../launch/server-driver';

/** In OpenOCD's folder tcl/interface; of several makes that are attached the first one here is taken. */
export const interfaceFiles: Readonly<Record<ProbeMake, string>> = {
  stlink: 'interface/stlink.cfg',
  'cmsis-dap': 'interface/cmsis-dap.cfg',
  jlink: 'interface/jlink.cfg',
};

const makes: readonly ProbeMake[] = ['stlink', 'cmsis-dap', 'jlink'];

/** An stlink-server has ST-LINKs only, and files that are named say it themselves. */
export function choosesByProbe({ configFiles, stlinkServer }: LaunchArgs): boolean {
  return configFiles.length === 0 && stlinkServer === undefined;
}

/** @returns an ST-LINK where nobody knows. */
export function makeFor(args: LaunchArgs, probes: readonly AttachedProbe[]): ProbeMake {
  if (!choosesByProbe(args)) return 'stlink';
  return makes.find((make) => probes.some(({ family }) => family === make)) ?? 'stlink';
}

/** Which file was chosen and why; nothing where nobody looked or there was no choice. */
export function interfaceNotes(
  args: LaunchArgs,
  probes: readonly AttachedProbe[],
): readonly ServerNote[] {
  if (!choosesByProbe(args) || probes.length === 0) return [];
  const make = makeFor(args, probes);
  const names = (some: readonly AttachedProbe[]): string =>
    some.map(({ name, id }) => `${name} (${id})`).join(' and ');
  const ours = probes.filter(({ family }) => family === make);
  const others = probes.filter(({ family }) => family !== make);
  const chosen = `OpenOCD uses ${interfaceFiles[make]} for the attached ${names(ours)}`;
  if (others.length > 0) {
    const more = `${names(others)} ${others.length === 1 ? 'is' : 'are'} attached as well`;
    return [
      { text: `${chosen}; ${more}. Set serialNumber or configFiles to choose.`, isShown: true },
    ];
  }
  return [{ text: `${chosen}, as configFiles names no files.`, isShown: make !== 'stlink' }];
}
