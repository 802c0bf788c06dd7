// The USB product ids of STMicroelectronics' probes (vendor 0483), from the tables of OpenOCD, stlink-tools, pyOCD and
// probe-rs.

import type { StLinkKind } from './stlink';

export interface StLinkModel {
  readonly name: string;
  readonly kind: StLinkKind;
}

export const stLinkVendor = '0483';

const models: Readonly<Record<string, StLinkModel>> = {
  '3744': { name: 'ST-LINK/V1', kind: 'V1' },
  '3748': { name: 'ST-LINK/V2', kind: 'V2' },
  '374a': { name: 'ST-LINK/V2-1', kind: 'V2-1' },
  '374b': { name: 'ST-LINK/V2-1', kind: 'V2-1' },
  '3742': { name: 'ST-LINK/V2-1', kind: 'V2-1' },
  '3752': { name: 'ST-LINK/V2-1', kind: 'V2-1' },
  '374d': { name: 'STLINK-V3 in its USB loader', kind: 'loader' },
  '374e': { name: 'STLINK-V3', kind: 'V3' },
  '374f': { name: 'STLINK-V3', kind: 'V3' },
  '3753': { name: 'STLINK-V3', kind: 'V3' },
  '3754': { name: 'STLINK-V3', kind: 'V3' },
  '3755': { name: 'STLINK-V3PWR in its USB loader', kind: 'loader' },
  '3757': { name: 'STLINK-V3PWR', kind: 'V3PWR' },
};

/** @param id `0483:374b`, lower case. */
export function stLinkModel(id: string): StLinkModel | undefined {
  const [vendor, product = ''] = id.split(':');
  return vendor === stLinkVendor && Object.hasOwn(models, product) ? models[product] : undefined;
}
