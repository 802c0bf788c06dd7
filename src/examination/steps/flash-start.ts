// Where the chip's flash begins, and what the configured or the found part has at an address.

import { memoryAt } from '../../devices/device';
import type { Device, Memory } from '../../devices/device';
import { devicesOfDie, findDevice } from '../../devices/find-device';
import type { Session } from '../session';

/** The configured part, when the chip can be that; else one with this die. */
export function deviceOfChip({ device, draft }: Session): Device | undefined {
  const die = draft.chip?.die;
  if (die === undefined || device?.die?.devId === die.devId) return device;
  const name = devicesOfDie(die.devId)[0];
  const match = name === undefined ? undefined : findDevice(name);
  return match?.kind === 'found' ? match.device : undefined;
}

/** The flash's first address; with TrustZone on also its secure one, for the other may be closed. */
export function flashStarts(session: Session): readonly number[] {
  const device = deviceOfChip(session);
  const flash = device?.memories.find(({ kind }) => kind === 'flash');
  if (flash === undefined) return [];
  const secure = device?.memories.find(
    ({ isSecureAlias, aliasOf }) => isSecureAlias && aliasOf === flash.name,
  );
  const isTrustZoneOn = session.draft.protection?.isTrustZoneOn === true;
  return isTrustZoneOn && secure !== undefined ? [flash.start, secure.start] : [flash.start];
}

export type Place = 'flash' | 'system' | 'ram' | 'external';

/** What memory an address is in; undefined in none, and at 0, where the BOOT pins choose what is seen. */
export function placeAt(device: Device, address: number): Place | undefined {
  const found = memoryAt(device, address);
  const memory =
    found?.kind === 'alias' && found.start !== 0
      ? device.memories.find(({ name }) => name === found.aliasOf)
      : found;
  return memory === undefined ? undefined : places[memory.kind];
}

const places: Readonly<Partial<Record<Memory['kind'], Place>>> = {
  flash: 'flash',
  system: 'system',
  ram: 'ram',
  ccm: 'ram',
  itcm: 'ram',
  dtcm: 'ram',
  backup: 'ram',
  external: 'external',
};
