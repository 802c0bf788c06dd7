// The radio core of STM32WB or WL owns the end of the flash.

import { defineCause, generic, narrowing, rule } from '../cause';
import { isFamily } from '../symptoms';

export const wbSecureFlashArea = defineCause({
  id: 'wb-secure-flash-area',
  message:
    'The upper sectors of the flash belong to the radio core (FUS, wireless stack), or its upgrade service refuses.',
  signs: [
    narrowing(9, 'fus-state'),
    narrowing(9, 'fus-area'),
    generic(1.5, ['erase-failed', 'download-failed', 'option-bytes-failed'], (log) =>
      isFamily(log, 'WB', 'WL'),
    ),
    rule('narrowing', 6, (log) =>
      log.matching(/\bFUS\b.{0,80}(?:error|fail|not|0\.0\.0)|wireless stack.{0,60}(?:fail|error)/i),
    ),
  ],
  fix: () =>
    'Start the FUS (connect in normal mode, start it twice), update it and the wireless stack in the order of the release notes, or delete the stack. Link the application below SFSA.',
  experiment: {
    text: 'Read SFSA in the option bytes and compare it with the end of the image: an image above it cannot be written.',
  },
});
