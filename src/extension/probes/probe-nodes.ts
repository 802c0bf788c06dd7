// The tree of the Probes view as plain values, made anew from the state each time. Pure.

import { examinationRows } from '../../analysis/examination-rows';
import type { ExaminedRow, RowTopic } from '../../analysis/examination-rows';
import { accessWords, isSerial } from '../../analysis/probe-words';
import { count } from '../../base/count';
import type { Finding, Severity } from '../../findings/finding';
import type { ProbeInfo } from '../../probe/probe-info';
import { isOfSession, keyOf, placeWords } from './probes-state';
import type { ExaminedProbe, ProbeActivity, ProbesState } from './probes-state';

export interface ProbeNode {
  readonly id: string;
  /** Key of the probe that it belongs to; undefined: none. */
  readonly probeKey: string | undefined;
  readonly label: string;
  readonly description: string;
  /** A line each; the first is the heading. */
  readonly tooltip: readonly string[];
  /** A codicon, and a theme colour where it means something. */
  readonly icon: string;
  readonly color: string | undefined;
  /** Words for `viewItem` of menus: `probe stlink examined chosen`. */
  readonly context: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** Id of the docs page that a click opens. */
  readonly explains: string | undefined;
  readonly children: readonly ProbeNode[];
}

const colors = {
  good: 'testing.iconPassed',
  error: 'problemsErrorIcon.foreground',
  warning: 'problemsWarningIcon.foreground',
  information: 'problemsInfoIcon.foreground',
  dim: 'disabledForeground',
} as const;

const severityIcons: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
};

const topicIcons: Readonly<Record<RowTopic, string>> = {
  firmware: 'package',
  voltage: 'zap',
  connection: 'plug',
  chip: 'circuit-board',
  core: 'pulse',
  protection: 'lock',
  link: 'graph',
  nrst: 'refresh',
};

/** @param timeOf writes a time as the user's system does. */
export function probeNodes(
  state: ProbesState,
  timeOf: (atMs: number) => string,
): readonly ProbeNode[] {
  const { list, failure } = state;
  if (failure !== undefined) return [failureNode(failure)];
  return (list?.probes ?? []).map((probe) => probeNode(state, probe, timeOf));
}

function failureNode(failure: string): ProbeNode {
  return leaf(
    { id: 'failure', probeKey: undefined },
    { label: failure, description: '', tooltip: ['Probes cannot be listed', failure] },
    { icon: 'error', color: colors.error },
  );
}

function probeNode(
  state: ProbesState,
  probe: ProbeInfo,
  timeOf: (atMs: number) => string,
): ProbeNode {
  const key = state.list === undefined ? '' : keyOf(probe, state.list);
  const examined = state.examined.get(key);
  const isChosen = isSerial(probe.serial, state.chosenSerial);
  const activity = isOfSession(state, probe) ? 'session' : state.active.get(key);
  const firmware = firmwareOf(examined);
  const doing = activity === undefined ? accessWords(probe) : activityWords[activity];
  const described = [doing, isChosen ? 'chosen' : undefined, probe.serial, firmware];
  const description = described.filter((part) => part !== undefined).join(' · ');
  const context = [
    ...['probe', probe.family],
    ...(examined === undefined ? [] : ['examined']),
    ...(isChosen ? ['chosen'] : []),
    ...(probe.serial === undefined ? [] : ['numbered']),
  ];
  return {
    id: `probe ${key}`,
    probeKey: key,
    label: probe.name,
    description,
    tooltip: probeTooltip(probe, firmware, isChosen),
    ...probeIcon(probe, examined, activity),
    context: context.join(' '),
    spoken: [probe.name, description, findingsWords(examined)]
      .filter((part) => part !== '')
      .join(', '),
    explains: undefined,
    children: childrenOf(key, probe, examined, timeOf),
  };
}

const activityWords: Readonly<Record<ProbeActivity | 'session', string>> = {
  examining: 'being examined…',
  testing: 'link being tested…',
  session: 'in use by the debug session',
};

function firmwareOf(examined: ExaminedProbe | undefined): string | undefined {
  const reading = examined?.examination.probe;
  return reading?.ok === true ? reading.value.firmware.text : undefined;
}

/** The page about what the list alone tells. */
function accessPage({ access }: ProbeInfo): string {
  if (access === 'denied') return 'probe-denied';
  return access === 'missing' ? 'usb-not-visible' : 'probe-held';
}

function probeTooltip(
  probe: ProbeInfo,
  firmware: string | undefined,
  isChosen: boolean,
): readonly string[] {
  return [
    probe.name,
    `Serial number: ${probe.serial ?? 'none'}`,
    `Firmware: ${firmware ?? 'not known before an examination'}`,
    `Place: ${placeWords(probe)}`,
    `USB id: ${probe.id}`,
    `Access: ${accessWords(probe) ?? (probe.access === 'ok' ? 'can be opened' : 'told only by opening it')}`,
    ...(isChosen ? ['Launches of this workspace that name no probe use this one.'] : []),
  ];
}

