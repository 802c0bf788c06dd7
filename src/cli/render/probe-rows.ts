// The readings of a probe and its target as rows for a person: a label, and lines of words.

import { hex32 } from '../../base/hex';
import { attemptEvidence } from '../../analysis/probe-words';
import type {
  Chip,
  CoreState,
  Examination,
  LinkQuality,
  Nrst,
  OpenedProbe,
  ProtectionState,
  Reading,
  Supply,
} from '../../examination/examination';
import type { ProbeReport } from '../probe/probe-report';
import { percent } from './link-table';
import { listedLine } from './probe-list';

export interface Row {
  readonly label: string;
  readonly lines: readonly string[];
  /** Why nothing is known. */
  readonly unknown?: string;
}

export function rowsOf(report: ProbeReport): readonly Row[] {
  const { examination } = report;
  return examination === undefined ? [listedRow(report)] : examinedRows(examination, report);
}

function listedRow({ chosen, list, whyNot }: ProbeReport): Row {
  const probes = chosen === undefined ? list.probes : [chosen];
  return { label: 'Probe', lines: [...probes.map(listedLine), `not opened: ${whyNot}`] };
}

function examinedRows(examination: Examination, report: ProbeReport): readonly Row[] {
  const { probe, supply, connection, chip, protection, coreState, nrst, link } = examination;
  return [
    probe.ok
      ? { label: 'Probe', lines: probeLines(probe.value) }
      : {
          label: 'Probe',
          lines: [
            ...(report.chosen === undefined ? [] : [listedLine(report.chosen)]),
            `not opened: ${examination.opening.message}`,
          ],
        },
    row('Voltage', supply, supplyLines),
    row('Connection', connection, ({ attempts }) =>
      attemptEvidence(attempts, probe).map(({ what }) => what),
    ),
    row('Chip', chip, chipLines),
    row('Protection', protection, protectionLines),
    row('Core', coreState, (value) =>
      coreLines(value, nrst.ok && nrst.value.isInResetAtStart === true),
    ),
    row('NRST', nrst, (value) => nrstLines(value, connection.ok && connection.value.mayReset)),
    // The test has a table of its own.
    ...(report.linkTest?.ok === true ? [] : [row('Link', link, linkLines)]),
  ];
}

function row<T>(label: string, reading: Reading<T>, toLines: (value: T) => readonly string[]): Row {
  if (!reading.ok)
    return { label, lines: [`not determined: ${reading.why}`], unknown: reading.why };
  const lines = toLines(reading.value);
  return { label, lines: lines.length === 0 ? ['not determined'] : lines };
}

function probeLines({ name, firmware, serial, id, place }: OpenedProbe): readonly string[] {
  const number = serial === undefined ? 'no serial number' : `serial ${serial}`;
  return [`${name}, firmware ${firmware.text}, ${number}`, `${id} at ${place}`];
}

function supplyLines({ idleVolts, haltedVolts, underResetVolts }: Supply): readonly string[] {
  const [first, ...others] = idleVolts.map(volts);
  if (first === undefined) return [];
  const idle = others.every((each) => each === first)
    ? first
    : `${volts(Math.min(...idleVolts))} to ${volts(Math.max(...idleVolts))}`;
  const more = [
    ...(haltedVolts === undefined ? [] : [`halted ${volts(haltedVolts)}`]),
    ...(underResetVolts === undefined ? [] : [`under reset ${volts(underResetVolts)}`]),
  ];
  return [[idle, ...more].join(', ')];
}

function volts(value: number): string {
  return `${value.toFixed(2)} V`;
}

function chipLines(chip: Chip): readonly string[] {
  const { die, devId, revId, revision, core, cpuid, flashKib } = chip;
  const rev = revId === undefined ? [] : [`revision ${revision ?? '?'} (${hex(revId)})`];
  const identity = devId === undefined ? [] : [`DEV_ID ${hex(devId)}`, ...rev];
  const name = die === undefined ? [] : [`STM32${die.name}`];
  const parts = [
    ...(core === undefined ? [] : [`Cortex-${core}`]),
    ...(cpuid === undefined ? [] : [`CPUID ${hex32(cpuid)}`]),
    ...(flashKib === undefined ? [] : [`${flashKib} KiB of flash`]),
  ];
  const lines = [[...name, ...identity].join(', '), parts.join(', ')];
  return lines.filter((line) => line !== '');
}

