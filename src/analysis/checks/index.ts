// The list of checks, in the order their findings are shown. An addition is a file and a line here.

import type { Check } from '../check';
import { cwdMissing } from './cwd-missing';
import { elfMissing } from './elf-missing';
import { elfNoDebugInfo } from './elf-no-debug-info';
import { elfNotArm } from './elf-not-arm';
import { elfNotElf } from './elf-not-elf';
import { elfNotLinked } from './elf-not-linked';
import { elfTruncated } from './elf-truncated';
import { elfUnreadable } from './elf-unreadable';
import { gdbMissing } from './gdb-missing';
import { serverMissing } from './server-missing';

export const checks: readonly Check[] = [
  cwdMissing,
  elfMissing,
  elfUnreadable,
  elfNotElf,
  elfTruncated,
  elfNotArm,
  elfNotLinked,
  elfNoDebugInfo,
  gdbMissing,
  serverMissing,
];
