// Which of several probes is meant: pure, so that it is tested without VS Code. The question itself is choose-probe.ts.

import { isSerial } from '../../analysis/probe-words';
import type { LaunchArgs } from '../../launch/launch-args';
import { resolveArgs } from '../../launch/resolve-args';
import type { ServerDriver } from '../../launch/server-driver';
import type { ProbeInfo } from '../../probe/probe-info';

export type ProbeDecision =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly probe: ProbeInfo }
  | { readonly kind: 'ask'; readonly candidates: readonly ProbeInfo[] };

/** A lone probe needs no choice; of several the remembered one is taken while it is there. */
export function decideProbe(
  probes: readonly ProbeInfo[],
  rememberedSerial: string | undefined,
): ProbeDecision {
  const candidates = probes.filter(({ family }) => family === 'stlink');
  const remembered = candidates.filter(({ serial }) => isSerial(serial, rememberedSerial));
  const [only, ...others] = remembered.length === 1 ? remembered : candidates;
  if (only === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', probe: only } : { kind: 'ask', candidates };
}

/**
 * Where a launch looks for its probe when it names none and its server could use any ST-LINK: empty for USB, else the
 * address of an stlink-server. Undefined: the launch names its probe in some way, or uses none.
 */
export function looksForProbe(
  configuration: Readonly<Record<string, unknown>>,
  drivers: readonly ServerDriver[],
): string | undefined {
  const driver = drivers.find(({ id }) => id === configuration['servertype']);
  if (driver?.usesProbe !== true || !driver.reads.includes('serialNumber')) return undefined;
  const { args } = resolveArgs(configuration, '/');
  if (args.serialNumber !== undefined || namesProbe(args)) return undefined;
  if (args.stlinkServer !== undefined) return args.stlinkServer;
  return driver.isSurelyUsb?.(args) === true ? '' : undefined;
}

/** A script of the user chooses, or it is for another family of probes. */
function namesProbe(args: LaunchArgs): boolean {
  const told = [
    ...args.openOCDPreConfigLaunchCommands,
    ...args.openOCDLaunchCommands,
    ...args.serverArgs,
  ];
  return (
    told.some((text) =>
      /\b(?:adapter serial|hla_serial|st-link serial|usb location)\b/.test(text),
    ) ||
    (args.configFiles.length > 0 &&
      !args.configFiles.some((file) => /\bstlink\b[^/\\]*\.cfg$/.test(file)))
  );
}
