// What ST-LINK_gdbserver and stlink-server print (STM32CubeIDE and STM32CubeCLT; exit statuses of 7.14.0).

import { consequence, message, type MessageTable } from './message';

export const stlinkGdbserver = {
  'st-no-probe': message('probe-open', /\bNo ST-?LINK found/i),
  'st-serial-not-found': message('probe-open', /ST-?LINK: \S{1,80} not found/i),
  'st-no-device': message('target-connect', /Target no device found|No device found on target/i),
  /** The text for every code without one of its own: neither power nor cabling is meant. */
  'st-unknown-reason': message('target-connect', /Unknown\. Please check power and cabling/i),
  'st-unknown-error': message('target-connect', /Target unknown error \d+/i),
  'st-usb-comms': message(
    'probe-open',
    /Target USB comms? error|Reason: (?:\(\d+\) )?USB communication error|reconnect the ST-?LINK USB cable/i,
  ),
  'st-connect-error': message(
    'probe-open',
    /\bDevice connect error|Failed to connect to device\b/i,
  ),
  'st-enumeration-failed': message('probe-open', /ST-?Link enumeration failed/i),
  'st-dll-error': message('probe-open', /ST-?LINK DLL error/i),
  'st-in-use': message('probe-open', /ST-?LINK (?:is )?(?:already )?(?:in use|used) by/i),
  'stlink-server-missing': message(
    'server-start',
    /Failed launching .{0,200}stlink-?server|Not able to connect to server/i,
  ),
  'stlink-server-open-failed': message('probe-open', /OPEN_DEV FAIL/i),
  'stlink-server-running': message('context', /stlinkserver already running/i),
  'stlink-server-foreign-client': message('gdb-connect', /TCPCMD ?: unknown command received/i),
  'st-firmware-required': message(
    'probe-open',
    /firmware upgrade required|\bupgrade required|Reason: \(6\)/i,
  ),
  'st-not-genuine': message('target-connect', /Could not verify ST device/i),
  'st-vendor-55': message('target-connect', /Vendor = 0x55\b/i),
  'st-unknown-mcu': message(
    'target-connect',
    /Unknown MCU found on target|Target unknown MCU target/i,
  ),
  'held-under-reset': message(
    'target-connect',
    /Target (?:is )?held under reset(?! or)|DEV_TARGET_HELD_UNDER_RESET/i,
  ),
  'st-retry-under-reset': message('target-connect', /Try connecting under reset/i),
  'st-not-responding': message('run', /Target (?:is )?not responding/i),
  'st-status-unread': message('run', /Failed to read target status/i),
  'st-breakpoint-type': message('run', /Failed determine breakpoint type/i),
  'st-rom-table': message('target-connect', /Failed to read ROM table via AP \d/i),
  'st-external-init': message('program', /Failed to initialize external memory/i),
  'st-bind': message(
    'server-start',
    /Failed to bind to port \d+|Failure starting (?:GDB|SWV|\w{1,20}) server|TCP port \d+ not available/i,
  ),
  'st-parse-error': message(
    'server-start',
    /PARSE ERROR: ?(?:Argument)?|Couldn't find match for argument/i,
  ),
  'st-no-programmer': message('server-start', /Couldn't locate STM32CubeProgrammer/i),
  'st-port-in-message': message('context', /Listen Port Number\s*: \d+/i),
  'st-initialized': message('context', /ST-LINK device initialization OK/i),
  'st-ready': message('context', /Waiting for debugger connection/i),
  'st-client': message('context', /^Debugger connected/i),
  'st-client-lost': consequence('gdb-connect', /Debugger connection lost/i),
  'st-shutdown': consequence('gdb-connect', /^Shutting down\.\.\./i),
  'st-init-error': consequence('target-connect', /Error in initializing ST-?LINK device/i),
} as const satisfies MessageTable;
