// What protection and life cycle let a debugger do.

import type { TargetSetup } from '../setup';
import type { FlashController } from './flash/flash-controller';
import type { Part } from './parts/part';

export interface Policy {
  /** Nothing answers on SWD any more. */
  readonly isPortShut: () => boolean;
  /** The access port to the core answers. */
  readonly isCorePortOpen: () => boolean;
  readonly isDebugAllowed: () => boolean;
  readonly isSecureDebug: () => boolean;
  readonly isFlashReadable: () => boolean;
}

/**
 * RDP level 1 keeps the flash from the debugger, level 2 shuts the port (RM0090 3.7.3); 0.5 allows non-secure debug
 * only (RM0438 6.6.2). H5's life cycle: all in OPEN, non-secure debug up to TZ_CLOSED, debug authentication alone
 * in CLOSED, nothing in LOCKED (RM0481 4.3).
 */
export function createPolicy(part: Part, setup: TargetSetup, flash: FlashController): Policy {
  const level = (): string => flash.protection();
  const isOneOf =
    (...levels: readonly string[]) =>
    (): boolean =>
      levels.includes(level());
  const isFullyOpen = isOneOf('L0', 'OPEN');
  const isClosed = isOneOf('CLOSED', 'LOCKED');
  return {
    isPortShut: isOneOf('L2', 'LOCKED'),
    isCorePortOpen: () => !isClosed(),
    isDebugAllowed: () => !isClosed(),
    isSecureDebug: () => part.core === 'M33' && setup.isTrustZoneOn && isFullyOpen(),
    isFlashReadable: () => level() !== 'L1',
  };
}
