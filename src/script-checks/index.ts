// The list of checks of a linker script. An addition is a file in checks/ and a line here.

import { ldRegionLargerThanPart } from './checks/ld-region-larger-than-part';
import type { ScriptCheck } from './script-check';

export const scriptChecks: readonly ScriptCheck[] = [ldRegionLargerThanPart];
