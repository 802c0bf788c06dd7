// What the tools say when a launch fails, and which causes remain then: a row for each message, in the words of its
// format. Data of messages.test.ts.

/**
 * decisive: one cause. narrowing: a short list. generic: says only that something failed. benign: looks like an error,
 * or tells a value, and nothing failed.
 */
export type RowStrength = 'decisive' | 'narrowing' | 'generic' | 'benign';

export interface Row {
  readonly strength: RowStrength;
  /** Of a decisive row the first is meant; of a generic one none: any may follow. */
  readonly causes: readonly string[];
  readonly said: string;
}

type Written = readonly [strength: RowStrength, causes: string, said: string];

const stlink: readonly Written[] = [
  [
    'narrowing',
    'probe-not-found host-usb-access',
    'Reason: (1) No ST-LINK found. Please check ST-LINK USB cable.',
  ],
  ['decisive', 'probe-selection-wrong', 'Reason: ST-LINK: 0669FF303430484257251017 not found.'],
  [
    'generic',
    'target-no-power vtref-not-wired swd-wiring-fault swd-signal-integrity swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held power-supply-config-h7 target-damaged boot-pin-wrong probe-clone-or-corrupt',
    'Target no device found',
  ],
  [
    'generic',
    'target-no-power vtref-not-wired swd-wiring-fault swd-signal-integrity swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held power-supply-config-h7 target-damaged boot-pin-wrong probe-clone-or-corrupt',
    'Reason: (4) No device found on target.',
  ],
  [
    'generic',
    'port-in-use probe-wedged-by-killed-client swd-wiring-fault target-supply-out-of-range probe-clone-or-corrupt external-loader-missing-or-faulty target-low-power-mode multicore-config',
    'Reason: (0) Unknown. Please check power and cabling to target.',
  ],
  [
    'generic',
    'probe-wedged-by-killed-client swd-wiring-fault target-low-power-mode',
    'Target unknown error 19',
  ],
  [
    'narrowing',
    'probe-wedged-by-killed-client probe-usb-link-fault probe-busy',
    'Target USB comms error',
  ],
  [
    'narrowing',
    'probe-wedged-by-killed-client probe-usb-link-fault probe-busy',
    'Reason: USB communication error. Please reconnect the ST-LINK USB cable and try again.',
  ],
  ['narrowing', 'probe-busy probe-wedged-by-killed-client host-usb-access', 'Device connect error'],
  [
    'narrowing',
    'probe-busy probe-wedged-by-killed-client host-usb-access',
    'Reason: Failed to connect to device. Please check power and cabling to target.',
  ],
  [
    'narrowing',
    'probe-not-found server-binary-missing probe-busy probe-firmware-mismatch host-usb-access',
    'ST-Link enumeration failed',
  ],
  [
    'generic',
    'probe-not-found server-binary-missing probe-busy probe-firmware-mismatch',
    'Reason: (18) ST-LINK DLL error',
  ],
  ['decisive', 'server-binary-missing', 'Failed launching /opt/st/stlink-server, errno 2'],
  ['decisive', 'server-binary-missing', 'Not able to connect to server'],
  ['decisive', 'probe-wedged-by-killed-client probe-busy', 'Error: TCPCMD OPEN_DEV FAIL'],
  ['benign', '', 'Info : stlinkserver already running, exit'],
  ['benign', '', 'Error: recv returned 0. Remote side has closed gracefully. Good.'],
  ['benign', '', 'ST-LINK firmware update available'],
  [
    'decisive',
    'probe-firmware-mismatch',
    'Reason: (6) ST-LINK firmware upgrade required. Please upgrade the ST-LINK firmware using the upgrade tool.',
  ],
  [
    'narrowing',
    'clone-mcu server-version-bug client-launch-mismatch',
    'Could not verify ST device! Abort connection.',
  ],
  ['decisive', 'clone-mcu', 'ROM table: Vendor = 0x55, Part = 0x4c3'],
  [
    'narrowing',
    'server-config-wrong mcu-unsupported-by-tool',
    'Reason: Unknown MCU found on target.',
  ],
  ['narrowing', 'server-config-wrong mcu-unsupported-by-tool', 'Target unknown MCU target'],
  [
    'narrowing',
    'nrst-slow-or-held option-bytes-wrong target-no-power target-damaged',
    'Target held under reset',
  ],
  [
    'narrowing',
    'nrst-slow-or-held option-bytes-wrong target-no-power target-damaged',
    'Error: ST-LINK error (DEV_TARGET_HELD_UNDER_RESET)',
  ],
  [
    'generic',
    'swd-disabled-by-firmware target-low-power-mode swd-wiring-fault',
    'Target connection failed. Try connecting under reset',
  ],
  [
    'generic',
    'target-low-power-mode target-supply-out-of-range swd-signal-integrity swd-disabled-by-firmware nrst-slow-or-held watchdog-reset power-supply-config-h7',
    'Target is not responding, retrying...',
  ],
  ['generic', '', 'Debugger connection lost.'],
  [
    'narrowing',
    'swd-disabled-by-firmware target-low-power-mode reset-mode-mismatch readout-protection power-supply-config-h7',
    'Error! Failed to read target status',
  ],
  [
    'narrowing',
    'swd-disabled-by-firmware target-low-power-mode reset-mode-mismatch readout-protection power-supply-config-h7',
    '(Read)Failed determine breakpoint type',
  ],
  [
    'narrowing',
    'multicore-config trustzone-or-debug-auth target-low-power-mode',
    'Failed to read ROM table via AP 3',
  ],
  ['decisive', 'external-loader-missing-or-faulty', 'Failed to initialize external memory!'],
  ['decisive', 'port-in-use', 'Failed to bind to port 61234, error code -1: No error'],
  ['decisive', 'port-in-use', 'Failure starting SWV server on TCP port: 61235'],
  [
    'decisive',
    'server-config-wrong',
    "PARSE ERROR: Argument: -f\n             Couldn't find match for argument",
  ],
  ['decisive', 'server-binary-missing', "Couldn't locate STM32CubeProgrammer in path /opt/st/bin"],
  ['benign', '', 'Shutting down...'],
  ['benign', '', 'Waiting for debugger connection...'],
  ['benign', '', 'ST-LINK detects target voltage = 3.27 V'],
];

