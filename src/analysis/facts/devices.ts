// The part facts: every place that names a part, and the part they name.

import type { Device } from '../../devices/device';
import { unknownFact } from '../facts';
import type { Fact, NamedDevice } from '../facts';

export interface DeviceFacts {
  readonly namedDevices: Fact<readonly NamedDevice[]>;
  readonly device: Fact<Device>;
}

export function gatherDevices(): DeviceFacts {
  const none = unknownFact('the part was not looked for');
  return { namedDevices: none, device: none };
}
