// An examination in words, a row a topic, for the Probes view and its report. Pure.

import { hex32 } from '../../base/hex';
import { dieTitle } from '../../devices/die';
import type {
  Chip,
  Connection,
  CoreState,
  Examination,
  LinkQuality,
  Nrst,
  OpenedProbe,
  ProtectionState,
  Reading,
  Supply,
} from '../../examination/examination';
import { attemptEvidence, volts } from '../../analysis/probe-words';
import { count } from './count';

export type RowTopic =
  'firmware' | 'voltage' | 'target' | 'protection' | 'link' | 'nrst' | 'connection' | 'core';

/** `unknown`: it could not be told; `not-asked`: the examination was not to look at it. */
export type RowState = 'known' | 'unknown' | 'not-asked';

export interface ExaminedRow {
  readonly topic: RowTopic;
  readonly name: string;
  readonly text: string;
  readonly state: RowState;
  /** More of it, a line each: what was read, what could not be read and why. */
  readonly details: readonly string[];
}

type Words = Pick<ExaminedRow, 'text' | 'details'>;

export function rowsOf(examination: Examination): readonly ExaminedRow[] {
  const { probe, supply, chip, protection, link, nrst, connection, coreState } = examination;
  return [
    row('firmware', 'Firmware', probe, firmware),
    row('voltage', 'Voltage', supply, voltage),
    row('connection', 'Connection', connection, (value) => connected(value, examination)),
    row('target', 'Target', chip, target),
    row('core', 'Core', coreState, core),
    row('protection', 'Protection', protection, protectionWords),
    row('link', 'SWD link', link, linkWords),
    row('nrst', 'NRST', nrst, nrstWords),
  ];
}

function row<T>(
  topic: RowTopic,
  name: string,
  reading: Reading<T>,
  words: (value: T) => Words,
): ExaminedRow {
  if (reading.ok) {
    const { text, details } = words(reading.value);
    return { topic, name, text, state: 'known', details: [...details, `From: ${reading.source}`] };
  }
  const isNotAsked = reading.isNotNeeded === true;
  const state = isNotAsked ? 'not-asked' : 'unknown';
  const text = isNotAsked ? 'not asked' : 'not determined';
  return { topic, name, text, state, details: [sentence(reading.why)] };
}

function firmware({ firmware: { text, jtag }, kind, modeAtOpen }: OpenedProbe): Words {
  return { text, details: [`${kind}, J${jtag}; found in mode ${modeAtOpen}`] };
}

/** Differences that a person should see beside the value itself. */
const sagVolts = 0.05;

function voltage({ idleVolts, haltedVolts, underResetVolts }: Supply): Words {
  const idle = idleVolts.at(-1);
  if (idle === undefined) return { text: 'not measured', details: [] };
  const others = [
    [haltedVolts, 'halted'],
    [underResetVolts, 'under reset'],
  ] as const;
  const measured = others.flatMap(([value, when]) =>
    value === undefined ? [] : [{ value, when }],
  );
  const told = measured.filter(({ value }) => Math.abs(value - idle) >= sagVolts);
  const write = ({ value, when }: { value: number; when: string }): string =>
    `${volts(value)} ${when}`;
  return {
    text: [volts(idle), ...told.map(write)].join(', '),
    details: [
      `Left alone: ${idleVolts.map(volts).join(', ')}`,
      ...(measured.length === 0 ? [] : [`Also: ${measured.map(write).join(', ')}`]),
    ],
  };
}

function connected({ attempts, succeeded, mayReset }: Connection, { probe }: Examination): Words {
  const details = attemptEvidence(attempts, probe).map(({ what }) => what);
  const none = mayReset ? 'no target answers' : 'no target answers without a reset';
  if (succeeded === undefined) return { text: none, details };
  const { speedKhz, underReset } = succeeded;
  const clock = speedKhz === undefined ? 'SWD at the probe’s own clock' : `SWD at ${speedKhz} kHz`;
  return { text: underReset ? `${clock}, under reset only` : clock, details };
}

function target(chip: Chip): Words {
  const { die, devId, dpidr, core: name, flashKib, revision, cpuid, romDesigner, unread } = chip;
  const unnamed = devId === undefined ? `DPIDR ${hex32(dpidr)}` : `DEV_ID 0x${devId.toString(16)}`;
  const parts = [
    die === undefined ? unnamed : dieTitle(die),
    name === undefined ? undefined : `Cortex-${name}`,
    flashKib === undefined ? undefined : `${flashKib} KiB flash`,
    revision === undefined ? undefined : `revision ${revision}`,
  ];
  const details = [
    `DPIDR ${hex32(dpidr)}`,
    ...(devId === undefined ? [] : [`DEV_ID 0x${devId.toString(16)}`]),
    ...(cpuid === undefined ? [] : [`CPUID ${hex32(cpuid)}`]),
    ...(romDesigner === undefined
      ? []
      : [`ROM table designer 0x${romDesigner.id.toString(16)}, bank ${romDesigner.bank}`]),
    ...unreadLines(unread),
  ];
  return { text: joined(parts), details };
}

