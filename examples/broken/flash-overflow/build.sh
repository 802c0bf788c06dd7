#!/bin/sh
# Builds build/font.elf from main.c and linker.ld.
set -eu
cd "$(dirname "$0")"
mkdir -p build
flags="-mcpu=cortex-m3 -mthumb -O0 -g3 -ffreestanding -Wall -Wextra -Werror"
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c main.c -o build/main.o
arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -nostdlib -Wl,--build-id=none -Wl,-Map=build/font.map -T linker.ld \
  build/main.o -o build/font.elf