const cube: readonly Written[] = [
  ['narrowing', 'probe-not-found host-usb-access', 'Error: No ST-LINK detected!'],
  ['narrowing', 'probe-not-found host-usb-access', 'Error: No debug probe detected.'],
  [
    'narrowing',
    'probe-wedged-by-killed-client probe-usb-link-fault probe-busy',
    'Error: ST-LINK error (DEV_USB_COMM_ERR)',
  ],
  ['narrowing', 'probe-busy', 'Error: ST-LINK error (DEV_CONNECT_ERR)'],
  [
    'generic',
    'target-no-power vtref-not-wired swd-wiring-fault swd-signal-integrity swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held target-damaged readout-protection trustzone-or-debug-auth',
    'Error: No STM32 target found! If your product embeds Debug Authentication, please perform a discovery using Debug Authentication',
  ],
  [
    'generic',
    'swd-wiring-fault probe-wedged-by-killed-client target-low-power-mode swd-disabled-by-firmware trustzone-or-debug-auth',
    'Error: Unable to get core ID',
  ],
  [
    'generic',
    'swd-wiring-fault probe-wedged-by-killed-client target-low-power-mode swd-disabled-by-firmware trustzone-or-debug-auth',
    'Error: ST-LINK error (DEV_TARGET_CMD_ERR)',
  ],
  [
    'narrowing',
    'nrst-not-wired nrst-slow-or-held swd-disabled-by-firmware',
    'Error: ST-LINK error (DEV_TARGET_RESET_ERR)',
  ],
  [
    'narrowing',
    'firmware-interferes-at-boot watchdog-reset target-low-power-mode reset-mode-mismatch',
    'Error: ST-LINK error (DEV_TARGET_NOT_HALTED)',
  ],
  [
    'narrowing',
    'swd-signal-integrity target-low-power-mode readout-protection',
    'Error: Cannot identify the device',
  ],
  [
    'narrowing',
    'swd-signal-integrity target-low-power-mode readout-protection',
    'Error: unknown or unsupported device (DevID = 0x0000)',
  ],
  [
    'narrowing',
    'readout-protection target-supply-out-of-range swd-signal-integrity',
    'Flash size  : 63.999 MBytes',
  ],
  [
    'narrowing',
    'readout-protection clone-mcu option-bytes-wrong trustzone-or-debug-auth',
    'Flash size  : 512 KBytes (default)',
  ],
  ['narrowing', 'target-no-power vtref-not-wired', 'Voltage     : 0.01V'],
  ['benign', '', 'Voltage     : 3.27V'],
  [
    'generic',
    'readout-protection flash-write-protected target-supply-out-of-range reset-mode-mismatch clone-mcu firmware-interferes-at-boot wb-secure-flash-area flash-dual-bank-config',
    'Error: failed to erase memory',
  ],
  [
    'generic',
    'readout-protection flash-write-protected nrst-slow-or-held option-bytes-wrong',
    'Error: Mass erase operation failed. Please verify flash protection',
  ],
  [
    'narrowing',
    'server-binary-missing flash-loader-failed target-low-power-mode',
    'Error: Flash loader cannot be loaded, check the installation',
  ],
  [
    'narrowing',
    'elf-outside-memory-map external-loader-missing-or-faulty target-supply-out-of-range flash-write-protected wb-secure-flash-area',
    'Error: failed to download Segment[0]',
  ],
  [
    'narrowing',
    'elf-outside-memory-map external-loader-missing-or-faulty target-supply-out-of-range flash-write-protected wb-secure-flash-area',
    'Error: failed to download Sector[3]',
  ],
  [
    'narrowing',
    'elf-outside-memory-map external-loader-missing-or-faulty target-supply-out-of-range flash-write-protected wb-secure-flash-area',
    'Error: failed to download the File',
  ],
  [
    'narrowing',
    'elf-outside-memory-map flash-dual-bank-config flash-verify-mismatch server-version-bug clone-mcu swd-signal-integrity',
    'Error: Data mismatch found at address 0x08004064 (byte = 0x33 instead of 0x01)',
  ],
  ['generic', '', 'Error: Download verification failed'],
  ['generic', '', 'Encountered Error when opening /opt/st/STM32_Programmer_CLI'],
  ['generic', '', 'Error in STM32CubeProgrammer'],
  [
    'narrowing',
    'target-supply-out-of-range flash-write-protected',
    'Memory Programming ...  Error: Fail to write buffer in flash',
  ],
  [
    'narrowing',
    'readout-protection nrst-slow-or-held probe-usb-link-fault',
    'Warning: Device is under Read Out Protection or Target is held under reset',
  ],
  [
    'narrowing',
    'readout-protection trustzone-or-debug-auth nrst-slow-or-held probe-usb-link-fault',
    'Warning: a read Operation failed, please check if any memory protection mechanism is active',
  ],
  [
    'narrowing',
    'readout-protection trustzone-or-debug-auth nrst-slow-or-held probe-usb-link-fault',
    'Error: Data read failed',
  ],
  [
    'narrowing',
    'trustzone-or-debug-auth readout-protection multicore-config',
    'Error: Cannot connect to access port 0!',
  ],
  [
    'narrowing',
    'option-bytes-wrong server-version-bug readout-protection wb-secure-flash-area trustzone-or-debug-auth',
    'Error: Option Byte Programming failed',
  ],
  [
    'narrowing',
    'option-bytes-wrong server-version-bug readout-protection wb-secure-flash-area trustzone-or-debug-auth',
    'Or modified by application after OB_LAUNCH',
  ],
  ['decisive', 'wb-secure-flash-area', 'FUS state is FUS_STATE_ERR'],
  [
    'narrowing',
    'readout-protection flash-write-protected',
    'Can not read memory! Disable Read Out Protection and retry.',
  ],
  ['narrowing', 'readout-protection flash-write-protected', 'Read out protection is activated.'],
  [
    'narrowing',
    'readout-protection flash-write-protected',
    'Could not disable Read Out Protection',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held trustzone-or-debug-auth',
    'Can not connect to target! Please select "Connect Under Reset" mode from the settings.',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held trustzone-or-debug-auth',
    'Can not connect to device!',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held trustzone-or-debug-auth',
    'Problem occurred while trying to connect',
  ],
  ['decisive', 'server-binary-missing', 'STM32_Programmer_CLI not found'],
  ['decisive', 'server-binary-missing', "Can't open /tools/stm32CubeProg.sh"],
  [
    'narrowing',
    'probe-usb-link-fault probe-wedged-by-killed-client',
    'ST-LINK USB communication error',
  ],
];

