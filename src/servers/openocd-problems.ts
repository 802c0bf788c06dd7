// What is wrong with a launch for OpenOCD: no files, a probe it cannot be told, a reset it cannot do.

import { isLoopback, parseHostPort } from '../base/host-port';
import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import { keepsRunning } from './openocd-commands';
import { hasCoreReset, targetFile } from './openocd-targets';

export function openOcdProblems(args: LaunchArgs): readonly Finding[] {
  return [
    ...(args.configFiles.length > 0 || targetFile(args) !== undefined ? [] : [noTarget(args)]),
    ...serialProblems(args),
    ...stlinkServerProblems(args),
    ...rtosProblems(args),
    ...resetProblems(args),
  ];
}

function noTarget({ device }: LaunchArgs): Finding {
  return {
    id: 'openocd-no-config',
    severity: 'error',
    message:
      device === undefined
        ? 'OpenOCD needs configFiles, or a device to choose its target file by.'
        : `No target file of OpenOCD is known for device "${device}", and there are no configFiles.`,
    evidence: [
      {
        what:
          device === undefined
            ? 'neither "configFiles" nor "device"'
            : `"device": "${device}", no "configFiles"`,
        where: 'launch configuration',
      },
    ],
    fixes: [
      {
        title:
          'Set configFiles, for example ["interface/stlink.cfg", "target/stm32f4x.cfg"], or device to the name on the chip.',
      },
    ],
    attribute: 'configFiles',
  };
}

/** What is wrong with one attribute, but for the finding's id and severity. */
function wrong(
  attribute: string,
  message: string,
  fix: string,
): Pick<Finding, 'attribute' | 'message' | 'evidence' | 'fixes'> {
  return {
    ...{ message, attribute },
    evidence: [{ what: `"${attribute}" as it is set`, where: 'launch configuration' }],
    fixes: [{ title: fix }],
  };
}

function wrongProbe(attribute: string, message: string, fix: string): Finding {
  return { id: 'openocd-probe-settings', severity: 'error', ...wrong(attribute, message, fix) };
}

function wrongReset(attribute: string, message: string, fix: string): Finding {
  return { id: 'reset-strategy-unsupported', severity: 'error', ...wrong(attribute, message, fix) };
}

/** Within braces of its language: one of its own in there would be the end of the word. */
function serialProblems({ serialNumber }: LaunchArgs): readonly Finding[] {
  if (serialNumber === undefined || /^[\w.:-]+$/.test(serialNumber)) return [];
  return [
    wrongProbe(
      'serialNumber',
      `serialNumber "${serialNumber}" is no serial number of a probe.`,
      'Take it from the list of "stm32-preflight probe", or leave it out with a single probe.',
    ),
  ];
}

/** Its backend has a port and no host: it connects to this computer (0.12, stlink_usb.c, stlink_tcp_open). */
function stlinkServerProblems({ stlinkServer }: LaunchArgs): readonly Finding[] {
  if (stlinkServer === undefined) return [];
  const server = parseHostPort(stlinkServer);
  if (server === undefined)
    return [
      wrongProbe(
        'stlinkServer',
        `stlinkServer "${stlinkServer}" is not host:port.`,
        'Set it to the address of the stlink-server, for example "127.0.0.1:7184".',
      ),
    ];
  if (isLoopback(server.host)) return [];
  return [
    wrongProbe(
      'stlinkServer',
      `OpenOCD reaches an stlink-server on this computer only, not on ${server.host}.`,
      'Start the GDB server where the stlink-server is, and use servertype "external" with its address in gdbTarget.',
    ),
  ];
}

function rtosProblems({ rtos }: LaunchArgs): readonly Finding[] {
  if (rtos === undefined || /^[\w+.-]+$/.test(rtos)) return [];
  return [
    {
      id: 'openocd-rtos',
      severity: 'error',
      ...wrong(
        'rtos',
        `rtos "${rtos}" is no name of an RTOS that OpenOCD could know.`,
        'Set it to "auto", or to one of OpenOCD\'s names: "FreeRTOS", "ThreadX", "Zephyr", "ChibiOS", "rtkernel".',
      ),
    },
  ];
}

function resetProblems(args: LaunchArgs): readonly Finding[] {
  if (args.resetStrategy === 'core' && hasCoreReset(args) === false)
    return [
      wrongReset(
        'resetStrategy',
        `resetStrategy "core" is not possible: the core of ${args.device ?? 'this part'} has no reset of its own (VECTRESET), only the reset of the whole system.`,
        'Set resetStrategy to "software", or remove it.',
      ),
    ];
  if (args.resetStrategy === 'connect-under-reset' && keepsRunning(args))
    return [
      wrongReset(
        'haltOnAttach',
        'haltOnAttach false and resetStrategy "connect-under-reset" exclude each other: a target that is held in reset does not keep running.',
        'Remove resetStrategy to attach to the running target, or haltOnAttach to attach under reset.',
      ),
    ];
  return [];
}
