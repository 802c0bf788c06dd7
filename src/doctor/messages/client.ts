// What the programs say that start servers: Cortex-Debug, STM32CubeIDE, PlatformIO, Arduino; and the shell.

import { consequence, message, type MessageTable } from './message';

export const client = {
  'spawn-enoent': message(
    'server-start',
    /spawn .{0,300}ENOENT|CreateProcess .{0,80}(?:error=?2|failed)|(?:openocd|st-util|pyocd|JLinkGDBServer\w*|ST-LINK_gdbserver)(?:\.exe)?["']?: (?:command )?not found|is not recognized as an internal or external command/i,
  ),
  /** Any program that listens says so, the firmware's too. */
  'address-in-use': message(
    'server-start',
    /Address already in use|\bEADDRINUSE\b|Only one usage of each socket address/i,
  ),
  'server-timeout': message(
    'server-start',
    /(?:Failed to (?:launch|start)|waiting for|launching|starting) .{0,60}server.{0,40}(?:Timeout|timed out)/i,
  ),
  'server-start-timeout': message('server-start', /Failed to start \S+ gdb server: Timeout/i),
  'server-quit': consequence('server-start', /GDB Server Quit Unexpectedly/i),
  'executable-missing': message(
    'server-start',
    /Unable to find executable file at|executable .{0,200} does not exist|executable .{0,200}not found, or not readable/i,
  ),
  'gdb-server-failed': consequence('target-connect', /Failed to start (?:the )?GDB ?server/i),
  'server-exited': consequence('gdb-connect', /GDB server (?:exited|session ended)/i),
  /** In our own words, as they stand in a report. */
  'server-killed': message(
    'gdb-connect',
    /^(?:OpenOCD|ST-LINK_gdbserver|st-util|pyOCD|JLinkGDBServer|QEMU) was killed by SIG[A-Z]{2,8}\b/,
  ),
  'console-closed': message('context', /onBackendConnect: gdb-server \w+ closed/i),
  'non-ascii-path': message(
    'context',
    /[Uu]sers[\\/]{1,2}[^\\/\n"]{0,40}[^\x00-\x7f][^\\/\n"]{0,40}[\\/]/,
  ),
  'path-option-invalid': message('server-start', /option value \(.{0,200}\) is not valid/i),
  'under-reset-option': message(
    'context',
    /connect_assert_srst|--connect-under-reset|under-reset\b.{0,10}|mode=UR\b/i,
  ),
  'path-braces': message('program', /couldn't open \{/i),
} as const satisfies MessageTable;
