// What can be read from a configuration about OpenOCD's run: its probe, the files it reads, the ports it opens. What its
// scripts ask for can only be guessed: a file may do anything.

import type { LaunchArgs } from '../launch/launch-args';
import type { FixedPort, NeededFile, ProbeUse } from '../launch/server-driver';
import { connectCommands, defaultFileNames, needsDap } from './openocd-commands';

/** Firmware V2J24 is the first with the commands of its DAP driver (0.12, stlink_usb.c, STLINK_F_HAS_DAP_REG). */
export function probeUse(args: LaunchArgs): ProbeUse {
  // In the order in which OpenOCD takes them.
  const texts = [
    ...args.openOCDPreConfigLaunchCommands,
    ...args.configFiles,
    ...connectCommands(args),
    ...args.openOCDLaunchCommands,
    ...args.serverArgs,
  ];
  const isDap = needsDap(args) || texts.some((text) => /dapdirect_|stlink-dap/.test(text));
  const speeds = texts.flatMap((text) => [
    ...text.matchAll(/\badapter[_ ](?:speed|khz) (\d{1,6})\b/g),
  ]);
  const speedKhz = args.speed ?? Number(speeds.at(-1)?.[1] ?? 0);
  const resets = texts.filter((text) =>
    /\breset_config\b.*\b(?:none|srst_only|trst_only|trst_and_srst|connect_assert_srst)\b/.test(
      text,
    ),
  );
  return {
    leastJtag: isDap ? { v2: 24, v3: 1 } : undefined,
    usesNrst: /\b(?:srst_only|trst_and_srst|connect_assert_srst)\b/.test(resets.at(-1) ?? ''),
    speedKhz: speedKhz > 0 ? speedKhz : undefined,
  };
}

/** Its own scripts for ST-LINK, J-Link and CMSIS-DAP use USB unless they are told another way. */
export function isSurelyUsb(args: LaunchArgs): boolean {
  const usbFile = /(^|[/\\])interface[/\\](stlink|jlink|cmsis-dap)[^/\\]*\.cfg$/;
  const more = [...args.openOCDPreConfigLaunchCommands, ...args.openOCDLaunchCommands];
  if (args.stlinkServer !== undefined) return false;
  const isTold = [...more, ...args.serverArgs].some((text) => /\btcp\b|adapter driver/.test(text));
  return (
    !isTold && (args.configFiles.length === 0 || args.configFiles.some((f) => usbFile.test(f)))
  );
}

/**
 * Search order of 0.12 (options.c, add_default_dirs, and its own log at -d3), plus the folders of xPack's and
 * PlatformIO's packages. Only files that are named by a path can be missed; a user's script may read others.
 */
export function neededFiles(args: LaunchArgs): readonly NeededFile[] {
  // Which probe is attached is asked meanwhile; OpenOCD has the files of all makes side by side.
  const named = args.configFiles.length > 0 ? args.configFiles : defaultFileNames(args, 'stlink');
  const folders: NeededFile['folders'] = [
    { from: 'cwd', path: '' },
    ...args.searchDir.map((path) => ({ from: 'cwd' as const, path })),
    { from: 'home', path: '.config/openocd' },
    { from: 'home', path: '.openocd' },
    { from: 'program', path: '../share/openocd/site' },
    { from: 'program', path: '../share/openocd/scripts' },
    { from: 'program', path: '../openocd/scripts' },
    { from: 'program', path: '../scripts' },
    { from: 'root', path: '/usr/share/openocd/scripts' },
    { from: 'root', path: '/usr/local/share/openocd/scripts' },
  ];
  return named
    .filter((text) => text !== '')
    .map((text) => ({
      ...{ attribute: 'configFiles' as const, text, role: 'a configuration script', folders },
    }));
}

/** The user's own `telnet_port` and `tcl_port`; we disable both. OpenOCD ends when it cannot bind one of them. */
export function fixedPorts(args: LaunchArgs): readonly FixedPort[] {
  const sources = [
    'openOCDPreConfigLaunchCommands' as const,
    'openOCDLaunchCommands' as const,
    'serverArgs' as const,
  ];
  return sources.flatMap((attribute) =>
    args[attribute].flatMap((text) =>
      [...text.matchAll(/\b(?:telnet|tcl)[_ ]port (\d{1,5})\b/g)]
        .map(([, port]) => ({ attribute, port: Number(port) }))
        .filter(({ port }) => port >= 1 && port <= 65535),
    ),
  );
}