const openocd: readonly Written[] = [
  [
    'decisive',
    'server-config-wrong path-escaping-or-encoding',
    "embedded:startup.tcl:28: Error: Can't find interface/stlink-v2.cfg",
  ],
  [
    'decisive',
    'server-config-wrong',
    'Error: Debug Adapter has to be specified, see "adapter driver" command',
  ],
  ['decisive', 'server-config-wrong', 'Error: The specified adapter driver was not found (hla)'],
  ['decisive', 'server-config-wrong', "Error: No transport named 'hla_swd' is available."],
  [
    'decisive',
    'server-config-wrong',
    "Error: session transport was not selected. Use 'transport select <transport>'",
  ],
  [
    'decisive',
    'server-config-wrong',
    'Error: target requires -dap parameter instead of -chain-position!',
  ],
  [
    'narrowing',
    'server-version-bug server-config-wrong',
    'stlink.cfg:12: Error: invalid command name "dap"',
  ],
  [
    'narrowing',
    'server-version-bug server-config-wrong',
    'adapter serial 0669FF30: invalid subcommand "serial 0669FF30"',
  ],
  [
    'decisive',
    'port-in-use',
    "Error: couldn't bind tcl to socket on port 6666: Address already in use",
  ],
  [
    'generic',
    'probe-not-found server-config-wrong host-usb-access probe-busy probe-selection-wrong probe-clone-or-corrupt',
    'Error: open failed',
  ],
  ['decisive', 'probe-selection-wrong', 'Error: No device matches the serial string'],
  ['decisive', 'probe-selection-wrong', 'Error: ST-LINK open failed (serial mismatch)'],
  ['decisive', 'server-config-wrong', 'Error: ST-LINK open failed (vid/pid mismatch)'],
  ['narrowing', 'probe-not-found server-binary-missing', 'Error: no ST-LINK detected'],
  ['narrowing', 'probe-not-found server-binary-missing', 'Error: cannot connect to stlink server'],
  ['decisive', 'probe-busy', 'Error: the selected device is already used'],
  [
    'benign',
    '',
    'Error: libusb_open() failed with LIBUSB_ERROR_NOT_SUPPORTED\nInfo : STLINK V2J42S7 (API v2) VID:PID 0483:3748',
  ],
  [
    'decisive',
    'host-usb-access probe-busy',
    'Error: libusb_open() failed with LIBUSB_ERROR_ACCESS',
  ],
  ['narrowing', 'host-usb-access', 'Error: libusb_open() failed with LIBUSB_ERROR_NOT_FOUND'],
  [
    'decisive',
    'probe-firmware-mismatch',
    'Error: The firmware in the ST-Link adapter only supports deprecated HLA',
  ],
  [
    'narrowing',
    'probe-wedged-by-killed-client probe-clone-or-corrupt',
    'Info : STLINK V8J0S0 (API v3) VID:PID 0000:0001',
  ],
  [
    'narrowing',
    'probe-not-found probe-selection-wrong host-usb-access',
    'Error: unable to find a matching CMSIS-DAP device',
  ],
  ['narrowing', 'probe-not-found host-usb-access', 'Error: No J-Link device found'],
  [
    'narrowing',
    'target-no-power vtref-not-wired target-supply-out-of-range',
    'Warn : target voltage may be too low for reliable debugging',
  ],
  ['narrowing', 'target-no-power vtref-not-wired', 'Info : Target voltage: 0.012343'],
  ['benign', '', 'Info : Target voltage: 3.243541'],
  [
    'generic',
    'target-no-power vtref-not-wired swd-wiring-fault swd-signal-integrity swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held target-damaged readout-protection clone-mcu',
    'Error: init mode failed (unable to connect to the target)',
  ],
  [
    'generic',
    'target-no-power vtref-not-wired swd-wiring-fault swd-signal-integrity swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held target-damaged',
    'Error: Error connecting DP: cannot read IDR',
  ],
  ['narrowing', 'swd-wiring-fault swd-signal-integrity', 'Error: SWD ACK not received'],
  ['narrowing', 'swd-wiring-fault swd-signal-integrity', 'Error: Invalid ACK (7) in DAP response'],
  ['narrowing', 'swd-wiring-fault swd-signal-integrity', 'Error: WAIT recovery failed'],
  [
    'narrowing',
    'clone-mcu target-config-mismatch',
    'Warn : UNEXPECTED idcode: 0x2ba01477\nError: expected 1 of 1: 0x1ba01477',
  ],
  [
    'narrowing',
    'target-config-mismatch clone-mcu',
    'Warn : UNEXPECTED idcode: 0x0bb11477\nError: expected 1 of 1: 0x1ba01477',
  ],
  [
    'generic',
    'target-low-power-mode swd-signal-integrity target-no-power swd-disabled-by-firmware nrst-slow-or-held',
    'Error: jtag status contains invalid mode value - communication failure',
  ],
  [
    'generic',
    'target-low-power-mode swd-signal-integrity swd-disabled-by-firmware watchdog-reset',
    'Polling target stm32f4x.cpu failed, trying to reexamine',
  ],
  [
    'generic',
    'target-low-power-mode swd-signal-integrity swd-disabled-by-firmware watchdog-reset',
    'Examination failed, GDB will be halted. Polling again in 100ms',
  ],
  [
    'narrowing',
    'multicore-config trustzone-or-debug-auth target-low-power-mode mcu-unsupported-by-tool',
    'Error: Could not find MEM-AP to control the core',
  ],
  [
    'narrowing',
    'target-low-power-mode swd-signal-integrity trustzone-or-debug-auth multicore-config',
    'Error: Cortex-M CPUID: 0x00000000 is unrecognized',
  ],
  [
    'narrowing',
    'target-low-power-mode swd-signal-integrity trustzone-or-debug-auth multicore-config',
    'Error: Cortex-M PARTNO 0x0 is unrecognized',
  ],
  [
    'narrowing',
    'target-low-power-mode target-no-power',
    'Info : stm32f1x.cpu: hardware has 0 breakpoints, 0 watchpoints',
  ],
  [
    'narrowing',
    'target-low-power-mode nrst-not-wired nrst-slow-or-held reset-mode-mismatch watchdog-reset swd-signal-integrity',
    'Error: timed out while waiting for target halted',
  ],
  [
    'narrowing',
    'target-low-power-mode nrst-not-wired nrst-slow-or-held reset-mode-mismatch watchdog-reset swd-signal-integrity',
    'TARGET: stm32h7x.cpu0 - Not halted',
  ],
  ['benign', '', 'Info : stm32f1x.cpu: clearing lockup after double fault'],
  [
    'narrowing',
    'mcu-unsupported-by-tool target-low-power-mode readout-protection target-config-mismatch multicore-config',
    "Error: Connect failed. Consider setting up a gdb-attach event for the target to prepare target for GDB connect, or use 'gdb_memory_map disable'.",
  ],
  [
    'narrowing',
    'mcu-unsupported-by-tool target-low-power-mode readout-protection target-config-mismatch multicore-config',
    "Error: attempted 'gdb' connection rejected",
  ],
  ['generic', '', 'Error: Target not examined yet, refuse gdb connection 0!'],
  [
    'narrowing',
    'mcu-unsupported-by-tool target-config-mismatch clone-mcu readout-protection',
    'Warn : Cannot identify target as a STM32 family.',
  ],
  [
    'narrowing',
    'readout-protection clone-mcu target-low-power-mode',
    'Warn : STM32 flash size failed, probe inaccurate - assuming 512k flash',
  ],
  [
    'generic',
    'mcu-unsupported-by-tool target-low-power-mode target-config-mismatch',
    'Error: auto_probe failed',
  ],
  ['narrowing', 'readout-protection flash-write-protected', 'Error: stm32x device protected'],
  [
    'generic',
    'readout-protection flash-write-protected target-supply-out-of-range',
    'Error: failed erasing sectors 0 to 12',
  ],
  ['narrowing', 'flash-write-protected readout-protection', 'Error: flash memory write protected'],
  [
    'narrowing',
    'watchdog-reset flash-loader-failed target-low-power-mode target-supply-out-of-range trustzone-or-debug-auth reset-mode-mismatch',
    'Error: flash write algorithm aborted by target',
  ],
  [
    'narrowing',
    'watchdog-reset flash-loader-failed target-low-power-mode target-supply-out-of-range trustzone-or-debug-auth reset-mode-mismatch',
    'Error: error executing stm32x flash write algorithm',
  ],
  [
    'narrowing',
    'watchdog-reset flash-loader-failed target-low-power-mode target-supply-out-of-range trustzone-or-debug-auth reset-mode-mismatch',
    'Error: timeout waiting for algorithm, a target reset is recommended',
  ],
  [
    'narrowing',
    'target-supply-out-of-range flash-loader-failed reset-mode-mismatch',
    'Error: timed out waiting for flash',
  ],
  [
    'narrowing',
    'firmware-interferes-at-boot clone-mcu reset-mode-mismatch',
    'Error: flash not unlocked STM32_FLASH_CR: 0x80000000',
  ],
  [
    'decisive',
    'elf-outside-memory-map external-loader-missing-or-faulty',
    'Warn : no flash bank found for address 0x20000000',
  ],
  [
    'generic',
    'flash-write-protected watchdog-reset flash-loader-failed elf-outside-memory-map',
    'Error: error writing to flash at address 0x08000000 at offset 0x00000000',
  ],
  ['generic', '', '** Programming Failed **'],
  ['generic', '', '** Unable to reset target **'],
  ['generic', '', '** OpenOCD init failed **'],
  ['narrowing', 'elf-outside-memory-map clone-mcu flash-verify-mismatch', '** Verify Failed **'],
  [
    'narrowing',
    'elf-outside-memory-map clone-mcu flash-verify-mismatch',
    'Error: checksum mismatch - attempting binary compare',
  ],
  [
    'decisive',
    'elf-missing-or-unreadable path-escaping-or-encoding',
    'Error: invalid ELF file, bad magic number',
  ],
  [
    'decisive',
    'elf-missing-or-unreadable path-escaping-or-encoding',
    "Error: couldn't open build/app.elf",
  ],
  ['decisive', 'hw-breakpoints-exhausted', 'Error: Can not find free FPB Comparator!'],
  ['decisive', 'hw-breakpoints-exhausted', "Error: can't add breakpoint: resource not available"],
  [
    'narrowing',
    'server-version-bug reset-mode-mismatch',
    'Error: undefined debug reason 8 (UNDEFINED) - target needs reset',
  ],
  [
    'narrowing',
    'trustzone-or-debug-auth multicore-config',
    'Error: Debug AP not available, reset cannot be done',
  ],
  [
    'generic',
    'swd-signal-integrity target-low-power-mode nrst-slow-or-held',
    'Error: Fail reading CTRL/STAT register. Force reconnect',
  ],
  [
    'generic',
    'swd-signal-integrity target-low-power-mode nrst-slow-or-held',
    'Error: DP initialisation failed',
  ],
  [
    'benign',
    '',
    'Warn : keep_alive() was not invoked in the 1000 ms timelimit. GDB alive packet not sent! (1420 ms). Workaround: increase "set remotetimeout" in GDB',
  ],
  ['narrowing', 'external-loader-missing-or-faulty', 'Error: stmqspi: QUADSPI busy, timeout'],
  ['benign', '', 'Info : Unable to match requested speed 2000 kHz, using 1800 kHz'],
  [
    'benign',
    '',
    'Info : auto-selecting first available session transport "hla_swd". To override use \'transport select <transport>\'.',
  ],
  ['benign', '', "DEPRECATED! use 'adapter speed' not 'adapter_khz'"],
  [
    'narrowing',
    'target-low-power-mode target-supply-out-of-range readout-protection nrst-not-wired',
    'Error: mem2array: Read @ 0x40021000, w=4, cnt=1, failed',
  ],
  ['narrowing', 'host-usb-access', 'Error: libusb_open() failed with LIBUSB_ERROR_NOT_SUPPORTED'],
];

