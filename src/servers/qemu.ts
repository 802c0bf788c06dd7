// QEMU's STM32 boards as a target: no hardware needed. The image is written by GDB's load, as on a chip.

import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import type { ServerDriver } from '../launch/server-driver';
import { byPartName } from './by-part-name';
import type { PartTable } from './by-part-name';

/**
 * QEMU's STM32 machines by the start of the part's name, from `qemu-system-arm -machine help` (7.2): the
 * board with the same line of parts, so that memories and peripherals are where the image expects them.
 */
const machines: PartTable = [
  ['STM32F405', 'netduinoplus2'],
  ['STM32F205', 'netduino2'],
  ['STM32F100', 'stm32vldiscovery'],
];

export const qemu: ServerDriver = {
  id: 'qemu',
  label: 'QEMU, started for the session',
  name: 'QEMU',
  tool: {
    names: ['qemu-system-arm'],
    install:
      'Install QEMU: "sudo apt-get install qemu-system-arm" on Debian and Ubuntu, "brew install qemu" on macOS.',
  },
  reads: ['serverpath', 'serverArgs', 'machine'],
  usesProbe: false,
  isSimulated: true,
  problems: (args) => (machineOf(args) === undefined ? [noMachine(args)] : []),
  command: (args, { program, port }) => ({
    program,
    args: [
      ...['-machine', machineOf(args) ?? ''],
      ...['-display', 'none', '-monitor', 'none', '-serial', 'stdio'],
      // Always 127.0.0.1: "tcp::port" would silently take IPv6 when only IPv4 is in use.
      ...['-S', '-gdb', `tcp:127.0.0.1:${port}`],
      ...args.serverArgs,
    ],
    // It prints nothing when it is ready; with -S the core stands still, so a trial connection is harmless.
    ready: { kind: 'port' },
    fatal: [],
    noAnswer: [],
    portTaken: [/Failed to find an available port/],
    outputIsTarget: true,
  }),
  address: (_args, port) => ({ mode: 'remote', host: '127.0.0.1', port }),
  resetStrategies: [],
  resetHalt: () => ['monitor system_reset'],
  beforeLoad: () => [],
  threadsChange: false,
  endsOnSigterm: true,
};

function machineOf(args: LaunchArgs): string | undefined {
  return args.machine ?? byPartName(machines, args.device);
}

function noMachine(args: LaunchArgs): Finding {
  const known = machines.map(([prefix]) => prefix).join(', ');
  const { device } = args;
  return {
    id: 'qemu-no-machine',
    severity: 'error',
    message:
      device === undefined
        ? `QEMU needs a device to choose its board by; it has one for ${known}.`
        : `QEMU has no board for device "${device}"; it has one for ${known}.`,
    evidence: [
      {
        what: device === undefined ? 'no "device"' : `"device": "${device}"`,
        where: 'launch configuration',
      },
    ],
    attribute: device === undefined ? 'servertype' : 'device',
    fixes: [
      { title: 'Set device to one of these parts, or name a QEMU board yourself with machine.' },
    ],
  };
}
