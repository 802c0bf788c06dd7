// The core is locked up: a fault while it handled a fault, or a vector table that is none.

import { hex32 } from '../../base/hex';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { programsFiles } from '../programmed';

export const coreLockup = defineCheck({
  id: 'core-lockup',
  title: 'The core is not locked up',
  severity: 'warning',
  needs: ['coreState'],
  uses: ['loadedFiles', 'protection'],
  run(
    { coreState: { value: core, source: where }, loadedFiles, protection },
    { args },
  ): readonly Problem[] {
    if (!core.isLockedUp) return [];
    // What is about to be replaced does not matter any more, and an empty flash locks up always.
    const isReplaced = programsFiles(args) && loadedFiles.ok && loadedFiles.value.length > 0;
    const isErased = protection.ok ? protection.value.isFlashErased : undefined;
    const [pc] = core.pcs;
    const at = pc === undefined ? '' : ` at ${hex32(pc)}`;
    return [
      {
        severity: isReplaced || isErased === true ? 'information' : 'warning',
        message: `The core is locked up${at}: ${reasonOf(isErased)}${isReplaced ? '; this launch programs it anew' : ''}.`,
        evidence: [
          { what: `DHCSR: ${hex32(core.dhcsr)}, S_LOCKUP is set`, where },
          ...(pc === undefined ? [] : [{ what: `program counter: ${hex32(pc)}`, where }]),
        ],
        fixes: [
          { title: 'Program the image and reset: only a reset ends a lockup.' },
          {
            title:
              'If it comes back, look at the initial stack pointer, the vector table and what the fault handlers do.',
          },
        ],
      },
    ];
  },
});

/** It hinders neither connecting nor programming, and a new chip is no cause for alarm. */
function reasonOf(isErased: boolean | undefined): string {
  if (isErased === true) return 'its flash is empty, as on a new or erased chip';
  const fault = 'a fault came while it handled a fault';
  return isErased === false ? fault : `${fault}, or its flash is empty`;
}
