// Whether a linker script may be for an STM32 at all: other chips' scripts are called the same. Pure.

/** Flash of an STM32 begins at 0x08000000, seen by the secure world at 0x0c000000. */
const flashAddress = /\b0x0?[8c][0-9a-f]{6}\b/i;

export function looksLikeStm32(text: string): boolean {
  return flashAddress.test(text) || /stm32/i.test(text);
}
