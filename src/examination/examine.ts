// Opens a probe, asks it and its target in the least intrusive order, and gives the probe back.

import type { Device } from '../devices/device';
import type { Host } from '../host/host';
import type { ProbeInfo } from '../probe/probe-info';
import type { Examination } from './examination';

export interface ExamineOptions {
  /** The part as configured: its registers are tried first. */
  readonly device?: Device | undefined;
  /**
   * Whether the target may be halted and reset (a launch is about to); otherwise it is only looked at, and nothing of
   * it changes.
   */
  readonly mayReset: boolean;
  /** SWCLK that the launch will use; default `defaultSpeedKhz`. */
  readonly speedKhz?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Examines what hangs on a probe. The probe is closed when this ends, whatever happens.
 * @throws Failure `cancelled` when the signal fires; nothing else: what went wrong is in the value.
 */
export function examine(
  _host: Host,
  _probe: ProbeInfo,
  _options: ExamineOptions,
): Promise<Examination> {
  return Promise.reject(new Error('not there yet'));
}
