// The result of a link test as its picture takes it. Pure.

import { kindWords } from '../../analysis/link-words';
import type { LinkSample } from '../../examination/examination';
import type { LinkTest } from '../../examination/test-link';
import type { ProbeInfo } from '../../probe/probe-info';
import type { LinkChart, LinkChartSample } from '../../protocol/link-chart';

/** What there is so far. @param why it goes no further; undefined: it does */
export function partialLinkChart(
  probe: ProbeInfo,
  samples: readonly LinkSample[],
  why?: string,
): LinkChart {
  return {
    probe: title(probe, undefined),
    what: '',
    samples: inOrder(samples),
    state: why === undefined ? 'running' : 'stopped',
    why,
    fastestCleanKhz: undefined,
    fastestCleanUnderResetKhz: undefined,
  };
}

/** @returns undefined when nothing could be measured; `link` says why. */
export function linkChartOf(probe: ProbeInfo, test: LinkTest): LinkChart | undefined {
  if (!test.link.ok) return undefined;
  const { samples, fastestCleanKhz, fastestCleanUnderResetKhz, what } = test.link.value;
  const firmware = test.probe.ok ? test.probe.value.firmware.text : undefined;
  return {
    probe: title(probe, firmware),
    what,
    samples: inOrder(samples),
    state: 'finished',
    why: undefined,
    fastestCleanKhz,
    fastestCleanUnderResetKhz,
  };
}

function title({ name, serial }: ProbeInfo, firmware: string | undefined): string {
  return [name, firmware, serial].filter((part) => part !== undefined).join(' · ');
}

function inOrder(samples: readonly LinkSample[]): readonly LinkChartSample[] {
  const sorted = [...samples].sort(
    (a, b) => b.speedKhz - a.speedKhz || Number(a.underReset) - Number(b.underReset),
  );
  return sorted.map(({ speedKhz, underReset, reads, errors, rate, rateLow, rateHigh, kinds }) => ({
    ...{ speedKhz, underReset, reads, errors, rate, rateLow, rateHigh },
    kinds: Object.entries(kinds)
      .map(([kind, count]) => ({ kind: kindWords(kind), count }))
      .sort((a, b) => b.count - a.count),
  }));
}
