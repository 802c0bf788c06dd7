// A loadable segment of the image lies outside of the flash.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import { eraseFailed, flashFailed, isExternalAddress, isFlashAddress, linesOf } from '../symptoms';
import { elfOutside, loadStoppedIn } from '../launch-facts';

export const elfOutsideMemoryMap = defineCause({
  id: 'elf-outside-memory-map',
  message:
    'The image has bytes for addresses that are no flash of this part (RAM, CCM, external memory, address 0), or is larger than the flash.',
  signs: [
    { ...decisive('image-too-long'), points: 13 },
    narrowing(12, ['no-flash-bank', 'py-no-region']),
    // OpenOCD skips these bytes with a warning; that the comparison fails proves that they are missed.
    rule('decisive', 2, (log) => (log.has('ocd-verify') ? log.heard('no-flash-bank') : [])),
    // Bytes that differ at an address where no flash is were never meant for flash.
    rule('decisive', 13, (log) =>
      linesOf(log.values.mismatches, ({ address }) => !isFlashAddress(address)),
    ),
    rule('narrowing', 8, (log) =>
      log.has('download-failed', ...flashFailed, ...eraseFailed, 'cube-wrapper')
        ? linesOf(
            log.values.loadAddresses,
            (address) => !isFlashAddress(address) && !isExternalAddress(address),
          )
        : [],
    ),
    rule('narrowing', 4, (log) =>
      log.has('download-failed', ...flashFailed, ...eraseFailed)
        ? linesOf(log.values.loadAddresses, isExternalAddress)
        : [],
    ),
    rule('narrowing', 5, (log) => log.matching(/failed to download Segment\[[1-9]/i)),
    rule('narrowing', 6, (log) => log.matching(/Memory transfer fault.{0,30}@ 0x(?!08|[eE]0)/i)),
    narrowing(3.5, 'download-failed'),
    narrowing(3, 'ocd-verify'),
    generic(1, 'data-mismatch'),
    generic(1.7, 'gdb-flash-failed'),
    generic(1, 'ocd-write-error'),
  ],
  moments: ['load', 'run'],
  findings: {
    'elf-outside-memory': 9,
    'elf-data-loads-to-ram': 8,
    'elf-zeros-in-external-memory': 9,
    'flash-overflow': 9,
    'elf-in-protected-area': 5,
    'external-loader-missing': 3,
  },
  facts(launch) {
    const outside = elfOutside(launch);
    const stopped = loadStoppedIn(launch);
    return outside.map(({ section, evidence }) => {
      const isProof = stopped !== undefined && stopped === section;
      return {
        strength: isProof ? ('decisive' as const) : ('narrowing' as const),
        points: isProof ? 14 : 6,
        evidence,
      };
    });
  },
  fix: () =>
    'Mark the section (NOLOAD) in the linker script if nothing has to be written there, or give it a load address in flash (> RAM AT> FLASH); take the linker script of the part if the image is larger than the flash. Name an external loader if the memory outside is to be programmed.',
  experiment: {
    text: 'Remove the section from a copy of the file (arm-none-eabi-objcopy -R .section app.elf t.elf) and launch that: if it loads, it was that section.',
  },
});
