// "Test SWD Link": many identical reads at several clocks, with and without reset held.

import type { Host } from '../host/host';
import type { ProbeInfo } from '../probe/probe-info';
import type { LinkQuality, LinkSample, OpenedProbe, Reading } from './examination';

export interface TestLinkOptions {
  readonly mayReset: boolean;
  /** Reads at each clock; default 1000. */
  readonly reads?: number | undefined;
  /** Clocks in kHz; default: all that the probe offers down to 100 kHz. */
  readonly speedsKhz?: readonly number[] | undefined;
  /** Called with each finished clock. */
  readonly onSample?: (sample: LinkSample) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface LinkTest {
  readonly probe: Reading<OpenedProbe>;
  readonly link: Reading<LinkQuality>;
  readonly tookMs: number;
}

/**
 * @throws Failure `cancelled`; nothing else.
 */
export function testLink(
  _host: Host,
  _probe: ProbeInfo,
  _options: TestLinkOptions,
): Promise<LinkTest> {
  return Promise.reject(new Error('not there yet'));
}
