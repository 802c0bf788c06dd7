// What st-util, st-flash and st-info print (stlink-org/stlink, 1.0 to 1.8).

import { consequence, message, type MessageTable } from './message';

export const stlinkTools = {
  'su-no-probe': message(
    'probe-open',
    /Couldn't find any ST-?Link|Couldn't find ST-?Link|Found 0 stlink programmers/i,
  ),
  'usb-claim': message(
    'probe-open',
    /unable to claim|libusb_claim_interface|could not claim interface|LIBUSB_ERROR_BUSY/i,
  ),
  'su-no-target': message(
    'target-connect',
    /Failed to enter SWD mode|Failed to connect to target/i,
  ),
  'su-nrst': message('target-connect', /NRST is not connected/i),
  'su-use-under-reset': message(
    'target-connect',
    /Can ?not connect to target\. Please use 'connect under reset'/i,
  ),
  'su-soft-reset': message('target-connect', /Soft reset failed/i),
  /** Old versions print what was left in the reply buffer: USB product id, "LINK", the request, a register key. */
  'su-stale-chip-id': message(
    'target-connect',
    /unknown chip id!? ?\(?(?:0x3748|0x374b|0x4b4e494c)|chipid:\s+0x(?:0748|074b|0fb5|3748|374b)\b/i,
  ),
  'su-stale-register': message(
    'target-connect',
    /unknown chip id!? ?\(?(?:0xe0042000|0x0?5fa0004|0xa05f0000)/i,
  ),
  'su-identified': message('context', /Device connected is: |\.c: [A-Z0-9]\S{1,30}: \d+ KiB SRAM/i),
  'su-program-failed': message(
    'program',
    /stlink_f?write_flash\(\) == -1|(?:erase_flash_page|flash_loader_run|write_half_pages|stlink_\w*erase)\S{0,40} ?(?:failed|== ?-1)/i,
  ),
  'su-zero-chip-id': message(
    'target-connect',
    /unknown chip id!? ?(?:0x)?0+\b|Chip ID is (?:0x)?0{3,}\b|chipid:\s+0x0+\b/i,
  ),
  'su-valid-chip-id': message(
    'target-connect',
    /unknown chip id!? ?0x4[0-9a-f]{2}\b|Unsupported Target(?!.{0,20}Chip ID is (?:0x)?0{3})/i,
  ),
  'su-flash-zero': message('target-connect', /flash:? ?0 bytes|, 0 KiB flash|^\s*flash: +0 /i),
  'su-loader-run': message('program', /loader run error|\brun error\b/i),
  'su-loader-write': message(
    'program',
    /failed to write flash loader|write_loader_to_sram|loader to sram.{0,30}fail|stlink_flash_loader_init.{0,30}== -1/i,
  ),
  'su-write-protected': message(
    'program',
    /Flash loader write error|flash memory is write protected/i,
  ),
  'su-non-erased': message('program', /non-erased value/i),
  'su-too-low': message('program', /too low for flash/i),
  'image-too-long': message(
    'program',
    /\bsize exceeds the size of (?:the )?flash|\bexceeds the (?:size of the )?flash(?: memory| size)?(?=[ .!]*(?:$|\())/i,
  ),
  'su-verify': message(
    'verify',
    /Verification of flash failed|Failed to verify|verify.{0,20}at offset/i,
  ),
  'su-bind': message('server-start', /^bind: /i),
  'su-client-gone': consequence('gdb-connect', /cannot recv: -2/),
} as const satisfies MessageTable;