const stlinkTools: readonly Written[] = [
  [
    'narrowing',
    'probe-not-found host-usb-access probe-selection-wrong',
    "Couldn't find any ST-Link devices",
  ],
  [
    'narrowing',
    'probe-not-found host-usb-access probe-selection-wrong',
    "Couldn't find any ST-Link/V2 devices",
  ],
  [
    'narrowing',
    'host-usb-access probe-busy',
    'ERROR usb.c: Could not open USB device 0x0483 0x374b access error.',
  ],
  ['decisive', 'probe-busy', 'unable to claim the st-link: resource busy'],
  [
    'narrowing',
    'probe-usb-link-fault probe-wedged-by-killed-client probe-clone-or-corrupt',
    'ERROR usb.c: send request failed: LIBUSB_ERROR_TIMEOUT',
  ],
  [
    'narrowing',
    'probe-usb-link-fault probe-clone-or-corrupt',
    'ERROR usb.c: read reply failed: LIBUSB_ERROR_PIPE',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode target-damaged',
    'ERROR common.c: Failed to enter SWD mode',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode target-damaged',
    'Failed to connect to target',
  ],
  [
    'narrowing',
    'nrst-not-wired nrst-slow-or-held probe-clone-or-corrupt',
    'WARN common.c: NRST is not connected',
  ],
  [
    'narrowing',
    'swd-disabled-by-firmware target-low-power-mode swd-wiring-fault',
    "ERROR common.c: Can not connect to target. Please use 'connect under reset' and try again",
  ],
  [
    'narrowing',
    'nrst-not-wired target-low-power-mode swd-disabled-by-firmware',
    'ERROR common.c: Soft reset failed: timeout',
  ],
  [
    'generic',
    'swd-wiring-fault target-low-power-mode swd-disabled-by-firmware probe-usb-link-fault probe-clone-or-corrupt',
    'WARN common.c: unknown chip id! 0xe0042000',
  ],
  [
    'generic',
    'swd-wiring-fault target-low-power-mode swd-disabled-by-firmware probe-usb-link-fault probe-clone-or-corrupt',
    'WARN common.c: unknown chip id! 0x3748',
  ],
  [
    'generic',
    'swd-wiring-fault target-low-power-mode swd-disabled-by-firmware nrst-slow-or-held',
    'unknown chip id! 0',
  ],
  [
    'generic',
    'swd-wiring-fault target-low-power-mode swd-disabled-by-firmware nrst-slow-or-held',
    'Unsupported Target (Chip ID is 0000000000, Core ID is 0x2ba01477).',
  ],
  ['narrowing', 'mcu-unsupported-by-tool', 'WARN common.c: unknown chip id! 0x485'],
  [
    'narrowing',
    'readout-protection swd-disabled-by-firmware option-bytes-wrong',
    'SRAM: 128 KiB, Flash: 0 bytes in at least 2 KiB pages',
  ],
  [
    'narrowing',
    'readout-protection swd-disabled-by-firmware option-bytes-wrong',
    'F4xx: 192 KiB SRAM, 0 KiB flash in at least 16 KiB pages.',
  ],
  [
    'narrowing',
    'server-version-bug watchdog-reset flash-loader-failed target-low-power-mode',
    'ERROR flash_loader.c: flash loader run error',
  ],
  [
    'narrowing',
    'flash-loader-failed server-version-bug target-low-power-mode',
    'ERROR flash_loader.c: Failed to write flash loader to sram!',
  ],
  [
    'narrowing',
    'flash-write-protected readout-protection server-version-bug',
    'ERROR common_flash.c: Flash loader write error',
  ],
  [
    'narrowing',
    'flash-write-protected readout-protection server-version-bug',
    'ERROR common_flash.c: Flash memory is write protected',
  ],
  [
    'narrowing',
    'flash-dual-bank-config server-version-bug flash-verify-mismatch',
    'ERROR common_flash.c: Flash memory contains a non-erased value',
  ],
  [
    'decisive',
    'target-supply-out-of-range target-no-power vtref-not-wired',
    'ERROR flash_loader.c: Target voltage (1500 mV) too low for flash writes!',
  ],
  [
    'decisive',
    'elf-outside-memory-map',
    'ERROR common_flash.c: The size exceeds the size of the flash (65536)!',
  ],
  [
    'narrowing',
    'clone-mcu flash-verify-mismatch server-version-bug target-supply-out-of-range',
    'ERROR common_flash.c: Verification of flash failed at offset: 0',
  ],
  ['decisive', 'port-in-use', 'bind: Address already in use'],
  ['generic', 'client-launch-mismatch', 'ERROR gdb-server.c: cannot recv: -2'],
  [
    'narrowing',
    'server-version-bug flash-dual-bank-config',
    'ERROR common_flash.c: programming flash error, non-erased value',
  ],
];

