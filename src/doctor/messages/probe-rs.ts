// What probe-rs, cargo-flash and cargo-embed print.

import { message, type MessageTable } from './message';

export const probeRs = {
  'rs-open': message(
    'probe-open',
    /Failed to open the debug probe|Probe could not be created|Access is denied|probe could not be opened|AttachError/i,
  ),
  'rs-no-probe': message('probe-open', /No (?:debug )?probe was found|No connected probes/i),
  'rs-no-target': message(
    'target-connect',
    /JtagGetIdcodeError|SwdDpError|NoAcknowledge|Target device did not respond|SwdApFault/i,
  ),
} as const satisfies MessageTable;
