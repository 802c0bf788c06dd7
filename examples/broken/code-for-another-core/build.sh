#!/bin/sh
# Builds build/float.elf from main.c and STM32F100RBTX_FLASH.ld.
set -eu
cd "$(dirname "$0")"
mkdir -p build
flags="-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard -O0 -g3 -ffreestanding -Wall -Wextra -Werror"
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c main.c -o build/main.o
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard -nostdlib -Wl,--build-id=none -Wl,-Map=build/float.map -T STM32F100RBTX_FLASH.ld \
  build/main.o -o build/float.elf
