// Read-out protection by family: which register field tells the level, and what its values mean.

import { deviceTable, ownValue } from './table';
import type { RawProtection } from './table';

/** A field of a register, to be read through the debug port. */
export interface RegisterField {
  readonly register: number;
  /** The bit of `mask`'s lowest. */
  readonly shift: number;
  /** Before shifting: 0xFF for eight bits. */
  readonly mask: number;
}

export interface Protection {
  /** As the reference manual calls it, `FLASH_OPTCR.RDP`. */
  readonly fieldName: string;
  readonly field: RegisterField;
  /** Level by the field's value: `L0`, `L1`, `L2`, `L0.5`; where it is a life cycle, `OPEN`, `CLOSED`, …. */
  readonly levels: ReadonlyMap<number, string>;
  /** Level of every other value; undefined where they are not specified. */
  readonly otherwise: string | undefined;
  /** Tells whether TrustZone is on, when the field has the value `on`. */
  readonly trustZone: (RegisterField & { readonly on: number }) | undefined;
  readonly note: string | undefined;
}

/**
 * How to read the protection level.
 * @param name `Die.rdp`.
 * @returns undefined for parts without such a register (N6, MP1, MP2).
 */
export function protectionOf(name: string): Protection | undefined {
  const raw = ownValue(deviceTable().protection, name);
  const field = raw && toField(raw);
  if (raw === undefined || field === undefined) return undefined;
  const { trustZone } = raw;
  return {
    fieldName: raw.field ?? name,
    field,
    levels: new Map(
      Object.entries(raw.levels ?? {}).map(([value, level]) => [Number(value), level]),
    ),
    otherwise: raw.otherwise,
    trustZone: trustZone && { ...trustZone, register: Number(trustZone.register) },
    note: raw.note,
  };
}

/**
 * The level a register's value tells.
 * @param value what was read from `protection.field.register`.
 */
export function protectionLevel(protection: Protection, value: number): string | undefined {
  return protection.levels.get(fieldOf(protection.field, value)) ?? protection.otherwise;
}

/** A field's bits of a register's 32-bit value. */
export function fieldOf(field: RegisterField, value: number): number {
  return (value >>> field.shift) & field.mask;
}

function toField({ register, shift, mask }: RawProtection): RegisterField | undefined {
  if (register === undefined || shift === undefined || mask === undefined) return undefined;
  return { register: Number(register), shift, mask };
}
