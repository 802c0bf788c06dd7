#!/bin/sh
# Builds build/vectors.elf from main.c and STM32F405RGTX_FLASH.ld.
set -eu
cd "$(dirname "$0")"
mkdir -p build
flags="-mcpu=cortex-m4 -mthumb -O0 -g3 -ffreestanding -Wall -Wextra -Werror"
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c main.c -o build/main.o
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -nostdlib -Wl,--build-id=none -Wl,-Map=build/vectors.map -T STM32F405RGTX_FLASH.ld \
  build/main.o -o build/vectors.elf
