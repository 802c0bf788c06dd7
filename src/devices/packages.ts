// A part's packages, and the debug pins that share a pad of the package with other pins.

import { deviceTable, ownValue, partEntry } from './table';

export interface PartPackage {
  /** Behind the part's name in CubeMX's spelling: `Tx`, `TxQ`. */
  readonly suffix: string;
  /** `LQFP64`. */
  readonly name: string;
  /** Debug pin → the other pins bonded to its pad: driving one of them disturbs SWD. */
  readonly sharedPins: ReadonlyMap<string, readonly string[]>;
}

/** @param name a part as `Device.name` has it; a line has no packages. */
export function packagesOf(name: string): readonly PartPackage[] {
  const key = name.replace(/^STM32/, '');
  const shared = ownValue(deviceTable().shared, key) ?? {};
  return (partEntry(key)?.packages ?? []).map(({ suffix, name: packageName }) => ({
    suffix,
    name: packageName,
    sharedPins: new Map(
      Object.entries(ownValue(shared, suffix) ?? {}).map(([pin, others]) => [
        pin,
        others.split(' '),
      ]),
    ),
  }));
}
