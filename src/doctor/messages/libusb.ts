// What libusb reports, in the words of whichever tool passes it on.

import { message, type MessageTable } from './message';

export const libusb = {
  'libusb-not-supported': message('probe-open', /LIBUSB_ERROR_NOT_SUPPORTED(?!.*\bSTLINK V\d)/i),
  'libusb-access': message(
    'probe-open',
    /LIBUSB_ERROR_ACCESS|Could not open USB device .{0,80}access error/i,
  ),
  'libusb-not-found': message('probe-open', /LIBUSB_ERROR_NOT_FOUND/i),
  'libusb-timeout': message('probe-open', /LIBUSB_ERROR_TIMEOUT|LIBUSB_TRANSFER_TIMED_OUT/i),
  'libusb-transfer': message(
    'probe-open',
    /LIBUSB_ERROR_(?:PIPE|IO|OVERFLOW|NO_DEVICE|INTERRUPTED)\b|LIBUSB_TRANSFER_(?:ERROR|STALL)/i,
  ),
} as const satisfies MessageTable;
