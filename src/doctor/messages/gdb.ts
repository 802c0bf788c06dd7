// What GDB says to its user or over MI, and the system's words that it passes on.

import { consequence, message, type MessageTable } from './message';

export const gdb = {
  'gdb-disconnected': consequence(
    'gdb-connect',
    /Remote communication error|Target disconnected|Remote connection closed/i,
  ),
  'gdb-refused': message(
    'gdb-connect',
    /could not connect \(error 138\)|joined drive|undocumented errno 10061|connection refused|actively refused|ECONNREFUSED/i,
  ),
  /** Somebody listens, or the packet is lost: nobody answers in time. */
  'gdb-timed-out': message('gdb-connect', /\bconnection timed out/i),
  'gdb-target-remote': consequence('gdb-connect', /Failed to execute MI command: target remote/i),
  'gdb-flash-failed': message(
    'program',
    /Error finishing flash operation|Load failed|Error erasing flash with vFlash|Error writing data to flash/i,
  ),
  'gdb-packet': message('program', /Ignoring packet error|invalid hex digit/i),
  'gdb-truncated': message(
    'gdb-connect',
    /Truncated register \d+|'g' packet reply is too long|Architecture rejected target-supplied/i,
  ),
  'gdb-library': message(
    'server-start',
    /error while loading shared libraries|cannot open shared object file|libpython\S{0,20}: cannot open/i,
  ),
  'gdb-not-started': message(
    'server-start',
    /GDB could not start as expected|Unable to start GDB|Failed to launch GDB: (?!Load)/i,
  ),
  'gdb-not-found': message(
    'server-start',
    /GDB executable ".{0,300}" was not found|(?:arm-none-eabi-gdb|gdb-multiarch)(?:-py)?(?:\.exe)?["']?:? (?:ENOENT|(?:command |is |was )?not found(?! in\b))/i,
  ),
  'file-format': message('program', /File format not recognized|not in executable format/i),
  'file-missing': message('program', /(?<!object file: )\bNo such file or directory\b/i),
  'no-symbols': message(
    'run',
    /no debugging symbols found|No symbol table is loaded|No executable has been specified|No symbol file now/i,
  ),
  'hw-breakpoints': message(
    'run',
    /Cannot insert hardware breakpoint|too many hardware breakpoints|Could not insert hardware breakpoints/i,
  ),
  'break-in-system-memory': message(
    'run',
    /Break at address "?0x1ff[0-9a-f]{5}|\*stopped,.{0,400}\baddr="0x1ff[0-9a-f]{5}"|\b0x1ff[0-9a-f]{5} in \?\?|pc:? (?:is )?0x1ff[0-9a-f]{5}/i,
  ),
  'rcmd-error': message('gdb-connect', /Protocol error with Rcmd|Unknown reset option/i),
  'monitor-unsupported': message(
    'gdb-connect',
    /"?monitor"? command not supported by this target|not supported by this target\.|The program is not being run|Don't know how to run/i,
  ),
  'pc-is-dhcsr-key': message('run', /0xa05f0000 in \?\?/i),
  'gdb-register-nonsense': message('run', /0xdeadbeee? in \?\?|0xfffffffe in \?\?/i),
  'gdb-memory-access': message('run', /Cannot access memory at address/i),
  'gdb-loading': message('context', /Loading section \S+, size/i),
  'gdb-load-done': message('context', /Transfer rate:|Start address 0x[0-9a-f]+, load size/i),
  'cubeide-launch-failed': consequence(
    'gdb-connect',
    /Error in final launch sequence|Failed to execute MI command/i,
  ),
} as const satisfies MessageTable;
