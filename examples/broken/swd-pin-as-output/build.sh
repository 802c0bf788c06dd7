#!/bin/sh
# Builds build/led.elf from Core/Src and STM32F405RGTX_FLASH.ld.
set -eu
cd "$(dirname "$0")"
mkdir -p build
flags="-mcpu=cortex-m4 -mthumb -O0 -g3 -ffreestanding -Wall -Wextra -Werror -ICore/Inc"
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c Core/Src/main.c -o build/main.o
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c Core/Src/gpio.c -o build/gpio.o
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -nostdlib -Wl,--build-id=none -Wl,-Map=build/led.map -T STM32F405RGTX_FLASH.ld \
  build/main.o build/gpio.o -o build/led.elf