function core({ isHalted, isAsleep, isLockedUp, bootedFrom, ...more }: CoreState): Words {
  const state = isLockedUp ? 'locked up' : isHalted ? 'halted' : isAsleep ? 'asleep' : 'running';
  const from = { flash: 'flash', system: 'system memory', ram: 'RAM', external: 'external memory' };
  const { dhcsr, resetsSeen, resetReads, resetMs, pcs, resetFlags, unread } = more;
  const resets =
    resetsSeen > 0 ? `${count(resetsSeen, 'reset')} in ${Math.round(resetMs)} ms` : undefined;
  const where = bootedFrom === undefined ? undefined : `from ${from[bootedFrom]}`;
  return {
    text: joined([where === undefined ? state : `${state} ${where}`, resets]),
    details: [
      `DHCSR ${hex32(dhcsr)}; ${resetsSeen} of ${resetReads} reads saw a reset`,
      ...(pcs.length === 0 ? [] : [`PC ${pcs.map(hex32).join(', ')}`]),
      ...(resetFlags === undefined || resetFlags.names.length === 0
        ? []
        : [`Reset flags: ${resetFlags.names.join(', ')}`]),
      ...unreadLines(unread),
    ],
  };
}

function protectionWords(state: ProtectionState): Words {
  const { level, field, isFlashReadable, isTrustZoneOn, writeProtected, unread } = state;
  const parts = [
    level === undefined ? undefined : levelWords(level),
    isFlashReadable === false ? 'flash cannot be read' : undefined,
    isTrustZoneOn === true ? 'TrustZone on' : undefined,
    writeProtected === undefined || writeProtected.length === 0
      ? undefined
      : `${count(writeProtected.length, 'write-protected range')}`,
  ];
  const told = joined(parts);
  return {
    text: told === '' ? 'level not determined' : told,
    details: [
      ...(field === undefined
        ? []
        : [`${field.name} ${hex32(field.register)} = ${hex32(field.value)}`]),
      ...(writeProtected ?? []).map(
        ({ start, end }) => `Write-protected: ${hex32(start)} – ${hex32(end - 1)}`,
      ),
      ...unreadLines(unread),
    ],
  };
}

/** `L0` → `none (level 0)`; a life cycle stays as the manual calls it. */
function levelWords(level: string): string {
  const number = /^L(\d(?:\.\d)?)$/.exec(level)?.[1];
  if (number === undefined) return level;
  return number === '0' ? 'none (level 0)' : `level ${number}`;
}

function linkWords({ samples, fastestCleanKhz, what }: LinkQuality): Words {
  const clean = samples.find((s) => s.speedKhz === fastestCleanKhz && !s.underReset);
  const [first] = samples;
  const details = [
    `Read again and again: ${what}`,
    ...samples.map(
      ({ speedKhz, underReset, errors, reads }) =>
        `${speedKhz} kHz${underReset ? ' under reset' : ''}: ${errors} of ${count(reads, 'read')} failed`,
    ),
  ];
  if (clean !== undefined)
    return { text: `no error in ${count(clean.reads, 'read')} at ${clean.speedKhz} kHz`, details };
  if (first === undefined) return { text: 'not measured', details };
  const text = `${first.errors} of ${count(first.reads, 'read')} failed at ${first.speedKhz} kHz`;
  return { text, details };
}

function nrstWords({ isInResetAtStart, pulse }: Nrst): Words {
  if (isInResetAtStart === true) return { text: 'held low', details: [] };
  if (pulse === undefined) {
    const text = isInResetAtStart === false ? 'not held; no pulse was made' : 'no pulse was made';
    return { text, details: [] };
  }
  const { lowMs, reachedCore, recoveryMs, waitedMs } = pulse;
  const details = [`Pulled low for ${Math.round(lowMs)} ms`];
  if (reachedCore === undefined) return { text: 'not determined', details };
  if (!reachedCore) return { text: 'a pulse does not reach the core', details };
  const after =
    recoveryMs === undefined
      ? `not up after ${Math.round(waitedMs)} ms`
      : `up after ${Math.round(recoveryMs)} ms`;
  return { text: `a pulse reaches the core, ${after}`, details };
}

function unreadLines(unread: readonly { readonly what: string; readonly why: string }[]): string[] {
  return unread.map(({ what, why }) => `${what} not read: ${why}`);
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
