// What people call the memories of a part in scripts, and which memory a region's name means.

import type { Device, Memory } from '../devices/device';

/** Longer and special words first: CCMRAM is a RAM by its name, too. */
const words: readonly {
  readonly form: RegExp;
  readonly fits: (memory: Memory) => boolean;
}[] = [
  { form: /ITCM/, fits: ({ kind }) => kind === 'itcm' },
  { form: /DTCM/, fits: ({ kind }) => kind === 'dtcm' },
  { form: /CCM/, fits: ({ kind }) => kind === 'ccm' },
  { form: /BKP|BACKUP|BBRAM/, fits: ({ kind }) => kind === 'backup' },
  { form: /SDRAM/, fits: ({ name }) => name.startsWith('FMC_SDRAM') },
  { form: /QSPI|QUADSPI|OSPI|OCTOSPI|XSPI/, fits: ({ name }) => /QSPI|OCTOSPI|XSPI/.test(name) },
  { form: /(?:^|_)D1$|AXI/, fits: ({ name }) => name.startsWith('AXISRAM') },
  { form: /(?:^|_)D2$/, fits: ({ name, start }) => name === 'SRAM1' && start === 0x30000000 },
  { form: /(?:^|_)D3$/, fits: ({ name, start }) => name === 'SRAM4' && start === 0x38000000 },
  { form: /FLASH|ROM/, fits: ({ kind }) => kind === 'flash' },
];

/** The memory of a tightly or specially coupled kind that a region's name claims; undefined for plain names. */
export function claimedKind(name: string): 'itcm' | 'dtcm' | 'ccm' | undefined {
  const text = name.toUpperCase();
  if (/ITCM/.test(text)) return 'itcm';
  if (/DTCM/.test(text)) return 'dtcm';
  return /CCM/.test(text) ? 'ccm' : undefined;
}

/**
 * The memory of the part that a region of this name is for: by the part's own name for it, by a word in the name, for
 * plain RAM the first. Undefined where the name says nothing, or nothing that the part has.
 */
export function memoryForName(device: Device, name: string): Memory | undefined {
  const text = name.toUpperCase();
  const candidates = device.memories.filter(
    ({ kind, isReserved }) => kind !== 'alias' && !isReserved,
  );
  const same = candidates.find((memory) => memory.name.toUpperCase() === text);
  if (same !== undefined) return same;
  const numbered = /^S?RAM_?(\d)$/.exec(text)?.[1];
  if (numbered !== undefined) {
    return candidates.find((memory) => memory.name === `SRAM${numbered}`);
  }
  const word = words.find(({ form }) => form.test(text));
  if (word !== undefined) return candidates.find(word.fits);
  return /^S?RAM$/.test(text) ? candidates.find(({ kind }) => kind === 'ram') : undefined;
}
