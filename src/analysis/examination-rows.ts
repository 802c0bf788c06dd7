// An examination in words, a row a reading: for the `probe` command, the Probes view and its report. Pure.

import { count } from '../base/count';
import { hex32, shortHex } from '../base/hex';
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
} from '../examination/examination';
import { chipName } from './chip-words';
import { cleanClock, readWords, sampleWords } from './link-words';
import { isHeldLow } from './nrst-state';
import { attemptEvidence, volts } from './probe-words';

export type RowTopic =
  'firmware' | 'voltage' | 'connection' | 'chip' | 'core' | 'protection' | 'link' | 'nrst';

/** `unknown`: it could not be told; `not-asked`: the examination was not to look at it. */
export type RowState = 'known' | 'unknown' | 'not-asked';

export interface ExaminedRow {
  readonly topic: RowTopic;
  readonly name: string;
  readonly text: string;
  readonly state: RowState;
  /** More for a person at a bench, a line each. */
  readonly details: readonly string[];
  /** What it was told from, a line each: registers, samples, what could not be read. */
  readonly origin: readonly string[];
  /** Why it is not known; undefined: it is. */
  readonly why: string | undefined;
}

type Words = Pick<ExaminedRow, 'text'> & Partial<Pick<ExaminedRow, 'details' | 'origin'>>;

export function examinationRows(examination: Examination): readonly ExaminedRow[] {
  const { probe, supply, chip, protection, link, nrst, connection, coreState } = examination;
  return [
    row('firmware', 'Firmware', probe, firmwareWords),
    row('voltage', 'Voltage', supply, supplyWords),
    row('connection', 'Connection', connection, (value) => connectionWords(value, examination)),
    row('chip', 'Chip', chip, chipWords),
    row('core', 'Core', coreState, (value) => coreWords(value, examination)),
    row('protection', 'Protection', protection, protectionWords),
    row('link', 'Link', link, linkWords),
    row('nrst', 'NRST', nrst, (value) => nrstWords(value, examination)),
  ];
}

function row<T>(
  topic: RowTopic,
  name: string,
  reading: Reading<T>,
  wordsOf: (value: T) => Words,
): ExaminedRow {
  if (reading.ok) {
    const { text, details = [], origin = [] } = wordsOf(reading.value);
    const from = [...origin, `from: ${reading.source}`];
    return { topic, name, text, state: 'known', details, origin: from, why: undefined };
  }
  const isNotAsked = reading.isNotNeeded === true;
  return {
    ...{ topic, name, text: isNotAsked ? 'not asked' : 'not determined' },
    ...{ state: isNotAsked ? 'not-asked' : 'unknown', details: [], origin: [], why: reading.why },
  };
}

function firmwareWords({ firmware: { text, jtag }, kind, modeAtOpen }: OpenedProbe): Words {
  return { text, origin: [`${kind}, J${jtag}; found in mode ${modeAtOpen}`] };
}

function supplyWords({ idleVolts, haltedVolts, underResetVolts }: Supply): Words {
  if (idleVolts.length === 0) return { text: 'not measured' };
  const [low, high] = [volts(Math.min(...idleVolts)), volts(Math.max(...idleVolts))];
  const text = listed([
    low === high ? low : `${low} to ${high}`,
    haltedVolts === undefined ? undefined : `halted ${volts(haltedVolts)}`,
    underResetVolts === undefined ? undefined : `under reset ${volts(underResetVolts)}`,
  ]);
  return { text, origin: [`left alone: ${idleVolts.map(volts).join(', ')}`] };
}

/** The attempts say all of it, in more lines. */
function connectionWords(
  { attempts, succeeded, mayReset }: Connection,
  { probe }: Examination,
): Words {
  const details = attemptEvidence(attempts, probe).map(({ what }) => what);
  if (succeeded === undefined)
    return { text: `no target answers${mayReset ? '' : ' without a reset'}`, details };
  const { speedKhz, underReset } = succeeded;
  const clock = speedKhz === undefined ? "the probe's own clock" : `${speedKhz} kHz`;
  return { text: `SWD at ${clock}${underReset ? ', under reset only' : ''}`, details };
}

function chipWords(chip: Chip): Words {
  const { die, devId, revId, dpidr, cpuid, core, flashKib, romDesigner, unread } = chip;
  const name = chipName(chip);
  const registers = [
    ...(devId === undefined || die === undefined ? [] : [`DEV_ID ${shortHex(devId)}`]),
    ...(revId === undefined ? [] : [`REV_ID ${shortHex(revId)}`]),
    ...(cpuid === undefined ? [] : [`CPUID ${hex32(cpuid)}`]),
  ];
  return {
    text: listed([
      name ?? `DPIDR ${hex32(dpidr)}`,
      core === undefined ? undefined : `Cortex-${core}`,
      flashKib === undefined ? undefined : `${flashKib} KiB flash`,
      ...(name === undefined ? registers : []),
    ]),
    details: name === undefined || registers.length === 0 ? [] : [listed(registers)],
    origin: [
      `DPIDR ${hex32(dpidr)}`,
      ...(romDesigner === undefined
        ? []
        : [`ROM table designer ${shortHex(romDesigner.id)}, bank ${romDesigner.bank}`]),
      ...unreadLines(unread),
    ],
  };
}

