// What was read back differs from what was written, and nothing shows why.

import { defineCause, generic, narrowing, rule } from '../cause';
import { isFlashAddress, linesOf } from '../symptoms';
import { eraseAll, sentence, slower } from '../remedies';

export const flashVerifyMismatch = defineCause({
  id: 'flash-verify-mismatch',
  message:
    'What is read back from the flash differs from the image, and nothing in the log shows why.',
  signs: [
    rule('narrowing', 3.5, (log) =>
      linesOf(
        log.values.mismatches,
        ({ address, found }) => isFlashAddress(address) && found === 0xff,
      ),
    ),
    rule('narrowing', 2.5, (log) =>
      linesOf(
        log.values.mismatches,
        ({ address, found }) => isFlashAddress(address) && found !== 0xff,
      ),
    ),
    narrowing(2.5, ['ocd-verify', 'su-verify']),
    generic(1.2, 'su-non-erased'),
  ],
  fix: (context) =>
    `${sentence(eraseAll(context))}, program again with verification, and try another version of the programmer. ${sentence(slower(context))} to rule out the link.`,
  experiment: {
    text: 'Program again at a slower clock: if it is verified then, it is the link. A difference at the same address each time points to the image or the tool.',
    action: 'slower-clock',
  },
});
