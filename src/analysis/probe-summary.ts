// What a launch is told of probe and target beside its findings: one sentence of what answered, and one of what nobody
// looked at, so that a clean preflight is not taken for more than it is.

import { hex32 } from '../base/hex';
import { dieTitle } from '../devices/die';
import type { Chip, OpenedProbe, Supply } from '../examination/examination';
import type { ServerDriver } from '../launch/server-driver';
import type { Fact, Facts } from './facts';

type ProbeReadings = Pick<
  Facts,
  'probe' | 'supply' | 'connection' | 'link' | 'nrst' | 'chip' | 'protection' | 'coreState'
>;

/** `ST-LINK/V2-1 V2J45M30: 3.28 V, STM32F405/F407/F415/F417 revision 1, 1024 KiB flash, protection L0.` Undefined: no probe answered. */
export function whatWasSeen({
  probe,
  supply,
  chip,
  protection,
}: ProbeReadings): string | undefined {
  if (!probe.ok) return undefined;
  const level = protection.ok ? protection.value.level : undefined;
  const parts = [
    supply.ok ? volts(supply.value) : undefined,
    ...(chip.ok ? chipParts(chip.value) : ['no target answers']),
    level === undefined ? undefined : `protection ${level}`,
  ];
  const told = parts.filter((part) => part !== undefined).join(', ');
  return `${probeName(probe.value)}: ${told}.`;
}

function probeName({ name, firmware }: OpenedProbe): string {
  return `${name} ${firmware.text}`;
}

function volts({ idleVolts }: Supply): string | undefined {
  const first = idleVolts.at(-1);
  return first === undefined ? undefined : `${first.toFixed(2)} V`;
}

function chipParts({
  dpidr,
  die,
  devId,
  revision,
  flashKib,
}: Chip): readonly (string | undefined)[] {
  const unknown = devId === undefined ? undefined : `DEV_ID 0x${devId.toString(16)}`;
  const name = die === undefined ? unknown : dieTitle(die);
  return [
    name === undefined ? `a target with DPIDR ${hex32(dpidr)}` : name + revisionOf(revision),
    flashKib === undefined ? undefined : `${flashKib} KiB flash`,
  ];
}

function revisionOf(revision: string | undefined): string {
  return revision === undefined ? '' : ` revision ${revision}`;
}

/** In the order of a look at the bench; as they stand in a sentence. */
const readings = [
  ['supply', "the target's voltage"],
  ['connection', 'the connection'],
  ['link', "the link's quality"],
  ['nrst', 'NRST'],
  ['chip', 'the chip'],
  ['protection', 'protection'],
  ['coreState', 'the core'],
] as const;

/** Undefined where everything was looked at, or where there is nothing to look at. */
export function whatWasNotSeen(
  driver: ServerDriver | undefined,
  facts: ProbeReadings,
): string | undefined {
  if (driver?.isSimulated === true) return undefined;
  if (!facts.probe.ok) return 'The probe, the wiring and the chip itself were not looked at.';
  const missed = readings.filter(([name]) => isMissed(facts[name]));
  if (missed.length === 0) return undefined;
  return `Not looked at: ${missed.map(([, words]) => words).join(', ')}.`;
}

function isMissed(fact: Fact<unknown>): boolean {
  return !fact.ok;
}
