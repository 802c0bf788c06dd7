// The target's voltage as a probe reads it: what counts as none, what the part needs, how far it falls.

import type { Device, Die } from '../devices/device';
import type { Chip, OpenedProbe, Supply } from '../examination/examination';
import type { Evidence } from '../findings/finding';
import { probeAt, volts } from './probe-words';
import type { Fact } from './facts';

/**
 * Less than this is no supply but a pin that is not connected or a board that is off: a switched-off Nucleo reads 0.01 V,
 * and no STM32 works below 1.6 V. What lies between is told as a voltage that is too low.
 */
const absentBelowVolts = 0.5;

/**
 * A probe compares with the 1.2 V reference of its own STM32F103, which is 1.16 V to 1.24 V up to 85 °C (its data sheet, "Embedded
 * internal reference voltage"), so what it reads may be 3.4 % wrong.
 */
export const readingTolerance = 0.034;

/** Target voltages that an ST-LINK drives its signals for (UM1075 and UM2448, "1.65 V to 3.6 V"). */
const leastOfProbe = 1.65;

/** What no STM32 may be supplied with for long (data sheets, "General operating conditions": 3.6 V). */
export const mostVolts = 3.6;

/**
 * Least VDD of the lowest part of each family (ST's STM32_open_pin_data, `Voltage Min`; families without an entry there
 * from their data sheets), so that a part that needs more is not told of, and none is told of wrongly.
 */
const leastByFamily: Readonly<Record<string, number>> = {
  C0: 2,
  F0: 2,
  F1: 2,
  F2: 1.8,
  F3: 2,
  F4: 1.7,
  F7: 1.7,
  G0: 1.7,
  G4: 1.71,
  H5: 1.62,
  H7: 1.62,
  H7RS: 1.62,
  L0: 1.65,
  L1: 1.65,
  L4: 1.71,
  'L4+': 1.71,
  L5: 1.71,
  U0: 1.71,
  U3: 1.71,
  U5: 1.71,
  WB: 1.71,
  WBA: 1.71,
  WL: 1.8,
};

/** Dies of a family that need more than its lowest (same source); 1.7 V where the power-down reset is switched off. */
const leastByDie: Readonly<Record<number, number>> = { 0x413: 1.8, 0x421: 1.8 };

/** The parts with a 1.8 V core supply of their own: STM32F038, F048, F058, F078, F098, F318, F328, F358, F378, F398. */
const isLowVoltageLine = /^STM32F[03]\d8/;

export interface LeastVoltage {
  readonly volts: number;
  /** Completes "… needs at least 1.80 V": the part's name. */
  readonly who: string;
}

/** What the part needs, by the configuration or by what answered; at least what the probe needs. */
export function leastVoltage(device: Fact<Device>, chip: Fact<Chip>): LeastVoltage {
  const ofProbe = { volts: leastOfProbe, who: 'an ST-LINK' };
  if (device.ok) {
    const { name, family, die } = device.value;
    if (isLowVoltageLine.test(name)) return ofProbe;
    const least = (die && leastByDie[die.devId]) ?? leastByFamily[family];
    return least === undefined || least < leastOfProbe ? ofProbe : { volts: least, who: name };
  }
  const die = chip.ok ? chip.value.die : undefined;
  const family = die === undefined ? undefined : familyOf(die);
  // Whether it is one of the 1.8 V lines cannot be read from such a die.
  if (die === undefined || family === undefined || family === 'F0' || family === 'F3')
    return ofProbe;
  const least = leastByDie[die.devId] ?? leastByFamily[family];
  const who = `the STM32${family} that answers`;
  return least === undefined || least < leastOfProbe ? ofProbe : { volts: least, who };
}

/** A die is called after its parts, `F405/F407/…`. */
function familyOf({ name }: Die): string | undefined {
  return /^(?:WBA|WB|WL|[A-Z]\d)/.exec(name)?.[0];
}

/** Middle of the samples while the target was left alone; undefined: not measured. */
export function idleVoltage({ idleVolts }: Supply): number | undefined {
  const sorted = [...idleVolts].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

export function isAbsent(voltage: number): boolean {
  return voltage < absentBelowVolts;
}

/** Below what is needed even if the probe reads too little; `isAbsent` is something else. */
export function isTooLow(voltage: number, least: LeastVoltage): boolean {
  return !isAbsent(voltage) && voltage * (1 + readingTolerance) < least.volts;
}

/** A voltage with the state of the target in which it was read, as it stands in a sentence. */
export interface StateVoltage {
  readonly volts: number;
  readonly state: string;
}

/** The extremes of the idle samples, halted, under reset. */
export function stateVoltages(supply: Supply): readonly StateVoltage[] {
  const { idleVolts, haltedVolts, underResetVolts } = supply;
  const idle = idleVolts.length === 0 ? [] : [Math.min(...idleVolts), Math.max(...idleVolts)];
  return [
    ...idle.map((value) => ({ volts: value, state: 'while the target is left alone' })),
    ...(haltedVolts === undefined
      ? []
      : [{ volts: haltedVolts, state: 'while the core is halted' }]),
    ...(underResetVolts === undefined
      ? []
      : [{ volts: underResetVolts, state: 'while NRST is held low' }]),
  ];
}

/** `VTref 2.70 V idle (3 samples), 2.75 V halted, 3.28 V with NRST low`. */
export function voltageEvidence(supply: Supply, probe: Fact<OpenedProbe>): readonly Evidence[] {
  const { idleVolts, haltedVolts, underResetVolts } = supply;
  const low = volts(Math.min(...idleVolts));
  const high = volts(Math.max(...idleVolts));
  const range = low === high ? low : `${low} to ${high}`;
  const samples = idleVolts.length === 1 ? '1 sample' : `${idleVolts.length} samples`;
  const states = [
    ...(idleVolts.length === 0 ? [] : [`${range} with the target left alone (${samples})`]),
    ...(haltedVolts === undefined ? [] : [`${volts(haltedVolts)} with the core halted`]),
    ...(underResetVolts === undefined ? [] : [`${volts(underResetVolts)} with NRST low`]),
  ];
  return states.length === 0
    ? []
    : [{ what: `VTref: ${states.join(', ')}`, where: probeAt(probe) }];
}

/**
 * Clones without a converter say 3.300 V with nothing attached. A converter's steps are 1.6 mV, and its samples differ by
 * some of them: to the half millivolt the same in all of at least three samples is likely no measurement.
 */
const constant = { volts: 3.3, withinVolts: 0.0005, samples: 3 };

/** Whether the voltage may be a constant of the probe, that says nothing of the target. */
export function isConstant(supply: Supply): boolean {
  return (
    supply.idleVolts.length >= constant.samples &&
    stateVoltages(supply).every(
      (state) => Math.abs(state.volts - constant.volts) < constant.withinVolts,
    )
  );
}
