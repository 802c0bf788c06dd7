// Symptoms that several causes share: groups of messages of different tools that mean the same, and states that a log
// tells.

import type { SaidLine } from '../findings/diagnosis';
import type { ReadLog } from './log';
import type { MessageName } from './messages/index';

/** The probe works and nobody answers on SWD: the symptom of a dozen causes. */
export const nobodyAnswers: readonly MessageName[] = [
  ...(['st-no-device', 'cube-no-target', 'cube-no-core-id', 'util-no-target'] as const),
  ...(['ocd-init-mode', 'ocd-no-idr', 'su-no-target', 'su-use-under-reset'] as const),
  ...(['su-zero-chip-id', 'su-stale-chip-id', 'su-stale-register'] as const),
  ...(['py-no-target', 'py-no-ack'] as const),
  ...(['jl-no-target', 'jl-under-reset-failed', 'rs-no-target'] as const),
];

/** The answers of ST-LINK_gdbserver for codes without a text. */
export const unknownReason: readonly MessageName[] = ['st-unknown-reason', 'st-unknown-error'];

/** The link was there and went away, or comes and goes. */
export const linkLost: readonly MessageName[] = [
  ...(['st-not-responding', 'st-status-unread', 'st-breakpoint-type', 'ocd-invalid-mode'] as const),
  ...(['ocd-polling', 'ocd-dp-lost', 'py-after-reset', 'cube-connection-lost'] as const),
];

export const portTaken: readonly MessageName[] = [
  ...(['st-bind', 'ocd-bind', 'py-port', 'qemu-port', 'jl-port'] as const),
];

/** Programming failed and nothing says why. */
export const flashFailed: readonly MessageName[] = ['gdb-flash-failed', 'ocd-write-error'];

export const eraseFailed: readonly MessageName[] = [
  ...(['erase-failed', 'mass-erase-failed', 'ocd-erase-sectors'] as const),
];

function lastVolts(log: ReadLog): number | undefined {
  return log.values.volts.at(-1)?.value;
}

/** A supply that an STM32 runs from, as far as the probe can tell. */
export function hasGoodVolts(log: ReadLog): boolean {
  const volts = lastVolts(log);
  return volts !== undefined && volts >= 2.4 && volts <= 3.7;
}

export function hasNoVolts(log: ReadLog): boolean {
  const volts = lastVolts(log);
  return (volts !== undefined && volts < 1) || log.has('zero-volts', 'jl-low-voltage');
}

/** The target identified itself, so that SWD works. */
export function identified(log: ReadLog): boolean {
  return identifiedLines(log).length > 0;
}

export function identifiedLines(log: ReadLog): readonly SaidLine[] {
  return log.heard('device-id', 'st-initialized', 'ocd-examined', 'ocd-device-id', 'ocd-dpidr');
}

/** It was tried under reset, at the last attempt. */
export function triedUnderReset(log: ReadLog): boolean {
  return log.has(
    'cube-under-reset',
    'under-reset-option',
    'st-retry-under-reset',
    'jl-under-reset-failed',
  );
}

/** Whether the log is about a part of one of these families, as far as it names one. */
export function isFamily(log: ReadLog, ...families: readonly string[]): boolean {
  return log.values.family.some(({ value }) => families.includes(value));
}

/** A probe soldered to a board (Nucleo, Discovery): its wires to the target are short and tested. */
export function isOnBoardProbe(log: ReadLog): boolean {
  const product = log.values.probeProductId.at(-1)?.value;
  if (product !== undefined) return ['374b', '374e', '3752'].includes(product);
  const firmware = log.values.firmware.at(-1)?.value ?? '';
  // The M of V2J31M21 is the mass storage that only such probes have.
  return (
    /^V2J\d+M/.test(firmware) || log.matching(/Board\s*: (?:NUCLEO|DISCO|STM32\w*-DK)/i).length > 0
  );
}

/** A probe with loose wires or a cable: the ST-LINK/V2 dongle and its relatives. */
export function isLooseProbe(log: ReadLog): boolean {
  const product = log.values.probeProductId.at(-1)?.value;
  if (product !== undefined) return product === '3748';
  return /^V2J\d+S/.test(log.values.firmware.at(-1)?.value ?? '');
}

/** Whether an address is in the flash of an STM32 (or in its secure alias), where code belongs. */
export function isFlashAddress(address: number): boolean {
  return (
    (address >= 0x08000000 && address < 0x08800000) ||
    (address >= 0x0c000000 && address < 0x0c800000)
  );
}

/** Memory outside of the chip: FMC, QSPI, OCTOSPI, XSPI. */
export function isExternalAddress(address: number): boolean {
  return address >= 0x60000000 && address < 0xe0000000;
}

/** The lines of the values that hold. */
export function linesOf<T>(
  values: readonly { readonly value: T; readonly from: SaidLine }[],
  holds: (value: T) => boolean,
): readonly SaidLine[] {
  return values.filter(({ value }) => holds(value)).map(({ from }) => from);
}

/** The first version number of a tool as [major, minor, patch]; undefined where none was told. */
export function versionOf(text: string | undefined): readonly [number, number, number] | undefined {
  const match = /^(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?/.exec(text ?? '');
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}

export function isOlder(
  text: string | undefined,
  than: readonly [number, number, number],
): boolean {
  const version = versionOf(text);
  if (version === undefined) return false;
  for (const [index, part] of version.entries()) {
    const other = than[index] ?? 0;
    if (part !== other) return part < other;
  }
  return false;
}

/** The client found nobody, and the server's own words are not in the log: those would say more. */
export function isServerSilent(log: ReadLog): boolean {
  return !log.has(
    ...nobodyAnswers,
    ...unknownReason,
    ...portTaken,
    'su-bind',
    ...(['st-init-error', 'st-no-probe', 'ocd-open-failed', 'su-no-probe', 'jl-no-probe'] as const),
    ...(['py-no-probe', 'ocd-cannot-find', 'st-no-programmer', 'held-under-reset'] as const),
  );
}

/** A server waits for GDB, or has it. */
export function isListening(log: ReadLog): boolean {
  return (
    log.has('ocd-listening-gdb', 'st-ready', 'py-ready', 'jl-ready', 'st-client') ||
    log.matching(/Listening (?:on port \d|at \*:\d)/i).length > 0
  );
}

/** Whether a line is about the program of a server or programmer. */
export function isServerProgram(text: string): boolean {
  return /openocd|st-util|st-flash|ST-LINK_gdbserver|STM32_Programmer|pyocd|JLink|qemu/i.test(text);
}

/** The probe measures a voltage, whatever it is good for. */
export function hasSomeVolts(log: ReadLog): boolean {
  return log.values.volts.some(({ value }) => value >= 1);
}

/** OpenOCD has had the core halted by request: link and halt worked then. */
export function wasHalted(log: ReadLog): boolean {
  return log.matching(/halted due to debug-request/).length > 0;
}
