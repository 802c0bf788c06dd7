// Words and evidence for findings about the chip that a probe read: its die, its core, the registers it was told from.

import { hex32, shortHex } from '../base/hex';
import type { Device } from '../devices/device';
import { dieTitle } from '../devices/die';
import { devicesOfDie, findDevice } from '../devices/find-device';
import type { Chip } from '../examination/examination';
import type { Evidence } from '../findings/finding';
import type { KnownFact } from './facts';

/** `STM32F405/F407/F415/F417 revision 1`; its DEV_ID where the table does not know it. Undefined: not read. */
export function chipName({ die, devId, revision }: Chip): string | undefined {
  if (devId === undefined && die === undefined) return undefined;
  const name = die === undefined ? `DEV_ID ${shortHex(devId ?? 0)}` : dieTitle(die);
  return revision === undefined ? name : `${name} revision ${revision}`;
}

/** `DEV_ID 0x415, Cortex-M4`: what the chip says of itself, as far as it was read. */
export function identityText({ devId, core }: Chip): string {
  const parts = [
    ...(devId === undefined ? [] : [`DEV_ID ${shortHex(devId)}`]),
    ...(core === undefined ? [] : [`Cortex-${core}`]),
  ];
  return parts.join(', ');
}

/** The registers that the chip was told from. */
export function chipEvidence({ value: chip, source: where }: KnownFact<Chip>): Evidence[] {
  const { idcode, cpuid, core } = chip;
  return [
    ...(idcode === undefined
      ? []
      : [{ what: `DBGMCU_IDCODE at ${hex32(idcode.address)}: ${hex32(idcode.value)}`, where }]),
    ...(cpuid === undefined
      ? []
      : [
          {
            what: `CPUID: ${hex32(cpuid)}${core === undefined ? '' : `, a Cortex-${core}`}`,
            where,
          },
        ]),
  ];
}

/** The parts that a DEV_ID can be, made from the table. */
export function devicesFor(devId: number | undefined): readonly Device[] {
  if (devId === undefined) return [];
  return devicesOfDie(devId).flatMap((name) => {
    const match = findDevice(name);
    return match.kind === 'found' ? [match.device] : [];
  });
}

/**
 * Bytes of flash by the size register; undefined where it was not read, makes no sense (no part has less than 8 KiB), or
 * where the table's register is none of KiB (WB0 and WL3 count words, H7RS has a package number there).
 */
export function flashBytesOf({ flashKib, die }: Chip): number | undefined {
  const isOther = die !== undefined && ['WB0', 'H7RS', 'NONE'].includes(die.rdp);
  const isCredible = flashKib !== undefined && flashKib >= 8 && flashKib <= 0x8000;
  return isCredible && !isOther ? flashKib * 1024 : undefined;
}
