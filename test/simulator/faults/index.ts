// Every fault of the bench, one file each.

import type { Fault } from '../setup';
import { bitErrors } from './bit-errors';
import { bitErrorsNotUnderReset } from './bit-errors-not-under-reset';
import { bootSystemMemory } from './boot-system-memory';
import { bootloader } from './bootloader';
import { busy } from './busy';
import { cloneIds } from './clone-ids';
import { cloneProbe } from './clone-probe';
import { cloneProbeUnpowered } from './clone-probe-unpowered';
import { doubledVoltage } from './doubled-voltage';
import { emptyAnswers } from './empty-answers';
import { garbageAnswers } from './garbage-answers';
import { heldNrst } from './held-nrst';
import { isolatedWithoutVtref } from './isolated-without-vtref';
import { leftInDebug } from './left-in-debug';
import { leftInDfu } from './left-in-dfu';
import { leftInSwim } from './left-in-swim';
import { lockup } from './lockup';
import { longAnswers } from './long-answers';
import { lowPowerSleep } from './low-power-sleep';
import { lowPowerStop } from './low-power-stop';
import { lowSupply } from './low-supply';
import { nrstNotWired } from './nrst-not-wired';
import { oldFirmware } from './old-firmware';
import { onlySlow } from './only-slow';
import { productStateH563 } from './product-state-h563';
import { rdp1 } from './rdp1';
import { rdp2 } from './rdp2';
import { saggingSupply } from './sagging-supply';
import { serverBusyForEver } from './server-busy-for-ever';
import { serverClosesAtOpen } from './server-closes-at-open';
import { serverGarbage } from './server-garbage';
import { serverRefuses } from './server-refuses';
import { serverStalls } from './server-stalls';
import { serverTruncated } from './server-truncated';
import { serverWrongCount } from './server-wrong-count';
import { shortAnswers } from './short-answers';
import { silentAnswers } from './silent-answers';
import { slowNrst } from './slow-nrst';
import { smallFlash } from './small-flash';
import { staleAnswers } from './stale-answers';
import { swdOffAfterBoot } from './swd-off-after-boot';
import { swdWiresOpen } from './swd-wires-open';
import { trustzoneL552 } from './trustzone-l552';
import { unknownStatus } from './unknown-status';
import { unplugAt } from './unplug';
import { unpowered } from './unpowered';
import { v1Probe } from './v1-probe';
import { vtrefNotWired } from './vtref-not-wired';
import { waitStorm } from './wait-storm';
import { watchdog } from './watchdog';
import { wedged } from './wedged';
import { wrongPart } from './wrong-part';
import { wrp } from './wrp';

export { unplugAt };

/** One of each; `unplugAt` stands for its kind with one position. */
export const faults: readonly Fault[] = [
  unpowered,
  saggingSupply,
  lowSupply,
  isolatedWithoutVtref,
  vtrefNotWired,
  swdWiresOpen,
  bitErrors,
  bitErrorsNotUnderReset,
  onlySlow,
  swdOffAfterBoot,
  slowNrst,
  heldNrst,
  nrstNotWired,
  rdp1,
  rdp2,
  wrp,
  cloneIds,
  cloneProbe,
  cloneProbeUnpowered,
  doubledVoltage,
  oldFirmware,
  busy,
  wedged,
  bootloader,
  v1Probe,
  leftInDfu,
  leftInSwim,
  leftInDebug,
  waitStorm,
  lowPowerSleep,
  lowPowerStop,
  watchdog,
  lockup,
  bootSystemMemory,
  trustzoneL552,
  productStateH563,
  smallFlash,
  wrongPart,
  garbageAnswers,
  shortAnswers,
  longAnswers,
  staleAnswers,
  emptyAnswers,
  silentAnswers,
  unknownStatus,
  serverRefuses,
  serverClosesAtOpen,
  serverStalls,
  serverWrongCount,
  serverTruncated,
  serverGarbage,
  serverBusyForEver,
  unplugAt(12),
];