const pyocd: readonly Written[] = [
  ['narrowing', 'probe-not-found host-usb-access', 'No available debug probes are connected'],
  ['narrowing', 'probe-not-found host-usb-access', 'No target device available'],
  ['decisive', 'probe-selection-wrong', 'No connected debug probe matches unique ID 066AFF'],
  ['narrowing', 'probe-busy host-usb-access', '0000512 C [Errno 16] Resource busy [__main__]'],
  [
    'narrowing',
    'probe-busy host-usb-access',
    '0000512 C Unable to claim interface for probe [__main__]',
  ],
  [
    'narrowing',
    'host-usb-access probe-busy',
    '0000512 C [Errno 13] Access denied (insufficient permissions) [__main__]',
  ],
  [
    'narrowing',
    'probe-wedged-by-killed-client probe-usb-link-fault',
    '0001512 C USB Error: [Errno 110] Operation timed out [__main__]',
  ],
  [
    'decisive',
    'probe-firmware-mismatch',
    '0000512 C STLink probe has unsupported, older firmware version V2J17 [__main__]',
  ],
  [
    'decisive',
    'target-support-not-installed',
    '0000512 C Target type stm32g0b1 not recognized. Use "pyocd list --targets" [__main__]',
  ],
  [
    'narrowing',
    'target-support-not-installed server-config-wrong',
    "0000512 W Generic 'cortex_m' target type is selected by default [board]",
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault target-low-power-mode swd-disabled-by-firmware nrst-slow-or-held',
    '0000512 C STLink error (9): Get IDCODE error [__main__]',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault target-low-power-mode swd-disabled-by-firmware nrst-slow-or-held',
    '0000512 C STLink error (5): No device connected [__main__]',
  ],
  [
    'narrowing',
    'target-low-power-mode',
    '0000512 C STLink error (11): Debug power error [__main__]',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode',
    '0000512 C SWD/JTAG communication failure (No ACK) [__main__]',
  ],
  [
    'narrowing',
    'swd-signal-integrity readout-protection target-low-power-mode',
    '0000512 C SWD/JTAG communication failure (FAULT ACK) [__main__]',
  ],
  [
    'narrowing',
    'swd-signal-integrity readout-protection target-low-power-mode',
    '0000512 C STLink error (17): AP fault [__main__]',
  ],
  [
    'narrowing',
    'target-low-power-mode probe-firmware-mismatch trustzone-or-debug-auth mcu-unsupported-by-tool multicore-config',
    '0000512 C No cores were discovered! [__main__]',
  ],
  [
    'narrowing',
    'target-low-power-mode probe-firmware-mismatch trustzone-or-debug-auth mcu-unsupported-by-tool multicore-config',
    '0000512 E Invalid coresight component, cidr=0x0 [rom_table]',
  ],
  [
    'narrowing',
    'readout-protection elf-outside-memory-map trustzone-or-debug-auth target-low-power-mode',
    '0000512 C Memory transfer fault (read) @ 0x08000000-0x08000003 [__main__]',
  ],
  [
    'decisive',
    'elf-outside-memory-map target-support-not-installed',
    '0000512 C no memory region defined for address 0x90000000 [__main__]',
  ],
  [
    'narrowing',
    'flash-loader-failed flash-write-protected readout-protection watchdog-reset target-supply-out-of-range',
    '0000512 C flash erase sector failure (address 0x08000000; result code 0x1) [__main__]',
  ],
  [
    'narrowing',
    'flash-loader-failed flash-write-protected readout-protection watchdog-reset target-supply-out-of-range',
    '0000512 C flash init failure (result code 0x1) [__main__]',
  ],
  [
    'narrowing',
    'flash-loader-failed watchdog-reset',
    '0000512 E flash algorithm overflowed stack [flash]',
  ],
  [
    'narrowing',
    'flash-loader-failed watchdog-reset',
    '0000512 E target was not halted as expected after calling flash algorithm routine [flash]',
  ],
  [
    'narrowing',
    'swd-disabled-by-firmware target-low-power-mode',
    '0000512 E Core #0 not accessible after reset [dap]',
  ],
  ['narrowing', 'probe-not-found host-usb-access', 'Waiting for a debug probe to be connected...'],
  [
    'narrowing',
    'server-version-bug probe-firmware-mismatch',
    '0000512 C uncaught exception: unbound method in board [__main__]',
  ],
];

