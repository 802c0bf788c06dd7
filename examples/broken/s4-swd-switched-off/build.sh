#!/bin/sh
# Builds build/blinky.elf from Core/Src and STM32F100RBTX_FLASH.ld.
set -eu
cd "$(dirname "$0")"
mkdir -p build
flags="-mcpu=cortex-m3 -mthumb -O0 -g3 -ffreestanding -Wall -Wextra -Werror -ICore/Inc"
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c Core/Src/main.c -o build/main.o
arm-none-eabi-gcc $flags "-ffile-prefix-map=$(pwd)=." -c Core/Src/stm32f1xx_hal_msp.c -o build/stm32f1xx_hal_msp.o
arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -nostdlib -Wl,--build-id=none -Wl,-Map=build/blinky.map -T STM32F100RBTX_FLASH.ld \
  build/main.o build/stm32f1xx_hal_msp.o -o build/blinky.elf
