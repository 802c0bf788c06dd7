// The list of GDB servers. An addition is a file and a line here.

import type { ServerDriver } from '../launch/server-driver';
import { external } from './external';
import { jlink } from './jlink';
import { openocd } from './openocd';
import { pyocd } from './pyocd';
import { qemu } from './qemu';
import { stlink } from './stlink';
import { stutil } from './stutil';

export const drivers: readonly ServerDriver[] = [
  qemu,
  openocd,
  stlink,
  stutil,
  pyocd,
  jlink,
  external,
];
