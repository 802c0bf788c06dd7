// What the native USB part says, as failures: the strings were taken down from usb 3.1.0 on Linux, or from its sources.

import assert from 'node:assert/strict';
import { usbFailure } from '../../../src/probe/usb/usb-failures';
import type { UsbStep } from '../../../src/probe/usb/worker-protocol';

describe('failures of USB', () => {
  const cases: readonly (readonly [step: UsbStep, message: string, code: string])[] = [
    ['load', 'Cannot find native binding.', 'usb-unavailable'],
    ['list', 'getDevices error: /sys/bus/usb/devices/ not found (errno 2)', 'usb-unavailable'],
    ['find', '/dev/bus/usb/001/004 is not listed', 'probe-gone'],
    ['open', 'open error: permission denied (errno 13)', 'probe-denied'],
    ['open', 'open error: device disconnected (errno 19)', 'probe-gone'],
    ['open', 'open error: no such file or directory (errno 2)', 'probe-gone'],
    ['claim', 'claimInterface error: interface is busy (errno 16)', 'probe-in-use'],
    ['open', 'open error: failed to open device (error 5)', 'probe-in-use'],
    ['open', 'open error: failed to initialize WinUSB', 'probe-in-use'],
    ['open', 'open error: device is opened for exclusive access', 'probe-in-use'],
    [
      'claim',
      'claimInterface error: incompatible driver is installed for this device',
      'probe-driver-missing',
    ],
    [
      'claim',
      'claimInterface error: could not determine driver for interface',
      'probe-driver-missing',
    ],
    [
      'claim',
      'claimInterface error: Could not find DeviceInterfaceGUIDs in registry. WinUSB driver may not be correctly installed for this interface.',
      'probe-driver-missing',
    ],
    ['claim', 'claimInterface error: failed to open device (error 5)', 'probe-in-use'],
    ['claim', 'claimInterface error: failed to open device (error 1167)', 'probe-gone'],
    [
      'claim',
      'claimInterface error: could not open interface for exclusive access (error e00002c5)',
      'probe-in-use',
    ],
    ['in', 'transferIn error: Cancelled', 'probe-silent'],
    ['out', 'transferOut error: Cancelled', 'probe-silent'],
    ['out', 'transferOut error: Disconnected', 'probe-gone'],
    ['in', 'transferIn error: Fault', 'probe-gone'],
    ['in', 'Stall', 'probe-garbled'],
    ['in', 'transferIn error: endpoint not found', 'usb-failed'],
    ['question', 'nothing is open', 'usb-failed'],
    ['open', 'open error: something new', 'usb-failed'],
  ];
  for (const [step, message, code] of cases) {
    it(`takes "${message}" for ${code}`, () => {
      const failure = usbFailure({ step, message });
      assert.equal(failure.code, code);
      assert.ok([failure.message, ...failure.evidence].join('\n').includes(message));
    });
  }
});
