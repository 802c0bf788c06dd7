// The core runs ST's boot loader instead of the program in flash.

import { hex32 } from '../../base/hex';
import { defineCheck } from '../check';
import type { Problem } from '../check';

export const bootSource = defineCheck({
  id: 'boot-source',
  title: 'The core starts the program in flash',
  severity: 'warning',
  needs: ['coreState'],
  run({ coreState: { value: core, source: where } }): readonly Problem[] {
    const { bootedFrom, pcs } = core;
    const [pc] = pcs;
    if (bootedFrom !== 'system') return [];
    const at = pc === undefined ? '' : ` (program counter ${hex32(pc)})`;
    return [
      {
        message: `The core runs in system memory${at}, ST's built-in boot loader: BOOT0 is high, the option bytes choose it, or the flash was empty when it started; a reset does not start the program in flash.`,
        evidence: [
          {
            what:
              pcs.length === 0
                ? 'boot memory: system memory'
                : `program counter${pcs.length === 1 ? '' : `, ${pcs.length} samples`}: ${[...new Set(pcs)].map(hex32).join(', ')}`,
            where,
          },
        ],
        fixes: [
          { title: 'Pull BOOT0 low (measure it at the pin), then reset.' },
          {
            title:
              'If BOOT0 is low: look at nBOOT0, nSWBOOT0 and nBOOT1 (or BOOT_ADD0) in the option bytes.',
          },
          {
            title:
              'If the flash was empty until now (C0, F0, G0, L4, WB and others remember that): program it, then switch the supply off and on.',
          },
        ],
      },
    ];
  },
});
