// What QEMU prints: mainline's qemu-system-arm and the older GNU ARM Eclipse fork.

import { message, type MessageTable } from './message';

export const qemu = {
  'qemu-machine': message(
    'server-start',
    /unsupported machine type|Unknown board|invalid.{0,20}machine|no such machine/i,
  ),
  'qemu-port': message(
    'server-start',
    /Failed to find an available port|\bqemu.{0,200}Address already in use/i,
  ),
  'qemu-overlap': message(
    'program',
    /requested regions overlap|ROM regions are overlapping|overlapping ROM/i,
  ),
  'qemu-lockup': message('run', /Lockup: can't escalate/i),
  'qemu-assertion': message('server-start', /Assertion .{0,200} failed/i),
  'qemu-cpu': message('server-start', /Unable to find CPU definition|Invalid CPU (?:type|model)/i),
  'qemu-outside': message(
    'run',
    /Trying to execute code outside RAM or ROM|qemu: fatal:|hardware error:/i,
  ),
  'qemu-kernel': message(
    'server-start',
    /could not load kernel|Kernel image must be specified|Guest image must be specified/i,
  ),
} as const satisfies MessageTable;
