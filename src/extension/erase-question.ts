// The question before a chip is erased: which chip, through what, and what is lost. Pure.

import type { ProbeInfo } from '../probe/probe-info';

/** @param probe as far as it is known; the configuration may name one by its serial number. */
export function eraseQuestion(
  configuration: Readonly<Record<string, unknown>>,
  probe: ProbeInfo | undefined,
): { readonly message: string; readonly detail: string } {
  const device = textOf(configuration['device']);
  const chip = device ?? 'the chip';
  return {
    message: `Erase the whole flash of ${chip}?`,
    detail: `${capital(chip)} is reached through ${way(configuration, probe)}. Its firmware is lost, and so are all data and settings that it keeps in the flash. This cannot be undone.`,
  };
}

function way(
  configuration: Readonly<Record<string, unknown>>,
  probe: ProbeInfo | undefined,
): string {
  const serial = probe?.serial ?? textOf(configuration['serialNumber']);
  const number = serial === undefined ? '' : ` (serial number ${serial})`;
  const target = textOf(configuration['gdbTarget']);
  if (probe === undefined && target !== undefined) return `the GDB server at ${target}`;
  return probe === undefined && serial === undefined
    ? 'the probe that the GDB server finds'
    : `the probe ${probe?.name ?? 'named in the configuration'}${number}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