const jlink: readonly Written[] = [
  [
    'narrowing',
    'probe-not-found probe-busy host-usb-access',
    'Connecting to J-Link failed. Connected correctly?',
  ],
  ['narrowing', 'probe-not-found probe-busy host-usb-access', 'No emulators connected'],
  [
    'decisive',
    'server-config-wrong mcu-unsupported-by-tool',
    'ERROR: Failed to get index for device name',
  ],
  ['decisive', 'server-config-wrong mcu-unsupported-by-tool', "Unknown device 'STM32F4XX'"],
  [
    'narrowing',
    'target-no-power vtref-not-wired',
    'Target voltage too low (1 Volt is required, measured 0.0 Volt)',
  ],
  ['narrowing', 'target-no-power vtref-not-wired', 'Could not measure target voltage'],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held server-config-wrong',
    'ERROR: Could not connect to target.',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held server-config-wrong',
    'Cannot connect to target.',
  ],
  [
    'generic',
    'target-no-power swd-wiring-fault swd-disabled-by-firmware target-low-power-mode nrst-slow-or-held server-config-wrong',
    'Connecting to target...ERROR: not found',
  ],
  [
    'narrowing',
    'target-config-mismatch trustzone-or-debug-auth readout-protection',
    '****** Error: InitTarget() returned with error code -1',
  ],
  [
    'narrowing',
    'flash-loader-failed watchdog-reset target-low-power-mode swd-signal-integrity server-config-wrong',
    'ERROR: Timeout while preparing target, RAMCode did not respond in time!',
  ],
  [
    'narrowing',
    'flash-loader-failed watchdog-reset target-low-power-mode swd-signal-integrity server-config-wrong',
    'Failed to prepare for programming.',
  ],
  [
    'narrowing',
    'flash-loader-failed watchdog-reset target-low-power-mode swd-signal-integrity server-config-wrong',
    'Could not preserve target memory.',
  ],
  ['benign', '', 'WARNING: T-bit of XPSR is 0 but should be 1. Changed to 1.'],
  [
    'generic',
    'swd-disabled-by-firmware nrst-not-wired swd-wiring-fault target-low-power-mode',
    'Connecting to CPU via connect under reset failed.',
  ],
  [
    'generic',
    'swd-disabled-by-firmware nrst-not-wired swd-wiring-fault target-low-power-mode',
    'Can not attach to CPU. Trying connect under reset.',
  ],
  ['narrowing', 'target-no-power vtref-not-wired', 'Supply voltage too low'],
];

