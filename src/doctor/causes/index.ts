// Every cause the doctor knows, in the order in which they come in a launch: computer, probe, wires, firmware, protection,
// chip, image.

import type { Cause } from '../cause';
import { serverBinaryMissing } from './server-binary-missing';
import { serverConfigWrong } from './server-config-wrong';
import { pathEscapingOrEncoding } from './path-escaping-or-encoding';
import { portInUse } from './port-in-use';
import { serverEnded } from './server-ended';
import { clientTimeout } from './client-timeout';
import { clientLaunchMismatch } from './client-launch-mismatch';
import { gdbMissingOrBroken } from './gdb-missing-or-broken';
import { elfMissingOrUnreadable } from './elf-missing-or-unreadable';
import { symbolsMissingOrMismatch } from './symbols-missing-or-mismatch';
import { targetSupportNotInstalled } from './target-support-not-installed';
import { serverVersionBug } from './server-version-bug';
import { qemuMachineOrImageMismatch } from './qemu-machine-or-image-mismatch';
import { hostUsbAccess } from './host-usb-access';
import { probeNotFound } from './probe-not-found';
import { probeSelectionWrong } from './probe-selection-wrong';
import { probeBusy } from './probe-busy';
import { probeWedgedByKilledClient } from './probe-wedged-by-killed-client';
import { probeUsbLinkFault } from './probe-usb-link-fault';
import { probeFirmwareMismatch } from './probe-firmware-mismatch';
import { probeCloneOrCorrupt } from './probe-clone-or-corrupt';
import { targetNoPower } from './target-no-power';
import { vtrefNotWired } from './vtref-not-wired';
import { targetSupplyOutOfRange } from './target-supply-out-of-range';
import { powerSupplyConfigH7 } from './power-supply-config-h7';
import { swdWiringFault } from './swd-wiring-fault';
import { swdSignalIntegrity } from './swd-signal-integrity';
import { nrstSlowOrHeld } from './nrst-slow-or-held';
import { nrstNotWired } from './nrst-not-wired';
import { targetDamaged } from './target-damaged';
import { swdDisabledByFirmware } from './swd-disabled-by-firmware';
import { targetLowPowerMode } from './target-low-power-mode';
import { watchdogReset } from './watchdog-reset';
import { firmwareInterferesAtBoot } from './firmware-interferes-at-boot';
import { resetModeMismatch } from './reset-mode-mismatch';
import { bootPinWrong } from './boot-pin-wrong';
import { flashEmptyLatched } from './flash-empty-latched';
import { multicoreConfig } from './multicore-config';
import { readoutProtection } from './readout-protection';
import { flashWriteProtected } from './flash-write-protected';
import { optionBytesWrong } from './option-bytes-wrong';
import { trustzoneOrDebugAuth } from './trustzone-or-debug-auth';
import { wbSecureFlashArea } from './wb-secure-flash-area';
import { cloneMcu } from './clone-mcu';
import { mcuUnsupportedByTool } from './mcu-unsupported-by-tool';
import { targetConfigMismatch } from './target-config-mismatch';
import { elfOutsideMemoryMap } from './elf-outside-memory-map';
import { externalLoaderMissingOrFaulty } from './external-loader-missing-or-faulty';
import { flashLoaderFailed } from './flash-loader-failed';
import { flashDualBankConfig } from './flash-dual-bank-config';
import { flashVerifyMismatch } from './flash-verify-mismatch';
import { hwBreakpointsExhausted } from './hw-breakpoints-exhausted';
import { noneBenignNoise } from './none-benign-noise';

const list = [
  serverBinaryMissing,
  serverConfigWrong,
  pathEscapingOrEncoding,
  portInUse,
  serverEnded,
  clientTimeout,
  clientLaunchMismatch,
  gdbMissingOrBroken,
  elfMissingOrUnreadable,
  symbolsMissingOrMismatch,
  targetSupportNotInstalled,
  serverVersionBug,
  qemuMachineOrImageMismatch,
  hostUsbAccess,
  probeNotFound,
  probeSelectionWrong,
  probeBusy,
  probeWedgedByKilledClient,
  probeUsbLinkFault,
  probeFirmwareMismatch,
  probeCloneOrCorrupt,
  targetNoPower,
  vtrefNotWired,
  targetSupplyOutOfRange,
  powerSupplyConfigH7,
  swdWiringFault,
  swdSignalIntegrity,
  nrstSlowOrHeld,
  nrstNotWired,
  targetDamaged,
  swdDisabledByFirmware,
  targetLowPowerMode,
  watchdogReset,
  firmwareInterferesAtBoot,
  resetModeMismatch,
  bootPinWrong,
  flashEmptyLatched,
  multicoreConfig,
  readoutProtection,
  flashWriteProtected,
  optionBytesWrong,
  trustzoneOrDebugAuth,
  wbSecureFlashArea,
  cloneMcu,
  mcuUnsupportedByTool,
  targetConfigMismatch,
  elfOutsideMemoryMap,
  externalLoaderMissingOrFaulty,
  flashLoaderFailed,
  flashDualBankConfig,
  flashVerifyMismatch,
  hwBreakpointsExhausted,
  noneBenignNoise,
] as const satisfies readonly Cause[];

export type CauseId = (typeof list)[number]['id'];

export const causes: readonly (Cause & { readonly id: CauseId })[] = list;
