// What STM32CubeProgrammer prints, alone or started by ST-LINK_gdbserver, and the older ST-LINK Utility.

import { consequence, message, type MessageTable } from './message';

export const cubeprogrammer = {
  'cube-no-probe': message(
    'probe-open',
    /No ST-?LINK detected|No debug probe detected|ST-?Link (?:is )?not detected|No ST-LINK device detected/i,
  ),
  'cube-usb-comm': message('probe-open', /DEV_USB_COMM_ERR/i),
  'cube-usb-communication': message('probe-open', /ST-?LINK USB communication error/i),
  'cube-connect-err': message('probe-open', /DEV_CONNECT_(?:ERR|FAIL)|DEV_ALREADY_(?:OPEN|USED)/i),
  'cube-no-target': message('target-connect', /No STM32 target found/i),
  'cube-no-core-id': message('target-connect', /Unable to get core ID|DEV_TARGET_CMD_ERR/i),
  'cube-reset-err': message('target-connect', /DEV_TARGET_RESET_ERR/i),
  'cube-not-halted': message('program', /DEV_TARGET_NOT_HALTED/i),
  'cube-unknown-device': message(
    'target-connect',
    /Cannot identify the device|unknown or unsupported device/i,
  ),
  'cube-flash-63': message('context', /Flash size\s*: ?63\.999 ?MBytes/i),
  'cube-flash-default': message('context', /(?:Flash|NVM) size\s*:.{0,40}\(default\)/i),
  'zero-volts': message(
    'context',
    /(?:Voltage|VTarget|VTref)\s*[:=]\s*0[.,]0\d{0,5}\s?V|target voltage = 0[.,]0\d* ?V|Target voltage\s*: 0[.,]0\d*/i,
  ),
  'erase-failed': message('program', /failed to erase memory/i),
  'mass-erase-failed': message('program', /Mass erase operation failed/i),
  'cube-loader': message(
    'program',
    /flash loader.{0,60}cannot be loaded|Flash ?loader (?:was )?not found/i,
  ),
  'download-failed': message(
    'program',
    /failed to download (?:Segment|Sector|the File)|Download (?:operation )?failed/i,
  ),
  'data-mismatch': message('verify', /Data mismatch found at address/i),
  'verify-failed': consequence('program', /Download verification failed/i),
  'cube-wrapper': consequence(
    'program',
    /Encountered Error when opening|Error in STM32CubeProgrammer/i,
  ),
  'write-buffer-failed': message('program', /Fail(?:ed)? to write buffer in flash/i),
  'cube-rdp-or-reset': message(
    'target-connect',
    /under Read Out Protection or Target is held under reset/i,
  ),
  'cube-read-failed': message(
    'program',
    /check if any memory protection mechanism is active|Data read failed|failed to read (?:the )?requested memory/i,
  ),
  'cube-access-port': message('target-connect', /Cannot connect to access port \d/i),
  'cube-da-hint': message('context', /embeds Debug Authentication/i),
  'option-bytes-failed': message(
    'program',
    /Option Bytes? Programming failed|modified by application after OB_LAUNCH/i,
  ),
  'option-bytes-expected': message('program', /Expected value for Option Byte/i),
  /** Of the older families level 0 is 0xA5, and the tool says in brackets what it means. */
  'option-bytes-rdp': message(
    'program',
    /^(?:Info\s?: )?RDP\s*[:=]\s*(?:0x(?!AA\b|A5\b)[0-9A-F]{1,2}\b|0x[0-9A-F]{1,2}\b.{0,20}\blevel [12]\b|Level [12]\b)(?!.{0,40}(?:not active|no protection|level 0))/i,
  ),
  'fus-state': message(
    'program',
    /FUS_STATE_(?!IDLE|NOT_RUNNING_OK)\w+|FUS_NO_FW|FUS_(?:IMG|ERROR)/i,
  ),
  'fus-area': message('program', /\bSFSA\b/i),
  'util-rdp': message(
    'program',
    /Can ?not read memory|Disable Read ?Out Protection|Read ?out protection is activated|Could not disable Read ?Out Protection/i,
  ),
  'util-no-target': message(
    'target-connect',
    /Can ?not connect to (?:the )?target!|Can ?not connect to (?:the )?device\b|Problem occurred while trying to connect/i,
  ),
  'cube-missing': message(
    'server-start',
    /STM32_Programmer_CLI\S{0,10} not found|Can't open \S{0,200}stm32CubeProg|STM32CubeProgrammer not found/i,
  ),
  'cube-connection-lost': message('run', /Connection to (?:the )?device\b.{0,20} (?:is|was) lost/i),
  'cube-hot-plug': message('context', /(?:Connect(?:ion)? mode|mode)\s*: ?Hot ?Plug/i),
  'cube-under-reset': message(
    'context',
    /(?:Connect(?:ion)? mode)\s*: ?Under Reset|UR connection mode|connection mode: Under reset/i,
  ),
  'device-id': message('context', /^(?:.{0,20} )?Device ID\s*:\s*0x[0-9a-f]+/i),
  'download-complete': message('context', /File download complete/i),
  verified: message(
    'context',
    /Download verified successfully|\*\* Verified OK \*\*|\bverified \d+ bytes|Flash written and verified|jolly good/i,
  ),
  'erase-all-done': message('context', /Mass erase successfully achieved|MASS ERASE \.\.\. done/i),
} as const satisfies MessageTable;