const qemu: readonly Written[] = [
  ['decisive', 'qemu-machine-or-image-mismatch', 'qemu-system-arm: unsupported machine type'],
  ['decisive', 'qemu-machine-or-image-mismatch', 'Unknown board: STM32F4-Discovery'],
  ['decisive', 'port-in-use', 'Failed to find an available port: Address already in use'],
  ['decisive', 'qemu-machine-or-image-mismatch', 'rom: requested regions overlap (rom phdr #1)'],
  [
    'narrowing',
    'qemu-machine-or-image-mismatch',
    "qemu: fatal: Lockup: can't escalate 3 to HardFault (current priority -1)",
  ],
  [
    'narrowing',
    'server-version-bug qemu-machine-or-image-mismatch',
    "armv7m_nvic.c:404: Assertion `vec > 0' failed.",
  ],
  [
    'decisive',
    'qemu-machine-or-image-mismatch',
    'qemu-system-gnuarmeclipse: Unable to find CPU definition',
  ],
];

const gdb: readonly Written[] = [
  ['generic', '', 'Remote communication error.  Target disconnected.: Success.'],
  [
    'generic',
    'port-in-use probe-not-found server-binary-missing host-usb-access client-timeout',
    'could not connect (error 138): The system tried to join a drive to a directory on a joined drive.',
  ],
  [
    'generic',
    'port-in-use probe-not-found server-binary-missing host-usb-access client-timeout',
    'localhost:3333: Connection refused.',
  ],
  [
    'generic',
    'nrst-slow-or-held swd-disabled-by-firmware target-no-power port-in-use client-timeout',
    'localhost:61234: Connection timed out.',
  ],
  ['generic', '', 'Error finishing flash operation'],
  ['generic', '', 'Load failed'],
  ['generic', '', 'Error erasing flash with vFlashErase packet'],
  ['narrowing', 'client-timeout gdb-missing-or-broken', 'Ignoring packet error, continuing...'],
  ['narrowing', 'client-timeout gdb-missing-or-broken', 'Reply contains invalid hex digit 79'],
  [
    'narrowing',
    'client-timeout gdb-missing-or-broken',
    "Truncated register 16 in remote 'g' packet",
  ],
  [
    'decisive',
    'gdb-missing-or-broken',
    'arm-none-eabi-gdb: error while loading shared libraries: libncurses.so.5: cannot open shared object file',
  ],
  [
    'narrowing',
    'gdb-missing-or-broken',
    'GDB could not start as expected. Bad installation or version mismatch.',
  ],
  [
    'decisive',
    'elf-missing-or-unreadable',
    '"/w/build/app.bin": not in executable format: File format not recognized',
  ],
  ['decisive', 'elf-missing-or-unreadable', '/w/build/app.elf: No such file or directory.'],
  ['narrowing', 'symbols-missing-or-mismatch', '(no debugging symbols found)...done.'],
  [
    'narrowing',
    'symbols-missing-or-mismatch',
    'No symbol table is loaded.  Use the "file" command.',
  ],
  ['decisive', 'hw-breakpoints-exhausted', 'Cannot insert hardware breakpoint 5.'],
  [
    'decisive',
    'hw-breakpoints-exhausted',
    'You may have requested too many hardware breakpoints/watchpoints.',
  ],
  [
    'narrowing',
    'flash-empty-latched boot-pin-wrong option-bytes-wrong',
    'Break at address "0x1fff1a0c" with no debug information available, or outside of program code.',
  ],
  ['decisive', 'client-launch-mismatch', 'Protocol error with Rcmd'],
  ['decisive', 'client-launch-mismatch', '"monitor" command not supported by this target.'],
  ['decisive', 'client-launch-mismatch', 'The program is not being run.'],
  ['decisive', 'gdb-missing-or-broken', 'GDB executable "arm-none-eabi-gdb" was not found.'],
  ['narrowing', 'multicore-config target-low-power-mode', '0xa05f0000 in ?? ()'],
];

