// The examination of a healthy board as a value, for the fixtures of checks; a case puts its own readings over it.

import type { Examination } from '../../src/examination/examination';
import { findDie } from '../../src/devices/die';

const source = 'the probe';

function known<T>(value: T): { readonly ok: true; readonly value: T; readonly source: string } {
  return { ok: true, value, source };
}

/** What examine() says of an STM32F405 at 3.28 V on an ST-LINK/V2-1. */
export const healthyExamination: Examination = {
  opening: { state: 'opened', message: '' },
  probe: known({
    name: 'ST-LINK/V2-1',
    id: '0483:374b',
    kind: 'V2-1',
    serial: '066CFF515349898667113512',
    firmware: {
      text: 'V2J45M30',
      hardware: 2,
      jtag: 45,
      swim: undefined,
      msd: 30,
      bridge: undefined,
      power: undefined,
      vendorId: 0x0483,
      productId: 0x374b,
    },
    modeAtOpen: 'mass-storage',
    place: '/dev/bus/usb/001/004',
    carrier: 'usb',
  }),
  supply: known({ idleVolts: [3.28, 3.279, 3.281], haltedVolts: 3.279, underResetVolts: 3.28 }),
  connection: known({
    attempts: [{ speedKhz: 1800, underReset: false, result: { ok: true, dpidr: 0x2ba01477 } }],
    succeeded: { speedKhz: 1800, underReset: false, result: { ok: true, dpidr: 0x2ba01477 } },
    mayReset: true,
  }),
  link: known({
    samples: [
      {
        ...{ speedKhz: 1800, underReset: false, reads: 4, errors: 0, transfersPerRead: 256 },
        ...{ kinds: {}, rate: 0, rateLow: 0, rateHigh: 0.49 },
      },
    ],
    fastestCleanKhz: 1800,
    fastestCleanUnderResetKhz: undefined,
    what: 'the first 1024 bytes of the flash',
  }),
  nrst: known({
    isInResetAtStart: false,
    pulse: { lowMs: 10, reachedCore: true, recoveryMs: 1, waitedMs: 2500 },
  }),
  chip: known({
    dpidr: 0x2ba01477,
    dpDesigner: { bank: 4, id: 0x3b },
    cpuid: 0x410fc241,
    core: 'M4',
    idcode: { address: 0xe0042000, value: 0x10076413 },
    devId: 0x413,
    revId: 0x1007,
    revision: '1',
    die: findDie(0x413),
    flashKib: 1024,
    romDesigner: { bank: 0, id: 0x20 },
    unread: [],
  }),
  protection: known({
    level: 'L0',
    field: { name: 'FLASH_OPTCR.RDP', register: 0x40023c14, value: 0x0fffaaed },
    isFlashReadable: true,
    isFlashErased: false,
    isTrustZoneOn: undefined,
    writeProtected: [],
    unread: [],
  }),
  coreState: known({
    dhcsr: 0x01010001,
    isHalted: false,
    isAsleep: false,
    isLockedUp: false,
    resetsSeen: 0,
    resetReads: 3,
    resetMs: 20,
    pcs: [0x08000400, 0x08000404],
    bootedFrom: 'flash',
    debugInLowPower: { sleep: false, stop: false, standby: false },
    resetFlags: { register: 0x40023874, value: 0x0c000000, names: ['PINRSTF', 'PORRSTF'] },
    unread: [],
  }),
  commands: 30,
  tookMs: 60,
};

/** A reading of a case: members of a known value put over the healthy one's, or `why` it is unknown. */
export type ReadingChange = { readonly why: string } | Readonly<Record<string, unknown>>;

export type ExaminationChange = {
  readonly [N in keyof Examination]?: ReadingChange;
};

/** The healthy examination with a case's readings put over it, member by member; arrays are replaced. */
export function changedExamination(change: ExaminationChange): Examination {
  const merged: Record<string, unknown> = { ...healthyExamination };
  for (const [name, reading] of Object.entries(change)) {
    const was = merged[name];
    if (typeof reading === 'object' && 'why' in reading) {
      merged[name] = { ok: false, ...reading };
    } else if (isReading(was)) {
      merged[name] = { ...was, value: mergeDeep(was.value, reading) };
    } else {
      merged[name] = mergeDeep(was, reading);
    }
  }
  return merged as unknown as Examination;
}

function isReading(value: unknown): value is { readonly ok: true; readonly value: unknown } {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === true;
}

/** null in a case stands for undefined. */
function mergeDeep(was: unknown, change: unknown): unknown {
  if (change === null) return undefined;
  if (typeof change === 'string' && /^0x[0-9a-f]+$/i.test(change)) return Number(change);
  if (Array.isArray(change)) return change.map((item) => mergeDeep(undefined, item));
  if (typeof change !== 'object') return change;
  const merged: Record<string, unknown> = was instanceof Map ? {} : { ...(was as object) };
  for (const [name, value] of Object.entries(change)) merged[name] = mergeDeep(merged[name], value);
  return merged;
}
