// The command line of `probe`: values as they were typed → what to do, or what is wrong with them.

import { parseHostPort } from '../base/host-port';
import type { HostPort } from '../base/host-port';

export const probeFormats = ['text', 'json'] as const;

export type ProbeFormat = (typeof probeFormats)[number];

/** `probe`: which one, and what may be done with its target. */
export interface ProbeCommand {
  readonly kind: 'probe';
  readonly serial: string | undefined;
  readonly stlinkServer: HostPort | undefined;
  readonly device: string | undefined;
  readonly servertype: string | undefined;
  readonly mayReset: boolean;
  readonly isLinkTest: boolean;
  /** Only tell which probes there are. */
  readonly isList: boolean;
  readonly format: ProbeFormat;
  readonly output: string | undefined;
  readonly isPlain: boolean;
}

/** Its options, as the table in args.ts calls them. */
export const probeOptions: ReadonlySet<string> = new Set([
  ...['serial', 'stlink-server', 'device', 'servertype', 'may-reset', 'test-link', 'list'],
  ...['format', 'output', 'no-color', 'help', 'version'],
]);

export interface ProbeValues {
  readonly serial?: string | undefined;
  readonly 'stlink-server'?: string | undefined;
  readonly device?: string | undefined;
  readonly servertype?: string | undefined;
  readonly 'may-reset': boolean;
  readonly 'test-link': boolean;
  readonly list: boolean;
  readonly format: string;
  readonly output?: string | undefined;
  readonly 'no-color': boolean;
}

/** @returns a sentence when it cannot be carried out. */
export function parseProbe(
  values: ProbeValues,
  [path]: readonly string[],
): ProbeCommand | { readonly wrong: string } {
  if (path !== undefined) return { wrong: `probe takes no paths, and "${path}" is one.` };
  const format = probeFormats.find((name) => name === values.format);
  if (format === undefined)
    return {
      wrong: `--format of probe is one of ${probeFormats.join(', ')}, not "${values.format}".`,
    };
  const text = values['stlink-server'];
  const stlinkServer = text === undefined ? undefined : parseHostPort(text);
  if (text !== undefined && stlinkServer === undefined)
    return { wrong: `--stlink-server is HOST:PORT, such as localhost:7184, not "${text}".` };
  if (values.list && values['test-link'])
    return { wrong: '--list opens no probe, so that --test-link has nothing to test.' };
  return {
    kind: 'probe',
    ...{ serial: values.serial, stlinkServer, device: values.device },
    ...{ servertype: values.servertype, mayReset: values['may-reset'] },
    ...{ isLinkTest: values['test-link'], isList: values.list },
    ...{ format, output: values.output, isPlain: values['no-color'] },
  };
}
