// Who designed a chip or a part of it: JEP106 codes as DPIDR and ROM tables give them.

/** Number of continuation codes, and the code without parity. */
export interface DesignerCode {
  readonly bank: number;
  readonly id: number;
}

export const stDesigner: DesignerCode = { bank: 0, id: 0x20 };
export const armDesigner: DesignerCode = { bank: 4, id: 0x3b };

/** Makers of Cortex-M parts that stand in for STM32, from OpenOCD's src/helper/jep106.inc. */
const names: readonly (DesignerCode & { readonly name: string })[] = [
  { ...stDesigner, name: 'STMicroelectronics' },
  { ...armDesigner, name: 'Arm' },
  { bank: 6, id: 0x48, name: 'GigaDevice' },
  { bank: 7, id: 0x51, name: 'GigaDevice' },
  { bank: 9, id: 0x05, name: 'Puya' },
  { bank: 9, id: 0x4f, name: 'Puya' },
  { bank: 9, id: 0x3b, name: 'Artery' },
  { bank: 11, id: 0x23, name: 'Apex (Geehy)' },
  { bank: 11, id: 0x68, name: 'Hangshun (HK32)' },
  { bank: 14, id: 0x49, name: 'CEC Huada' },
];

/** Undefined for makers that are not expected where an STM32 is. */
export function designerName({ bank, id }: DesignerCode): string | undefined {
  return names.find((known) => known.bank === bank && known.id === id)?.name;
}

export function isSameDesigner(a: DesignerCode, b: DesignerCode): boolean {
  return a.bank === b.bank && a.id === b.id;
}

/** DPIDR: DESIGNER in bits 11:1, continuation count above the seven bits of the code (Arm ADIv5.2, B2.2.5). */
export function designerOfDpidr(dpidr: number): DesignerCode {
  return { bank: (dpidr >>> 8) & 0xf, id: (dpidr >>> 1) & 0x7f };
}

/**
 * Of a component's identification registers (Arm ADIv5.2, D2): DES_0 in PIDR1[7:4], DES_1 in PIDR2[2:0], DES_2 in
 * PIDR4[3:0]; PIDR2[3] says that it is a JEP106 code.
 * @returns undefined where it is none, or nothing was ever filled in
 */
export function designerOfComponent(
  pidr1: number,
  pidr2: number,
  pidr4: number,
): DesignerCode | undefined {
  if ((pidr2 & 8) === 0) return undefined;
  const id = ((pidr2 & 7) << 4) | ((pidr1 >>> 4) & 0xf);
  return id === 0 || id === 0x7f ? undefined : { bank: pidr4 & 0xf, id };
}
