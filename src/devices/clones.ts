// What tells a part of another maker from the STM32 that it says it is. Hints, each with its source; none is proof.

import type { Die } from './device';
import { armDesigner, designerName, isSameDesigner, stDesigner } from './designers';
import type { DesignerCode } from './designers';

export interface CloneHint {
  /** `GigaDevice`; undefined where several makers are possible. */
  readonly maker: string | undefined;
  /** What was read and what an STM32 says there; a part of a sentence. */
  readonly what: string;
}

export interface ReadIds {
  readonly dpidr: number;
  readonly revId: number | undefined;
  readonly cpuid: number | undefined;
  readonly die: Die | undefined;
  readonly romDesigner: DesignerCode | undefined;
}

/** REV_ID of GigaDevice's parts under DEV_ID 0x410 (OpenOCD, src/flash/nor/stm32f1x.c). */
const gigaDeviceRevisions: ReadonlyMap<number, string> = new Map([
  [0x1303, 'GD32F1x0'],
  [0x1704, 'GD32F3x0'],
  [0x1906, 'GD32VF103'],
  [0x1909, 'GD32E23x'],
]);

/** Of DEV_ID 0x410, 0x412, 0x414, 0x418 and 0x430: STM32F1 is Cortex-M3 r1p1 (RM0008 31.6.3: 0x411FC231). */
const f1Cpuid = 0x411f_c231;

/** STM32F1's DPIDR is 1BA01477; 2BA01477 there: Geehy and CKS (OpenOCD, tcl/target/geehy/apm32f1x.cfg). */
const otherDpidr = 0x2ba0_1477;

/** Empty: nothing speaks against a part of STMicroelectronics. */
export function cloneHints(ids: ReadIds): readonly CloneHint[] {
  return [designerHint(ids), revisionHint(ids), dpidrHint(ids), cpuidHint(ids)].filter(
    (hint) => hint !== undefined,
  );
}

function designerHint({ romDesigner }: ReadIds): CloneHint | undefined {
  if (romDesigner === undefined) return undefined;
  // Arm's own table says nothing of the chip's maker: some parts have none of their own before it.
  if (isSameDesigner(romDesigner, stDesigner) || isSameDesigner(romDesigner, armDesigner))
    return undefined;
  const maker = designerName(romDesigner);
  const code = `bank ${romDesigner.bank}, code 0x${romDesigner.id.toString(16).padStart(2, '0')}`;
  return {
    maker,
    what: `its ROM table names ${maker ?? 'another designer'} (JEP106 ${code}) and not STMicroelectronics (bank 0, code 0x20)`,
  };
}

function revisionHint({ die, revId }: ReadIds): CloneHint | undefined {
  const part =
    die?.devId === 0x410 && revId !== undefined ? gigaDeviceRevisions.get(revId) : undefined;
  if (part === undefined || revId === undefined) return undefined;
  return { maker: 'GigaDevice', what: `its revision 0x${revId.toString(16)} is that of ${part}` };
}

function dpidrHint({ die, dpidr }: ReadIds): CloneHint | undefined {
  if (die === undefined || die.swdIds.length === 0 || die.swdIds.includes(dpidr)) return undefined;
  const expected = die.swdIds.map(hex).join(' or ');
  const isF1 = die.dbgmcu === 'f1' && dpidr === otherDpidr;
  return {
    maker: isF1 ? 'CKS or Geehy' : undefined,
    what: `its debug port says DPIDR ${hex(dpidr)}, where ${die.name} has ${expected}`,
  };
}

function cpuidHint({ die, cpuid }: ReadIds): CloneHint | undefined {
  if (die?.dbgmcu !== 'f1' || cpuid === undefined || cpuid === f1Cpuid) return undefined;
  return {
    maker: undefined,
    what: `its core says CPUID ${hex(cpuid)}, where an STM32F1 has ${hex(f1Cpuid)} (Cortex-M3 r1p1)`,
  };
}

function hex(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;
}
