// Lines of OpenOCD that decide about a start. Seen with 0.12 at a simulated ST-LINK, without a probe, and with its dummy
// adapter; the others are from its source (0.12 and the development version of 2026).

/**
 * Behind all of these there is no session. OpenOCD ends by itself after most, but so its own words are the message.
 * "libusb_open() failed" is not among them: with two probes it may be about the other one, and "open failed" follows
 * when it is not.
 */
export const fatal: readonly RegExp[] = [
  /Error: Can't find /,
  /Error: open failed/,
  /Error: ST-LINK open failed/,
  /Error: no ST-LINK detected/,
  /Error: ST-Link version does not support DAP direct transport/,
  /Error: cannot connect to stlink server/,
  /Error: the selected device is already used/,
  /Error: unable to find a matching CMSIS-DAP device/,
  /Error: No J-Link device found/,
  /Error: no device found/,
  /Error: The specified debug interface was not found/,
  /Error: Debug Adapter has to be specified/,
  // Ours, of the strategy that HLA cannot carry out.
  /resetStrategy core needs /,
];

/**
 * The probe is there and the target is silent: HLA and its own ST-LINK driver cannot enter SWD; other probes cannot read
 * DPIDR; nothing is in the JTAG chain; the access port or the core behind it gives no answer. A second core may well be
 * asleep until the first wakes it, so its examination does not count.
 */
export const noAnswer: readonly RegExp[] = [
  /Error: init mode failed/,
  /Error: Error connecting DP: cannot read IDR/,
  /Error: JTAG scan chain interrogation failed/,
  /Error: .*Could not find MEM-AP to control the core/,
  /(?:target |\[)(?!\S*cpu1)\S+ examination failed/i,
];

/** It stays alive after this one. */
export const portTaken: readonly RegExp[] = [/Error: couldn't bind gdb to socket/];