const bootPlaces = {
  flash: 'in flash',
  system: 'in system memory',
  ram: 'in RAM',
  external: 'in external memory',
} as const;

function coreWords(core: CoreState, { nrst, coreState }: Examination): Words {
  const { dhcsr, resetsSeen, resetReads, resetMs, pcs, bootedFrom, resetFlags, unread } = core;
  const [pc] = pcs;
  const times = resetsSeen === 1 ? 'once' : `${resetsSeen} times`;
  const text = listed([
    bootedFrom === undefined ? stateWord(core) : `${stateWord(core)} ${bootPlaces[bootedFrom]}`,
    resetsSeen === 0 ? undefined : `reset ${times} in ${Math.round(resetMs)} ms`,
    pc === undefined ? undefined : `PC ${hex32(pc)}`,
  ]);
  const isHeld = nrst.ok && isHeldLow(nrst.value, coreState);
  return {
    text: isHeld ? 'in reset each time it was read' : text,
    details: [
      ...(resetFlags === undefined
        ? []
        : [`reset flags: ${resetFlags.names.length === 0 ? 'none' : listed(resetFlags.names)}`]),
      ...lowPowerLines(core),
    ],
    origin: [
      `DHCSR ${hex32(dhcsr)}; ${resetsSeen} of ${resetReads} reads saw a reset`,
      ...(pcs.length < 2 ? [] : [`PC ${pcs.map(hex32).join(', ')}`]),
      ...unreadLines(unread),
    ],
  };
}

function stateWord({ isLockedUp, isHalted, isAsleep }: CoreState): string {
  if (isLockedUp) return 'locked up';
  if (isHalted) return 'halted';
  return isAsleep ? 'asleep' : 'running';
}

function lowPowerLines({ debugInLowPower: kept }: CoreState): readonly string[] {
  if (kept === undefined) return [];
  const modes = Object.entries(kept).flatMap(([mode, isKept]) => (isKept === true ? [mode] : []));
  return [`debug in low-power modes: ${modes.length === 0 ? 'off' : `on in ${listed(modes)}`}`];
}

function protectionWords(state: ProtectionState): Words {
  const { level, field, isFlashReadable, isTrustZoneOn, writeProtected: ranges, unread } = state;
  const writes =
    ranges?.length === 0
      ? 'no write protection'
      : ranges && count(ranges.length, 'write-protected range');
  const text = listed([
    level?.replace(/^L(?=\d)/, 'read-out level '),
    isFlashReadable === undefined
      ? undefined
      : `flash ${isFlashReadable ? 'can' : 'cannot'} be read`,
    isTrustZoneOn === undefined ? undefined : `TrustZone ${isTrustZoneOn ? 'on' : 'off'}`,
    writes,
  ]);
  const texts = (ranges ?? []).map(({ start, end }) => `${hex32(start)} to ${hex32(end - 1)}`);
  const details = texts.length === 0 ? [] : [`write-protected: ${listed(texts)}`];
  return {
    text: text === '' ? 'not determined' : text,
    details,
    origin: [
      ...(field === undefined
        ? []
        : [`${field.name} at ${hex32(field.register)}: ${hex32(field.value)}`]),
      ...unreadLines(unread),
    ],
  };
}

/** One clock in one line; of several each has its own, which say all of it. */
function linkWords(link: LinkQuality): Words {
  const lines = link.samples.map(sampleWords);
  const [only, ...others] = lines;
  if (only === undefined) return { text: 'nothing was read', origin: [readWords(link)] };
  return others.length === 0
    ? { text: `${only} (${link.what})` }
    : { text: cleanClock(link), details: [...lines, readWords(link)] };
}

function nrstWords(nrst: Nrst, { coreState, connection }: Examination): Words {
  if (isHeldLow(nrst, coreState)) return { text: 'held low' };
  const { isInResetAtStart, pulse } = nrst;
  const start = isInResetAtStart === true ? 'in reset at first' : undefined;
  if (pulse === undefined) {
    const mayReset = connection.ok && connection.value.mayReset;
    const why = mayReset ? 'no pulse could be given' : 'no pulse given (it would be a reset)';
    return { text: listed([isInResetAtStart === false ? 'not held low' : start, why]) };
  }
  const { lowMs, reachedCore, recoveryMs, waitedMs } = pulse;
  const origin = [`pulled low for ${Math.round(lowMs)} ms`];
  if (reachedCore === undefined)
    return { text: listed([start, 'whether a pulse reaches the core is not determined']), origin };
  const after =
    recoveryMs === undefined
      ? `not out of reset within ${Math.round(waitedMs)} ms`
      : `out of reset after ${Math.round(recoveryMs)} ms`;
  const text = `a pulse ${reachedCore ? 'reaches' : 'does not reach'} the core`;
  return { text: listed([start, text, reachedCore ? after : undefined]), origin };
}

function unreadLines(unread: readonly { readonly what: string; readonly why: string }[]): string[] {
  return unread.map(({ what, why }) => `${what} not read: ${why}`);
}

function listed(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}
