// The readings of a probe and its target as rows for a terminal: a label, and lines of words.

import { examinationRows } from '../../analysis/examination-rows';
import type { ExaminedRow } from '../../analysis/examination-rows';
import type { Examination } from '../../examination/examination';
import type { ProbeReport } from '../probe/probe-report';
import { listedLine } from './probe-list';

export interface Row {
  readonly label: string;
  readonly lines: readonly string[];
  /** Why nothing is known. */
  readonly unknown?: string;
}

export function rowsOf(report: ProbeReport): readonly Row[] {
  const { examination, chosen, list, whyNot, linkTest } = report;
  if (examination === undefined) {
    const probes = chosen === undefined ? list.probes : [chosen];
    return [{ label: 'Probe', lines: [...probes.map(listedLine), `not opened: ${whyNot}`] }];
  }
  return examinationRows(examination).flatMap((row) => {
    if (row.topic === 'firmware') return [probeRow(examination, report)];
    // The test has a table of its own.
    return row.topic === 'link' && linkTest?.ok === true ? [] : [toRow(row)];
  });
}

function probeRow({ probe, opening }: Examination, { chosen }: ProbeReport): Row {
  const label = 'Probe';
  if (!probe.ok) {
    const listed = chosen === undefined ? [] : [listedLine(chosen)];
    return { label, lines: [...listed, `not opened: ${opening.message}`] };
  }
  const { name, firmware, serial, id, place } = probe.value;
  const number = serial === undefined ? 'no serial number' : `serial ${serial}`;
  return { label, lines: [`${name}, firmware ${firmware.text}, ${number}`, `${id} at ${place}`] };
}

function toRow({ topic, name: label, text, details, why }: ExaminedRow): Row {
  if (why !== undefined) return { label, lines: [`${text}: ${why}`], unknown: why };
  // Lines about each attempt and clock say what the text sums up.
  const isSummed = details.length > 0 && (topic === 'connection' || topic === 'link');
  return { label, lines: isSummed ? details : [text, ...details] };
}
