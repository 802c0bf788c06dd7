// What pyOCD prints (0.13 to 0.45), and the Python tracebacks around it.

import { message, type MessageTable } from './message';

export const pyocd = {
  'py-no-probe': message(
    'probe-open',
    /No (?:available|connected) debug probes?(?! matches)|No target device available/i,
  ),
  'py-unique-id': message('probe-open', /No connected debug probe matches/i),
  'py-busy': message('probe-open', /Resource busy|Unable to claim interface|\[Errno 16\]/i),
  'py-denied': message(
    'probe-open',
    /\[Errno 13\]|Access denied|insufficient permissions|remedied with a udev rule/i,
  ),
  'py-usb-timeout': message('probe-open', /USB Error: .{0,60}timed out|USBTimeoutError/i),
  'py-port': message(
    'server-start',
    /\[(?:Errno|WinError) (?:48|98|10048)\].{0,80}(?:Address already|Only one usage)/i,
  ),
  'py-old-firmware': message('probe-open', /unsupported, older firmware/i),
  'py-probe-version-4': message('probe-open', /firmware version: V4J|\bSTLink V4\b|hw version/i),
  'py-target-unknown': message(
    'server-start',
    /Target type \S+ not recognized|Unknown target type/i,
  ),
  'py-generic-target': message('server-start', /Generic '?cortex_m'? target type is selected/i),
  'py-no-target': message(
    'target-connect',
    /STLink error \(9\)|Get IDCODE error|STLink error \(5\)|\bNo device connected\b/i,
  ),
  'py-debug-power': message('target-connect', /STLink error \(11\)|Debug power error/i),
  'py-no-ack': message(
    'target-connect',
    /communication failure \(No ACK\)|No ACK received|No ACK\b/i,
  ),
  'py-transfer-fault': message(
    'run',
    /communication failure \((?:WAIT|FAULT) ACK\)|STLink error \((?:1[02-9]|2[0-9])\)|\bAP fault|\bDP fault|parity error/i,
  ),
  'py-no-cores': message('target-connect', /No cores were discovered|Invalid coresight component/i),
  'py-ap-unread': message('target-connect', /Exception reading AP#\d IDR/i),
  'memory-fault': message('program', /Memory transfer fault/i),
  'py-no-region': message('program', /no memory region defined for address/i),
  'py-flash-failure': message(
    'program',
    /flash (?:init|erase (?:sector|all)|program page|erase) (?:failure|timed? ?out)/i,
  ),
  'py-algorithm': message('program', /algorithm overflowed stack|not halted as expected/i),
  'py-after-reset': message('run', /not accessible after reset/i),
  'py-waiting': message('probe-open', /Waiting for a debug probe to be connected/i),
  'tool-exception': message(
    'server-start',
    /uncaught exception|Unhandled exception|unbound method|AttributeError:|TypeError:|KeyError:|IndexError:|AssertionError/i,
  ),
  'py-ready': message('context', /GDB server (?:listening|started) (?:on|at) port/i),
} as const satisfies MessageTable;
