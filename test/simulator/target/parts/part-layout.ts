// Where a part's memories and identification registers are, out of the product's table of devices.

import { dbgmcuOf } from '../../../../src/devices/dbgmcu';
import type { Dbgmcu } from '../../../../src/devices/dbgmcu';
import type { FlashBank, Memory } from '../../../../src/devices/device';
import { findDevice } from '../../../../src/devices/find-device';
import type { Part } from './part';

export interface PartLayout {
  readonly flashStart: number;
  readonly banks: readonly FlashBank[];
  /** RAM of all kinds, each once. */
  readonly rams: readonly Memory[];
  /** Second addresses of flash and RAM. */
  readonly aliases: readonly Memory[];
  readonly memories: readonly Memory[];
  /** Of DBGMCU_IDCODE. */
  readonly dbgmcuAddress: number;
  readonly dbgmcu: Dbgmcu;
  readonly flashSizeRegister: number;
  readonly uidRegister: number;
  readonly flashRegisters: number;
}

const ramKinds: ReadonlySet<string> = new Set(['ram', 'ccm', 'itcm', 'dtcm', 'backup']);

export function layoutOf(part: Part): PartLayout {
  const match = findDevice(part.deviceName);
  if (match.kind !== 'found') throw new Error(`${part.deviceName} is not in the table of devices`);
  const { die, flash, memories } = match.device;
  const banks = known(flash[0], part, 'flash layout').banks;
  const dieKnown = known(die, part, 'die');
  return {
    flashStart: known(banks[0], part, 'flash bank').start,
    banks,
    rams: memories.filter(({ kind }) => ramKinds.has(kind)),
    aliases: memories.filter(({ kind }) => kind === 'alias'),
    memories,
    dbgmcuAddress: known(dieKnown.idcodeAddresses[0], part, 'DBGMCU'),
    dbgmcu: known(dbgmcuOf(dieKnown.dbgmcu), part, 'DBGMCU bits'),
    flashSizeRegister: known(dieKnown.flashSizeRegister, part, 'flash size register'),
    uidRegister: known(dieKnown.uidRegister, part, 'unique ID'),
    flashRegisters: known(dieKnown.flashRegisters, part, 'flash controller'),
  };
}

function known<T>(value: T | undefined, part: Part, what: string): T {
  if (value === undefined) throw new Error(`${part.deviceName}: the table has no ${what}`);
  return value;
}
