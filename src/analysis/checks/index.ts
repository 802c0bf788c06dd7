// The list of checks, in the order their findings are shown. An addition is a file and a line here.

import type { Check } from '../check';
import { bootSource } from './boot-source';
import { chipClone } from './chip-clone';
import { chipFlashSmall } from './chip-flash-small';
import { chipMismatch } from './chip-mismatch';
import { chipSecured } from './chip-secured';
import { coreLockup } from './core-lockup';
import { coreLowPower } from './core-low-power';
import { coreResetLoop } from './core-reset-loop';
import { cwdMissing } from './cwd-missing';
import { deviceMismatch } from './device-mismatch';
import { deviceUnknown } from './device-unknown';
import { elfDataLoadsToRam } from './elf-data-loads-to-ram';
import { elfInProtectedArea } from './elf-in-protected-area';
import { elfMissing } from './elf-missing';
import { elfNoDebugInfo } from './elf-no-debug-info';
import { elfNotArm } from './elf-not-arm';
import { elfNotElf } from './elf-not-elf';
import { elfNotLinked } from './elf-not-linked';
import { elfNothingToLoad } from './elf-nothing-to-load';
import { elfOlderThanSources } from './elf-older-than-sources';
import { elfOptimised } from './elf-optimised';
import { elfOutsideMemory } from './elf-outside-memory';
import { elfOverlappingLoad } from './elf-overlapping-load';
import { elfTruncated } from './elf-truncated';
import { elfUnreadable } from './elf-unreadable';
import { elfWrongCore } from './elf-wrong-core';
import { elfWrongFpu } from './elf-wrong-fpu';
import { elfZerosInExternalMemory } from './elf-zeros-in-external-memory';
import { externalLoaderMissing } from './external-loader-missing';
import { flashOverflow } from './flash-overflow';
import { flashReadProtected } from './flash-read-protected';
import { flashWriteConflict } from './flash-write-conflict';
import { flashWriteProtected } from './flash-write-protected';
import { gdbCannotRun } from './gdb-cannot-run';
import { gdbMissing } from './gdb-missing';
import { gdbNotArm } from './gdb-not-arm';
import { gdbTargetSilent } from './gdb-target-silent';
import { iocDebugNotSet } from './ioc-debug-not-set';
import { iocH7Supply } from './ioc-h7-supply';
import { iocJtagPinsTaken } from './ioc-jtag-pins-taken';
import { iocLowPower } from './ioc-low-power';
import { iocSwdDisabled } from './ioc-swd-disabled';
import { iocUnreadable } from './ioc-unreadable';
import { iocWatchdog } from './ioc-watchdog';
import { linkMarginal } from './link-marginal';
import { linkerScriptMissing } from './linker-script-missing';
import { nrstHeld } from './nrst-held';
import { nrstNotWired } from './nrst-not-wired';
import { nrstSlow } from './nrst-slow';
import { pathMangled } from './path-mangled';
import { portReserved } from './port-reserved';
import { portTaken } from './port-taken';
import { probeBootloader } from './probe-bootloader';
import { probeDenied } from './probe-denied';
import { probeFirmwareOld } from './probe-firmware-old';
import { probeHeld } from './probe-held';
import { probeMissing } from './probe-missing';
import { probeOpenFailed } from './probe-open-failed';
import { probeSelection } from './probe-selection';
import { probeUnsupported } from './probe-unsupported';
import { probeVoltageImplausible } from './probe-voltage-implausible';
import { probeWedged } from './probe-wedged';
import { ramOverflow } from './ram-overflow';
import { serverFilesMissing } from './server-files-missing';
import { serverMissing } from './server-missing';
import { sourceDisablesSwd } from './source-disables-swd';
import { targetOnlySlow } from './target-only-slow';
import { targetOnlyUnderReset } from './target-only-under-reset';
import { targetSilent } from './target-silent';
import { targetUnpowered } from './target-unpowered';
import { targetVoltageLow } from './target-voltage-low';
import { targetVoltageSags } from './target-voltage-sags';
import { trustzoneAlias } from './trustzone-alias';
import { usbNotVisible } from './usb-not-visible';
import { vectorTableBadReset } from './vector-table-bad-reset';
import { vectorTableBadStack } from './vector-table-bad-stack';
import { vectorTableMisplaced } from './vector-table-misplaced';
import { vtorMismatch } from './vtor-mismatch';
import { vtrefNotWired } from './vtref-not-wired';

export const checks: readonly Check[] = [
  cwdMissing,
  deviceUnknown,
  deviceMismatch,
  linkerScriptMissing,
  elfMissing,
  elfUnreadable,
  elfNotElf,
  elfTruncated,
  elfNotArm,
  elfNotLinked,
  elfNothingToLoad,
  elfWrongCore,
  elfWrongFpu,
  elfOutsideMemory,
  elfZerosInExternalMemory,
  externalLoaderMissing,
  elfInProtectedArea,
  flashOverflow,
  ramOverflow,
  elfOverlappingLoad,
  elfDataLoadsToRam,
  flashWriteConflict,
  vectorTableMisplaced,
  vectorTableBadStack,
  vectorTableBadReset,
  vtorMismatch,
  trustzoneAlias,
  elfNoDebugInfo,
  elfOptimised,
  elfOlderThanSources,
  iocUnreadable,
  iocSwdDisabled,
  sourceDisablesSwd,
  iocJtagPinsTaken,
  iocWatchdog,
  iocLowPower,
  iocH7Supply,
  iocDebugNotSet,
  gdbMissing,
  gdbCannotRun,
  gdbNotArm,
  serverMissing,
  serverFilesMissing,
  portTaken,
  portReserved,
  gdbTargetSilent,
  pathMangled,
  usbNotVisible,
  probeMissing,
  probeSelection,
  probeDenied,
  probeHeld,
  probeOpenFailed,
  probeWedged,
  probeBootloader,
  probeUnsupported,
  probeFirmwareOld,
  targetUnpowered,
  vtrefNotWired,
  targetVoltageLow,
  targetVoltageSags,
  probeVoltageImplausible,
  targetSilent,
  targetOnlyUnderReset,
  targetOnlySlow,
  linkMarginal,
  nrstHeld,
  nrstSlow,
  nrstNotWired,
  chipMismatch,
  chipFlashSmall,
  chipClone,
  chipSecured,
  flashReadProtected,
  flashWriteProtected,
  bootSource,
  coreLowPower,
  coreLockup,
  coreResetLoop,
];
