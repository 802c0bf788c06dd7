// What the native USB part says, as failures. It has only messages (usb 3.1.0 over nusb 0.2): one table of patterns.

import { Failure } from '../../base/failure';
import { probeGarbled, probeGone, probeInUse, probeSilent } from '../transport-failures';
import type { Exchange } from '../transport';
import type { UsbStep } from './worker-protocol';

export interface UsbTrouble {
  readonly step: UsbStep;
  readonly message: string;
}

interface Rule {
  readonly steps: readonly UsbStep[];
  readonly pattern: RegExp;
  readonly make: (detail: string, command: Pick<Exchange, 'command'>) => Failure;
}

const opening: readonly UsbStep[] = ['open', 'claim'];
const transfers: readonly UsbStep[] = ['out', 'in'];

/** The first that fits. */
const rules: readonly Rule[] = [
  { steps: ['load'], pattern: /^/, make: (detail) => usbUnavailable(detail) },
  { steps: ['list'], pattern: /not found|errno 2\b/i, make: noBus },
  { steps: ['find'], pattern: /^/, make: (detail) => probeGone(detail) },
  { steps: opening, pattern: /permission|errno (1|13)\b|access denied/i, make: denied },
  {
    steps: opening,
    // Windows: a device without a driver, with another one than WinUSB, or with WinUSB half installed (nusb,
    // windows_winusb/enumeration.rs; probe-rs #2848).
    pattern: /incompatible driver|determine driver|DeviceInterfaceGUIDs|device path for WinUSB/i,
    make: driverMissing,
  },
  {
    steps: opening,
    // Windows: no such file, no such device, device not connected.
    pattern: /failed to open device \(error (2|433|1167)\)/i,
    make: (detail) => probeGone(detail),
  },
  {
    steps: opening,
    // Linux, macOS; then Windows, where the second to open a device is refused.
    pattern: /busy|exclusive|failed to open device|failed to initialize WinUSB/i,
    make: (detail) => probeInUse(detail),
  },
  {
    steps: opening,
    pattern: /disconnected|not found|no such|errno (2|19)\b/i,
    make: (detail) => probeGone(detail),
  },
  {
    steps: transfers,
    // Linux tells EPROTO, a fault, before the hub has noticed that the device is gone.
    pattern: /disconnected|no such|errno (19|71)\b|fault|protocol violation/i,
    make: (detail) => probeGone(detail),
  },
  {
    steps: transfers,
    pattern: /cancell?ed|time[d ]?-?out/i,
    make: (detail) => probeSilent(detail),
  },
  {
    steps: transfers,
    pattern: /stall/i,
    make: (detail, exchange) => probeGarbled(exchange, detail),
  },
];

/** @param exchange the one under way, where there is one. */
export function usbFailure(
  { step, message }: UsbTrouble,
  exchange: Pick<Exchange, 'command'> = { command: new Uint8Array() },
): Failure {
  const rule = rules.find(({ steps, pattern }) => steps.includes(step) && pattern.test(message));
  return rule?.make(message, exchange) ?? usbFailed(message);
}

/** USB cannot be used from this program at all. */
export function usbUnavailable(detail: string): Failure {
  return new Failure('usb-unavailable', 'environment', 'USB cannot be used on this computer.', {
    evidence: [detail],
    fix: 'Share the probe with stlink-server and name its address with stlinkServer.',
  });
}

/** What the table does not know, in the system's own words. */
export function usbFailed(detail: string): Failure {
  return new Failure('usb-failed', 'environment', `USB failed: ${detail}`);
}

function noBus(detail: string): Failure {
  const message = 'There is no USB bus on this computer, or it is hidden.';
  return new Failure('usb-unavailable', 'environment', message, { evidence: [detail] });
}

function denied(detail: string): Failure {
  const fix = "Install ST's udev rules for the ST-LINK, or OpenOCD's, and plug the probe in again.";
  const message = 'This user may not open the probe.';
  return new Failure('probe-denied', 'user', message, { evidence: [detail], fix });
}

function driverMissing(detail: string): Failure {
  const message = "Windows has no usable driver for the probe's debug interface.";
  const fix = "Install ST's driver for the ST-LINK (STSW-LINK009).";
  return new Failure('probe-driver-missing', 'user', message, { evidence: [detail], fix });
}
