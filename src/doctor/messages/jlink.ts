// What SEGGER's J-Link GDB server, Commander and J-Flash print.

import { message, type MessageTable } from './message';

export const jlink = {
  'jl-no-probe': message(
    'probe-open',
    /Connecting to J-?Link failed|No emulators? connected|Could not connect to J-?Link|Cannot connect to J-?Link|Could not open J-?Link|Failed to open DLL/i,
  ),
  'jl-device': message(
    'server-start',
    /Failed to get index for device name|device name '?Unspecified|(?:^|[>\]:"'] ?)Unknown device\b/i,
  ),
  /** Fine where the part is told later on. */
  'jl-unspecified': message('server-start', /Target device:\s+Unspecified/i),
  'jl-low-voltage': message(
    'target-connect',
    /Target voltage too low|Could not measure target voltage|VTarget too low|Supply voltage too low|VTref too low/i,
  ),
  'jl-no-target': message(
    'target-connect',
    /Could ?not connect to target|Can ?not connect to (?:the )?target(?!!|\. Please)|Connecting to target\.{0,3} ?(?:ERROR|failed)|Failed to attach to CPU|Could not find core in Coresight/i,
  ),
  'jl-init-target': message('target-connect', /InitTarget\(\).{0,40}returned with error/i),
  'jl-ramcode': message(
    'program',
    /RAMCode did not respond|Failed to prepare for programming|RAM check failed|Could not preserve target memory|Verification of RAMCode failed|Failed to (?:download|execute) RAMCode/i,
  ),
  'jl-t-bit': message('context', /T-bit of XPSR is 0/i),
  'jl-ready': message('context', /Waiting for GDB connection/i),
  'jl-listening': message('context', /Listening on TCP\/IP port/i),
  'jl-under-reset-failed': message(
    'target-connect',
    /connect under reset failed|Can ?not attach to CPU/i,
  ),
  'jl-port': message('server-start', /Failed to open listener port/i),
  'jl-protected': message(
    'target-connect',
    /read ?protect(?!ion (?:is )?not)|Device (?:is )?(?:secured|locked)|flash security/i,
  ),
} as const satisfies MessageTable;
