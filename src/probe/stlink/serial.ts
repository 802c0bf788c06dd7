// Serial numbers of ST-LINKs as ST's tools print them, whatever the system made of the descriptor.

const rawUnits = 12;

/**
 * Old ST-LINK/V2 have 12 raw bytes in the descriptor, one in each UTF-16 unit, where all later ones have 24 digits
 * (OpenOCD, stlink-tools). A zero ends the text for Linux: only where it is the last of them can it be told.
 * @param text the whole string of the descriptor, nothing cut off at its ends.
 * @returns undefined where bytes of it are lost
 */
export function stLinkSerial(text: string): string | undefined {
  if (/^[0-9a-f]{24}$/i.test(text)) return text.toUpperCase();
  const isRaw = [...text].every((unit) => unit.charCodeAt(0) <= 0xff);
  if (isRaw && (text.length === rawUnits || text.length === rawUnits - 1)) {
    const units = [...text].map((unit) => unit.charCodeAt(0).toString(16).padStart(2, '0'));
    return units
      .join('')
      .padEnd(2 * rawUnits, '0')
      .toUpperCase();
  }
  return /^[\x21-\x7e]{8,}$/.test(text) ? text : undefined;
}
