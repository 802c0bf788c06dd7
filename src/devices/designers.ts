// Who designed a chip or a part of it: JEP106 codes as DPIDR and ROM tables give them.

/** Number of continuation codes, and the code without parity. */
export interface DesignerCode {
  readonly bank: number;
  readonly id: number;
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
  const bank = pidr4 & 0xf;
  // Code 7F in bank 12 is MindMotion's, although nobody was given it (Black Magic Debug); all ones are no code.
  return id === 0 || (id === 0x7f && bank === 0xf) ? undefined : { bank, id };
}
