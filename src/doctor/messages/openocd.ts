// What OpenOCD prints, 0.10 to 0.12 and the development version of 2025 (source files are named where a text is made).

import { consequence, message, type MessageTable } from './message';

export const openocd = {
  'ocd-cannot-find': message(
    'server-start',
    /Can't find (?!match)\S|can't find \S{1,200}\.(?:cfg|tcl)\b/,
  ),
  'ocd-no-adapter': message('server-start', /Debug (?:Adapter|Interface) has to be specified/i),
  'ocd-no-driver': message(
    'server-start',
    /(?:adapter driver|debug interface)(?: \S{1,40})? was not found|interface driver .{0,60} not found/i,
  ),
  'ocd-no-transport': message(
    'server-start',
    /No transport named|session transport was not selected|(?:Debug adapter|adapter) (?:does not|doesn't) support '?\w{1,30}'? transport|Can't change session's transport/i,
  ),
  'ocd-needs-dap': message('server-start', /requires -dap parameter instead of -chain-position/i),
  'ocd-invalid-command': message('server-start', /invalid (?:subcommand|command name)/i),
  'ocd-syntax': message(
    'server-start',
    /wrong # args: should be|Unexpected command line argument|unrecognized option|Unknown (?:command line )?(?:option|argument)|Unrecognized argument/i,
  ),
  'ocd-bind': message('server-start', /couldn't bind (?:\S+ )?to socket/i),
  'ocd-open-failed': message('probe-open', /(?<!ST-?LINK )\bopen failed\b(?! \()/i),
  'ocd-serial': message(
    'probe-open',
    /No device matches the serial|open failed \(serial mismatch\)|serial number .{0,60} (?:not found|does ?n.t match)/i,
  ),
  'ocd-vid-pid': message('probe-open', /open failed \(vid\/pid mismatch\)/i),
  'ocd-stlink-server': message(
    'probe-open',
    /no ST-LINK detected(?!!)|cannot connect to stlink server/i,
  ),
  'ocd-tcp-status': message(
    'probe-open',
    /TCP error status 0x|failed to receive USB CMD response|cannot get the stlink-server version/i,
  ),
  'ocd-already-used': message('probe-open', /selected device is already used|LIBUSB_ERROR_BUSY/i),
  'ocd-deprecated-hla': message('probe-open', /only supports deprecated HLA/i),
  'stlink-version-nonsense': message(
    'probe-open',
    /STLINK V\d+J\d+S\d+ .{0,20}VID:PID 0000:000\d|STLINK V0J|STLINK V8J0|version:?\s+V0J|STLINK v0 /i,
  ),
  'ocd-no-cmsis-dap': message(
    'probe-open',
    /unable to find a matching CMSIS-DAP|unable to open CMSIS-DAP/i,
  ),
  'ocd-no-jlink': message('probe-open', /No J-Link device found/i),
  'ocd-low-voltage': message('target-connect', /target voltage may be too low/i),
  'ocd-init-mode': message('target-connect', /init mode failed/i),
  'ocd-no-idr': message(
    'target-connect',
    /cannot read IDR|Error connecting DP|unable to connect to the target/i,
  ),
  'ocd-ack': message(
    'target-connect',
    /SWD ack not (?:OK|received).{0,30}(?:JUNK|@ 0|received)|SWD ACK (?:not received|JUNK)|Invalid ACK|SWD.{0,40}\bFAULT\b|WAIT recovery failed/i,
  ),
  'ocd-jtag-scan': message(
    'target-connect',
    /JTAG scan chain interrogation failed|Bad IDCODE|IR capture error|Trying to use configured scan chain anyway/i,
  ),
  'ocd-clone-idcode': message('target-connect', /UNEXPECTED idcode: 0x2ba01477|got 0x2ba01477/i),
  'ocd-unexpected-idcode': message('target-connect', /UNEXPECTED idcode|expected \d+ of \d+: 0x/i),
  'ocd-invalid-mode': message('run', /jtag status contains invalid mode value/i),
  'ocd-polling': message(
    'run',
    /Polling (?:target \S{1,60} )?failed, trying to reexamine|Previous state query failed|Examination failed/i,
  ),
  'ocd-no-mem-ap': message(
    'target-connect',
    /Could not find MEM-AP|No MEM-AP|Could not initialize the (?:AHB|APB|MEM)-AP/i,
  ),
  'ocd-cpuid': message(
    'target-connect',
    /CPUID\b.{0,60}unrecognized|PARTNO 0x[0-9a-f]+ is unrecognized|unrecognized CPUID|CPUID (?:is )?0x0+\b/i,
  ),
  'ocd-no-breakpoints': message('target-connect', /has 0 breakpoints, 0 watchpoints/i),
  'ocd-not-halted': message(
    'run',
    /timed out while waiting for target halted|Halt timed out|TARGET: .{0,60} - Not halted|timeout waiting for target (?:to )?halt/i,
  ),
  'ocd-lockup': message('context', /clearing lockup after double fault/i),
  'ocd-gdb-refused': message(
    'gdb-connect',
    /Consider setting up a gdb-attach event|attempted 'gdb' connection rejected/i,
  ),
  'ocd-not-examined': consequence('gdb-connect', /Target not examined yet/i),
  'cannot-identify': message('program', /cannot identify target as an? ?stm32/i),
  'ocd-size-failed': message('context', /flash size failed, probe inaccurate/i),
  'ocd-auto-probe': message('program', /auto[_ ]probe failed/i),
  'ocd-protected': message(
    'program',
    /stm32x device protected|device is protected|Device Security Bit Set/i,
  ),
  'ocd-rdp-level': message('context', /RDP level [12]\b|RDP level 0\.5|device (?:is )?locked/i),
  'ocd-tzen': message('context', /TZEN = 1\b|TrustZone enabled/i),
  'ocd-erase-sectors': message('program', /failed erasing sectors|failed to erase (?:reg|sector)/i),
  'flash-write-protected': message(
    'program',
    /flash memory write protected|memory write protection error/i,
  ),
  'ocd-algorithm': message(
    'program',
    /flash write algorithm aborted by target|error executing .{0,40}flash write algorithm|timeout waiting for algorithm/i,
  ),
  'ocd-timeout-flash': message('program', /timed out waiting for flash/i),
  'ocd-locked': message('program', /(?:flash|options) not unlocked/i),
  'no-flash-bank': message('verify', /no flash bank found for address/i),
  'ocd-write-error': message('program', /error writing to flash at address|flash write failed/i),
  'ocd-program-marker': consequence(
    'program',
    /\*\* (?:Programming Failed|Unable to reset target|OpenOCD init failed) \*\*/i,
  ),
  'ocd-verify': message('verify', /\*\* Verify Failed \*\*|checksum mismatch|verify failed/i),
  'image-unreadable': message(
    'program',
    /invalid ELF file, (?:bad magic|no loadable)|couldn't open \S/i,
  ),
  'no-comparator': message(
    'run',
    /Can not find free FPB Comparator|can't add breakpoint: resource not available/i,
  ),
  'ocd-debug-reason': message('run', /undefined debug reason \d+/i),
  'ocd-ap-gone': message('run', /Debug AP not available/i),
  'ocd-dp-lost': message('run', /Fail reading CTRL\/STAT register|DP initialisation failed/i),
  'ocd-qspi': message(
    'program',
    /(?:QUADSPI|qspi|stmqspi|octospi).{0,80}(?:error|fail|timeout|not|unknown)|No id from flash/i,
  ),
  'ocd-mem2array': message(
    'run',
    /mem2array: Read @|Failed to read memory at 0x|read_memory: (?:failed|at)/i,
  ),
  'ocd-examined': message(
    'context',
    /has [1-9]\d? breakpoints, \d+ watchpoints|processor detected/i,
  ),
  'ocd-dpidr': message('context', /SWD DPIDR 0x[0-9a-f]+/i),
  'ocd-device-id': message('context', /device id = 0x[0-9a-f]+/i),
  'ocd-listening-gdb': message('context', /Listening on port \d+ for gdb connections/i),
  'ocd-listening-tcl': message('context', /Listening on port \d+ for tcl connections/i),
  'stlink-version': message(
    'context',
    /\bSTLINK V\d+J\d+(?:[A-Z]\d+){0,3} \(API|\bSTLINK v\d JTAG|J-Link (?:V\d|ARM|OB).{0,60}compiled|CMSIS-DAP: (?:FW|Interface)/i,
  ),
  'ocd-programmed': message(
    'context',
    /\*\* (?:Programming Finished) \*\*|wrote \d+ bytes from file/i,
  ),
} as const satisfies MessageTable;
