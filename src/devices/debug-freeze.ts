// What a debugger sets in DBGMCU while it debugs: bits that keep the connection in low-power modes, bits that stop the
// watchdogs while the core is halted, and the clock that some families want for it.
//
// The bits themselves are in the table of parts (dbgmcu.ts). They and the clocks below were held against ST's device
// headers (modm-io/cmsis-header-stm32, 2026-06-30: DBGMCU_…_Pos, RCC_…DBG…EN) and against what OpenOCD's
// tcl/target/stm32*.cfg (0.12 and master of 2025-05) write at examine-end. DBGMCU itself is cleared by a power-on only,
// and not by NRST or a system reset (reference manuals, "MCU debug component (DBGMCU)"); the clock enable is, being in RCC.

import { dbgmcuOf } from './dbgmcu';
import type { Dbgmcu, FreezeRegister } from './dbgmcu';
import type { CoreName, Device } from './device';

/** A register and the bits in it; masks are unsigned, 0 where it has none of that kind. */
export interface DebugRegister {
  /** `CR`, `APB1FZR`. */
  readonly name: string;
  readonly address: number;
  /** They keep the debug connection in Sleep, Stop and Standby. */
  readonly lowPower: number;
  /** They stop the watchdogs while the core is halted. */
  readonly watchdogs: number;
}

/** Without this bit DBGMCU reads as zero and takes no write. */
export interface DebugClock {
  /** `RCC_APB2ENR.DBGMCUEN`. */
  readonly name: string;
  readonly address: number;
  readonly bit: number;
}

export interface DebugFreeze {
  readonly registers: readonly DebugRegister[];
  readonly clock: DebugClock | undefined;
}

/** By `Die.dbgmcu`. F0, G0, L0, C0 and U0 have DBGMCU on the APB, behind a clock gate. */
const clocks: Readonly<Record<string, DebugClock>> = {
  f0: { name: 'RCC_APB2ENR.DBGMCUEN', address: 0x4002_1018, bit: 22 },
  l0: { name: 'RCC_APB2ENR.DBGEN', address: 0x4002_1034, bit: 22 },
  g0: { name: 'RCC_APBENR1.DBGEN', address: 0x4002_103c, bit: 27 },
  c0: { name: 'RCC_APBENR1.DBGEN', address: 0x4002_103c, bit: 27 },
  u0: { name: 'RCC_DBGCFGR.DBGEN', address: 0x4002_1050, bit: 0 },
};

/**
 * @param core the core that is debugged, as the launch configuration names it; undefined: the first.
 * @returns undefined for a part without DBGMCU, or whose DBGMCU is not known.
 */
export function debugFreezeOf(
  { die, cores }: Pick<Device, 'die' | 'cores'>,
  core?: string,
): DebugFreeze | undefined {
  const base = die?.idcodeAddresses[0];
  const dbgmcu = die === undefined ? undefined : dbgmcuOf(die.dbgmcu);
  if (die === undefined || base === undefined || dbgmcu === undefined) return undefined;
  const names = cores.map(({ name }) => name);
  const debugged = names.find((name) => name === core) ?? names[0];
  const registers = [
    controlRegister(base, dbgmcu, names),
    ...dbgmcu.freeze
      .filter((register) => isOf(register, debugged, names))
      .map((register) => freezeRegister(base, register, names)),
  ];
  return {
    registers: registers.filter(({ lowPower, watchdogs }) => (lowPower | watchdogs) !== 0),
    clock: Object.hasOwn(clocks, die.dbgmcu) ? clocks[die.dbgmcu] : undefined,
  };
}

/** F1 has its watchdogs in DBGMCU_CR itself. */
function controlRegister(
  base: number,
  { controlOffset, control }: Dbgmcu,
  cores: readonly CoreName[],
): DebugRegister {
  const mask = (wanted: (name: string) => boolean): number =>
    maskOf([...control].flatMap(([name, { first }]) => (wanted(name) ? [first] : [])));
  return {
    name: 'CR',
    address: base + controlOffset,
    // On H7 each domain has its own; D2 is that of the Cortex-M4, reserved bits where there is none.
    lowPower: mask(
      (name) =>
        /^(SLEEP|STOP|STANDBY)(_D\d)?$/.test(name) && (!name.endsWith('_D2') || isDual(cores)),
    ),
    watchdogs: mask((name) => /^[IW]WDG$/.test(name)),
  };
}

function freezeRegister(
  base: number,
  { name, offset, bits }: FreezeRegister,
  cores: readonly CoreName[],
): DebugRegister {
  const watchdogs = [...bits].flatMap(([bit, number]) =>
    /^[IW]WDG1?$/.test(bit) || (/^[IW]WDG2$/.test(bit) && isDual(cores)) ? [number] : [],
  );
  return { name, address: base + offset, lowPower: 0, watchdogs: maskOf(watchdogs) };
}

/** Each core of a dual-core part has freeze registers of its own: they act when that core halts. */
function isOf(
  { name, core }: FreezeRegister,
  debugged: CoreName | undefined,
  cores: readonly CoreName[],
): boolean {
  const isFirst = debugged === undefined || debugged === cores[0];
  const isSecondCores = core !== undefined || name.startsWith('C2');
  return isSecondCores ? !isFirst : isFirst || core === debugged;
}

/** H745, H747, H755, H757. */
function isDual(cores: readonly CoreName[]): boolean {
  return cores.includes('M7') && cores.includes('M4');
}

function maskOf(bits: readonly number[]): number {
  return bits.reduce((mask, bit) => (mask | (1 << bit)) >>> 0, 0);
}
