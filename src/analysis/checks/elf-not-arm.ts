// The ELF file is for another machine than an STM32's core: every STM32 is a 32-bit, little-endian Arm.

import { defineCheck } from '../check';

export const elfNotArm = defineCheck({
  id: 'elf-not-arm',
  title: 'The ELF file is for a 32-bit little-endian Arm',
  severity: 'error',
  needs: ['elf'],
  run({ elf: { value: image, source } }) {
    const { machine, isArm, class: bits, endianness } = image;
    if (isArm && bits === 32 && endianness === 'little') return [];
    const title = isArm
      ? 'Build without -mbig-endian.'
      : 'Build with the Arm toolchain (arm-none-eabi-gcc), or name the firmware instead of a program for this computer.';
    return [
      {
        message: isArm
          ? `${source} is ${endianness}-endian, ${bits}-bit Arm code; an STM32 is little-endian and has 32 bits.`
          : `${source} is for ${machine}, not for the Arm core of an STM32.`,
        evidence: [
          { what: `ELF header: ${machine}, ${bits} bit, ${endianness}-endian`, where: source },
        ],
        fixes: [{ title }],
      },
    ];
  },
});