const client: readonly Written[] = [
  [
    'decisive',
    'server-binary-missing path-escaping-or-encoding',
    'Error: spawn /opt/openocd/bin/openocd ENOENT',
  ],
  [
    'generic',
    'client-timeout server-config-wrong gdb-missing-or-broken',
    'Failed to launch OpenOCD GDB Server: Timeout.',
  ],
  [
    'generic',
    '',
    'OpenOCD: GDB Server Quit Unexpectedly. See gdb-server output in TERMINAL tab for more details.',
  ],
  ['decisive', 'elf-missing-or-unreadable', 'Unable to find executable file at /w/build/app.elf.'],
  [
    'narrowing',
    'server-config-wrong server-version-bug client-timeout',
    'openocd: unrecognized option --gdb',
  ],
  ['narrowing', 'client-timeout', 'Failed to start openocd gdb server: Timeout.'],
  [
    'narrowing',
    'path-escaping-or-encoding',
    'C:\\Users\\Jürgen\\AppData\\Local\\Temp\\ST-LINK_GDB_server_a01.srec: cannot open',
  ],
];

const probeRs: readonly Written[] = [
  ['narrowing', 'probe-busy host-usb-access probe-not-found', 'Error: No probe was found.'],
  [
    'narrowing',
    'probe-busy host-usb-access probe-not-found',
    'The specified probe could not be opened.',
  ],
  [
    'generic',
    'swd-wiring-fault target-low-power-mode target-no-power swd-disabled-by-firmware',
    'An error specific to a probe type occurred: JtagGetIdcodeError',
  ],
  [
    'generic',
    'swd-wiring-fault target-low-power-mode target-no-power swd-disabled-by-firmware',
    'Target device did not respond to request.',
  ],
  [
    'narrowing',
    'probe-busy host-usb-access probe-firmware-mismatch',
    'Failed to open the debug probe.',
  ],
  [
    'narrowing',
    'probe-busy host-usb-access probe-firmware-mismatch',
    'Probe could not be created: Access is denied. (os error 5)',
  ],
];

/** The first lines of the tool, and its messages. */
const written: readonly (readonly [banner: readonly string[], rows: readonly Written[]])[] = [
  [
    [
      'STMicroelectronics ST-LINK GDB server. Version 7.14.0',
      'Copyright (c) 2025, STMicroelectronics. All rights reserved.',
    ],
    stlink,
  ],
  [['      STM32CubeProgrammer v2.20.0'], cube],
  [['Open On-Chip Debugger 0.12.0', 'Licensed under GNU GPL v2'], openocd],
  [['st-util 1.8.0'], stlinkTools],
  [['$ pyocd gdbserver -t stm32f407vg'], pyocd],
  [['SEGGER J-Link GDB Server V7.94 Command Line Version'], jlink],
  [['$ qemu-system-arm -M netduinoplus2 -S -gdb tcp::1234 -kernel app.elf'], qemu],
  [[], gdb],
  [['Launching the debug session.'], client],
  [['$ cargo flash --chip STM32F407VG'], probeRs],
];

export const rows: readonly (Row & { readonly banner: readonly string[] })[] = written.flatMap(
  ([banner, list]) =>
    list.map(([strength, causes, said]) => ({
      banner,
      strength,
      causes: causes.split(' ').filter((id) => id !== ''),
      said,
    })),
);
