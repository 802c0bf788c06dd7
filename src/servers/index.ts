// The list of GDB servers. An addition is a file and a line here.

import type { ServerDriver } from '../launch/server-driver';
import { external } from './external';
import { openocd } from './openocd';
import { qemu } from './qemu';

export const drivers: readonly ServerDriver[] = [qemu, openocd, external];
