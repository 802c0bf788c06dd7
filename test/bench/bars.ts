// The bars of the bench: what must hold of the figures, and whether it does. A figure that could not be measured does not meet a bar.
import { rowIds, rowOf, rows, type RowId } from './rows';
import type { Samples } from './samples';
import { formatNumber } from './statistics';

export type BarKind = 'packets' | 'time' | 'memory';

/** Rows of which the greatest sample counts, not the median. */
const worstCounts: ReadonlySet<RowId> = new Set<RowId>([
  ...(['probeCommands', 'probeVerdict'] as const),
  ...(['explain', 'silentLadder', 'silentChecked'] as const),
]);

export interface Bar {
  readonly kind: BarKind;
  readonly title: string;
  /** Such as `≤ 1.25`. */
  readonly limit: string;
  readonly actual: string;
  readonly met: boolean;
}

export interface Measured {
  readonly direct: Samples;
  readonly proxied: Samples;
}

/**
 * Against raw GDB/MI doing the same, as a ratio of the medians. The launch counts without the checks, which raw does
 * not make; what they add has a bar of its own.
 */
const ratioBars: readonly (readonly [
  row: RowId,
  limit: number,
  base: RowId,
  contender?: 'oursUnchecked',
])[] = [
  ['launch', 1.25, 'launch', 'oursUnchecked'],
  ['step', 1.3, 'step'],
  ['pageFirst', 2, 'pageFirst'],
  ['pageMiddle', 2, 'pageMiddle'],
  ['memory', 1.3, 'memory'],
  ['initialize', 1.3, 'base'],
  ['probeLink', 1.2, 'probeLink'],
];

/** Packets from GDB, exact; they hold whether the image was programmed in the session or found in flash. */
const packetBars: readonly (readonly [row: RowId, limit: number])[] = [
  ['step', 15],
  ['backtrace', 31],
  ['pageFirst', 2],
  ['pageMiddle', 2],
  ['arrayPaged', 40],
  ['arrayWhole', 40],
  ['locals', 6],
];

/** In the row's unit. Of times the median counts, of memory and in `worstCounts` the most. */
const absoluteBars: readonly (readonly [row: RowId, limit: number])[] = [
  ['rssMain', 60],
  ['rssEnd', 90],
  ['preflightWarm', 60],
  ['preflightCli', 250],
  ['preflightBig', 400],
  ['preflightBigRss', 150],
  ['devicesLoad', 10],
  ['devicesLookUp', 1],
  ['devicesSize', 0.3],
  ['lspStart', 150],
  ['lspKeystroke', 10],
  ['lspWorkspace', 5000],
  ['lspWorkspaceRss', 150],
  ['scriptParse', 50],
  ['scriptRead', 5],
  ['scriptLong', 1000],
  ['scriptGrowth', 24],
  ['probeList', 50],
  ['probeExamine', 100],
  ['probeCommands', 41],
  ['probeVerdict', 3000],
  ['explain', 200],
  ['silentLadder', 8000],
  ['silentChecked', 8000],
];

/** What the checks may add to a launch in a fresh adapter process, in ms; 62 when this bar was set. */
const checksLimitMs = 80;

/** @returns every bar, in the order of the table's parts */
export function checkBars(measured: Measured): Bar[] {
  return [
    ...ratioBars.map((bar) => ratioBar(measured.direct, ...bar)),
    checksBar(measured.direct),
    ...packetBars.flatMap(([row, limit]) =>
      ['ours', 'oursProgrammed'].map((contender) =>
        packetBar(measured.proxied, row, limit, contender),
      ),
    ),
    ...absoluteBars.map(([row, limit]) => absoluteBar(measured.direct, row, limit)),
    ...peerBars(measured.direct, 'straight'),
    ...peerBars(measured.proxied, 'on the slow link'),
  ];
}

function ratioBar(
  samples: Samples,
  row: RowId,
  limit: number,
  base: RowId,
  contender: 'ours' | 'oursUnchecked' = 'ours',
): Bar {
  const value = samples.value(row, contender)?.median;
  const raw = samples.value(base, 'raw')?.median;
  const ratio = value === undefined || raw === undefined ? undefined : value / raw;
  const of = base === row ? 'raw' : rowOf(base).title;
  return {
    kind: 'time',
    title: `${rows[row].title}${contender === 'ours' ? '' : ', checks off'}, of ${of}`,
    limit: `≤ ${limit}x`,
    actual: ratio === undefined ? 'not measured' : `${ratio.toFixed(2)}x`,
    met: ratio !== undefined && ratio <= limit,
  };
}

function checksBar(samples: Samples): Bar {
  const checked = samples.value('launchChecks', 'ours')?.median;
  const unchecked = samples.value('launchChecks', 'oursUnchecked')?.median;
  const added = checked === undefined || unchecked === undefined ? undefined : checked - unchecked;
  return {
    kind: 'time',
    title: 'what the checks add to a launch',
    limit: `≤ ${checksLimitMs} ms`,
    actual: added === undefined ? 'not measured' : `${formatNumber(added)} ms`,
    met: added !== undefined && added <= checksLimitMs,
  };
}

function packetBar(samples: Samples, row: RowId, limit: number, contender: string): Bar {
  // The largest session counts, not the median: a packet count has no noise to forgive.
  const packets = samples.packets(row, contender)?.max;
  const image = contender === 'ours' ? 'image found in flash' : 'image programmed';
  return {
    kind: 'packets',
    title: `${rows[row].title} (${image})`,
    limit: `≤ ${limit}`,
    actual: packets === undefined ? 'not measured' : formatNumber(packets),
    met: packets !== undefined && packets <= limit,
  };
}

function absoluteBar(samples: Samples, row: RowId, limit: number): Bar {
  const { title, unit } = rowOf(row);
  const summary = samples.value(row, 'ours');
  const isWorst = unit === 'MB' || worstCounts.has(row);
  const value = isWorst ? summary?.max : summary?.median;
  return {
    kind: unit === 'MB' ? 'memory' : 'time',
    title,
    limit: `< ${limit} ${unit}`,
    actual: value === undefined ? 'not measured' : `${formatNumber(value)} ${unit}`,
    met: value !== undefined && value < limit,
  };
}

/** Ahead of cdt-gdb-adapter in every row both can do; a row it cannot do is won when we can. */
function peerBars(samples: Samples, where: string): Bar[] {
  const compared = rowIds.filter(
    (row) =>
      samples.has(row) && rowOf(row).onlyRaw === undefined && rowOf(row).informative === undefined,
  );
  return compared.flatMap((row) => {
    const ours = samples.value(row, 'ours')?.median;
    const peer = samples.value(row, 'cdt')?.median;
    if (peer === undefined && ours !== undefined) return [];
    const unit = rowOf(row).unit;
    const shown = (value: number | undefined): string =>
      value === undefined ? 'not measured' : `${formatNumber(value)} ${unit}`;
    return {
      kind: unit === 'MB' ? 'memory' : 'time',
      title: `${rows[row].title}, ${where}: ahead of cdt-gdb-adapter`,
      limit: `< ${shown(peer)}`,
      actual: shown(ours),
      met: ours !== undefined && peer !== undefined && ours < peer,
    };
  });
}
