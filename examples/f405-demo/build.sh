#!/bin/sh
# Rebuilds build/f405-demo.elf. With Debian 12's arm-none-eabi-gcc 12.2 the result is the committed file, byte for byte.
#   ./build.sh          build from nothing
#   ./build.sh --check  build in a temporary folder and compare with the committed file
set -eu
cd "$(dirname "$0")"

for tool in arm-none-eabi-gcc make; do
  if ! command -v "$tool" >/dev/null; then
    echo "build.sh: $tool is not on the PATH (Debian: apt install gcc-arm-none-eabi make)" >&2
    exit 2
  fi
done

if [ "${1:-}" = --check ]; then
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
  make -s BUILD_DIR="$out"
  if ! cmp "$out/f405-demo.elf" build/f405-demo.elf; then
    echo "build.sh: this compiler's image differs from the committed one: $(arm-none-eabi-gcc -dumpfullversion)" >&2
    exit 1
  fi
  echo "build.sh: build/f405-demo.elf is up to date"
else
  make -s clean
  make -s
fi
