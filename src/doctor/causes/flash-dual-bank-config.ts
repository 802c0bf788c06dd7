// The banks of the flash are arranged in another way than the tool assumes.

import { defineCause, generic, narrowing, rule } from '../cause';
import { isFamily, isFlashAddress, linesOf } from '../symptoms';
import type { SaidLine } from '../../findings/diagnosis';
import type { ReadLog } from '../log';

export const flashDualBankConfig = defineCause({
  id: 'flash-dual-bank-config',
  message:
    'The option bytes arrange the banks of the flash (DBANK, SWAP_BANK, nDUALBANK) in another way than the tool assumes.',
  signs: [
    narrowing(3, 'su-non-erased'),
    rule('narrowing', 3, (log) =>
      linesOf(
        log.values.mismatches,
        ({ address }) =>
          isFlashAddress(address) && address % 0x40000 === 0 && address !== 0x08000000,
      ),
    ),
    generic(1, 'data-mismatch'),
    generic(0.8, 'erase-failed', (log) => isFamily(log, 'F7', 'L4', 'G4', 'H7', 'U5', 'L5')),
    rule('narrowing', 7, (log) => log.matching(/\b(?:DBANK|SWAP_BANK|nDUALBANK|DUALBANK|BFB2)\b/i)),
    rule('narrowing', 5, everySecondFails),
  ],
  moments: ['load', 'run'],
  findings: { 'flash-write-conflict': 2 },
  fix: () =>
    'Read DBANK, SWAP_BANK and nDUALBANK in the option bytes and set them to the factory values (or tell the tool the layout); then erase the whole chip once.',
  experiment: {
    text: 'Erase the whole chip and program it twice in a row: if only the second time fails, the banks are swapped or split otherwise.',
  },
});

/** A download went well, and a later one of the same log failed to verify. */
function everySecondFails(log: ReadLog): readonly SaidLine[] {
  const verified = log.matching(/Download verified successfully/i);
  const mismatch = log.heard('data-mismatch').at(-1);
  const before = verified.find(({ line }) => mismatch !== undefined && line < mismatch.line);
  return mismatch === undefined || before === undefined ? [] : [mismatch, before];
}