function probeIcon(
  probe: ProbeInfo,
  examined: ExaminedProbe | undefined,
  activity: ProbeActivity | 'session' | undefined,
): Pick<ProbeNode, 'icon' | 'color'> {
  if (activity === 'session') return { icon: 'debug-alt', color: undefined };
  if (activity !== undefined) return { icon: 'loading~spin', color: undefined };
  const worst = worstOf(examined?.findings ?? []);
  if (worst === 'error' || worst === 'warning') return { icon: 'plug', color: colors[worst] };
  if (examined !== undefined) return { icon: 'plug', color: colors.good };
  if (accessWords(probe) !== undefined) return { icon: 'plug', color: colors.warning };
  return { icon: 'plug', color: undefined };
}

function worstOf(findings: readonly Finding[]): Severity | undefined {
  return (['error', 'warning', 'information'] as const).find((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
}

function findingsWords(examined: ExaminedProbe | undefined): string {
  if (examined === undefined) return '';
  return examined.findings.length === 0
    ? 'no findings'
    : count(examined.findings.length, 'finding');
}

function childrenOf(
  key: string,
  probe: ProbeInfo,
  examined: ExaminedProbe | undefined,
  timeOf: (atMs: number) => string,
): readonly ProbeNode[] {
  const access = accessWords(probe);
  const place = leaf(
    { id: `${key} place`, probeKey: key },
    { label: 'Place', description: placeWords(probe), tooltip: ['Place', placeWords(probe)] },
    { icon: 'location', color: undefined },
  );
  if (examined === undefined) {
    const obstacle = {
      ...leaf(
        { id: `${key} access`, probeKey: key },
        { label: 'Access', description: access ?? '', tooltip: ['Access', access ?? ''] },
        { icon: 'warning', color: colors.warning },
      ),
      explains: accessPage(probe),
    };
    return [...(access === undefined ? [] : [obstacle]), notExamined(key, probe), place];
  }
  const { examination, findings } = examined;
  return [
    ...findings.map((finding, index) => findingNode(key, finding, index)),
    ...examinationRows(examination).map((row) => rowNode(key, row, examined)),
    place,
    examinedNode(key, examined, timeOf),
  ];
}

function notExamined(key: string, { family, name }: ProbeInfo): ProbeNode {
  const description =
    family === 'stlink' ? 'not examined yet' : `${name} is listed only; ST-LINKs are examined`;
  return leaf(
    { id: `${key} examined`, probeKey: key },
    { label: 'Target', description, tooltip: ['Target', description] },
    { icon: 'circuit-board', color: colors.dim },
  );
}

function findingNode(key: string, finding: Finding, index: number): ProbeNode {
  const { id, severity, message, evidence, fixes } = finding;
  const tooltip = [
    id,
    message,
    ...evidence.map(({ what, where }) => `${what} (${where})`),
    ...fixes.map(({ title }) => `Fix: ${title}`),
  ];
  return {
    ...leaf(
      { id: `${key} finding ${index} ${id}`, probeKey: key },
      { label: message, description: id, tooltip },
      { icon: severityIcons[severity], color: colors[severity] },
    ),
    context: 'finding',
    spoken: `${severity}: ${message}`,
    explains: id,
  };
}

function rowNode(key: string, row: ExaminedRow, { examination }: ExaminedProbe): ProbeNode {
  const { topic, name, text, state, details, origin, why } = row;
  const more = why === undefined ? [...details, ...origin] : [why];
  const { protection } = examination;
  const isOpen = topic === 'protection' && protection.ok && protection.value.level === 'L0';
  return leaf(
    { id: `${key} ${topic}`, probeKey: key },
    { label: name, description: text, tooltip: [name, text, ...more.map(capital)] },
    {
      icon: isOpen ? 'unlock' : topicIcons[topic],
      color: state === 'known' ? undefined : colors.dim,
    },
  );
}

function capital(line: string): string {
  return line.slice(0, 1).toUpperCase() + line.slice(1);
}

function examinedNode(
  key: string,
  examined: ExaminedProbe,
  timeOf: (atMs: number) => string,
): ProbeNode {
  const { examination, atMs, mayReset, made, skipped } = examined;
  const how = mayReset ? 'with reset' : 'without reset';
  const description = `${timeOf(atMs)}, ${how}`;
  const { commands, tookMs } = examination;
  return leaf(
    { id: `${key} examined`, probeKey: key },
    {
      label: 'Examined',
      description,
      tooltip: [
        'Last examination',
        description,
        `${count(commands, 'command')} in ${Math.round(tookMs)} ms`,
        `${count(made.length, 'check')} made, ${skipped.length} left out`,
        ...skipped.map(({ id, why }) => `${id}: ${why}`),
      ],
    },
    { icon: 'history', color: undefined },
  );
}

function leaf(
  which: Pick<ProbeNode, 'id' | 'probeKey'>,
  words: Pick<ProbeNode, 'label' | 'description' | 'tooltip'>,
  look: Pick<ProbeNode, 'icon' | 'color'>,
): ProbeNode {
  const { label, description } = words;
  const spoken = description === '' ? label : `${label}: ${description}`;
  return { ...which, ...words, ...look, spoken, context: 'row', explains: undefined, children: [] };
}
