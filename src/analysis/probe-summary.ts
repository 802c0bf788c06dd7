// What a launch is told of probe and target beside its findings: one sentence of what answered, and one of what nobody
// looked at, so that a clean preflight is not taken for more than it is.

import { hex32 } from '../base/hex';
import type { Chip, OpenedProbe, Supply } from '../examination/examination';
import type { ServerDriver } from '../launch/server-driver';
import { chipName } from './chip-words';
import type { Fact, Facts } from './facts';
import { volts } from './probe-words';

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
    supply.ok ? voltage(supply.value) : undefined,
    ...(chip.ok ? chipParts(chip.value) : ['no target answers']),
    level === undefined ? undefined : `protection ${level}`,
  ];
  const told = parts.filter((part) => part !== undefined).join(', ');
  return `${probeName(probe.value)}: ${told}.`;
}

function probeName({ name, firmware }: OpenedProbe): string {
  return `${name} ${firmware.text}`;
}

function voltage({ idleVolts }: Supply): string | undefined {
  const last = idleVolts.at(-1);
  return last === undefined ? undefined : volts(last);
}

function chipParts(chip: Chip): readonly (string | undefined)[] {
  const { dpidr, flashKib } = chip;
  return [
    chipName(chip) ?? `a target with DPIDR ${hex32(dpidr)}`,
    flashKib === undefined ? undefined : `${flashKib} KiB flash`,
  ];
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