function protectionLines(state: ProtectionState): readonly string[] {
  const { level, field, isFlashReadable, isTrustZoneOn, writeProtected } = state;
  const name = field === undefined ? '' : ` (${field.name})`;
  const first = [
    ...(level === undefined
      ? []
      : [`${/^L\d/.test(level) ? 'read-out level ' : ''}${level.replace(/^L(?=\d)/, '')}${name}`]),
    ...(isFlashReadable === undefined
      ? []
      : [`flash ${isFlashReadable ? 'can' : 'cannot'} be read`]),
    ...(isTrustZoneOn === undefined ? [] : [`TrustZone ${isTrustZoneOn ? 'on' : 'off'}`]),
  ];
  return [
    ...(first.length === 0 ? [] : [first.join(', ')]),
    ...(writeProtected === undefined ? [] : [writeLine(writeProtected)]),
  ];
}

function writeLine(ranges: NonNullable<ProtectionState['writeProtected']>): string {
  if (ranges.length === 0) return 'no write-protected sectors';
  const texts = ranges.map(({ start, end }) => `${hex32(start)} to ${hex32(end - 1)}`);
  return `write-protected: ${texts.join(', ')}`;
}

function coreLines(core: CoreState, isInReset: boolean): readonly string[] {
  const { pcs, bootedFrom, debugInLowPower: kept, resetFlags } = core;
  const [pc] = pcs;
  const from: Readonly<Record<NonNullable<typeof bootedFrom>, string>> = {
    flash: 'in flash',
    system: 'in system memory',
    ram: 'in RAM',
    external: 'in external memory',
  };
  const place = [
    ...(bootedFrom === undefined ? [] : [from[bootedFrom]]),
    ...(pc === undefined ? [] : [`PC ${hex32(pc)}`]),
  ];
  const times = core.resetsSeen === 1 ? 'once' : `${core.resetsSeen} times`;
  const resets = core.resetsSeen === 0 ? [] : [`reset ${times} in ${Math.round(core.resetMs)} ms`];
  const modes = Object.entries(kept ?? {}).flatMap(([mode, isKept]) =>
    isKept === true ? [mode] : [],
  );
  const debug = modes.length === 0 ? 'off' : `on in ${modes.join(', ')}`;
  return [
    isInReset
      ? 'in reset each time it was read'
      : [stateWord(core), ...place, ...resets].join(', '),
    ...(resetFlags === undefined
      ? []
      : [`reset flags: ${resetFlags.names.length === 0 ? 'none' : resetFlags.names.join(', ')}`]),
    ...(kept === undefined ? [] : [`debug in low-power modes: ${debug}`]),
  ];
}

function stateWord({ isLockedUp, isHalted, isAsleep }: CoreState): string {
  if (isLockedUp) return 'locked up';
  if (isHalted) return 'halted';
  return isAsleep ? 'asleep' : 'running';
}

function nrstLines({ isInResetAtStart, pulse }: Nrst, mayReset: boolean): readonly string[] {
  const start =
    isInResetAtStart === undefined ? [] : [isInResetAtStart ? 'held low' : 'not held low'];
  if (pulse === undefined) {
    const why = mayReset ? 'no pulse could be given' : 'no pulse given (--may-reset allows one)';
    return [[...start, why].join(', ')];
  }
  const { reachedCore, recoveryMs, waitedMs } = pulse;
  const reach =
    reachedCore === undefined
      ? 'whether a pulse reaches the core is not determined'
      : `a pulse ${reachedCore ? 'reaches' : 'does not reach'} the core`;
  const back =
    recoveryMs === undefined
      ? `not out of reset within ${Math.round(waitedMs)} ms`
      : `out of reset after ${Math.round(recoveryMs)} ms`;
  return [[...start, reach, ...(reachedCore === false ? [] : [back])].join(', ')];
}

/** A line for each clock; the words read say more than the rate of a few reads without an error. */
function linkLines({ samples, what }: LinkQuality): readonly string[] {
  const lines = samples.map((sample) => {
    const { speedKhz, underReset, errors, reads, transfersPerRead, rateLow, rateHigh } = sample;
    const clock = `${speedKhz} kHz${underReset ? ' under reset' : ''}`;
    return errors === 0
      ? `${clock}: no error in ${reads * transfersPerRead} words`
      : `${clock}: ${errors} of ${reads} reads failed (rate ${percent(rateLow)} to ${percent(rateHigh)})`;
  });
  const [only, ...others] = lines;
  return only === undefined || others.length > 0
    ? [...lines, ...(only === undefined ? [] : [`read: ${what}`])]
    : [`${only} (${what})`];
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
