// What `--help` prints.

export const helpText = `Usage: stm32-preflight check [PATH...] [options]
       stm32-preflight check --ld FILE|DIR... [options]
       stm32-preflight probe [options]
       stm32-preflight explain [LOG...] [options]
       stm32-preflight map FILE [--compare FILE] [options]

check: checks an STM32 debug launch without starting it: launch configuration, ELF file, linker script, .ioc, tools.
probe: examines a debug probe and the target on it, and says what is wrong with them.
explain: says from the log of a debug launch why it failed.
map: tells how large the regions, sections and objects of a build are, and what changed since another build.

check

PATH is a folder: every project in it is checked, each by the stm32 configurations of its launch.json or,
without one, by its files alone. An ELF file, .ioc, linker script or launch.json stands for its option.
Without PATH and file options it is the current folder.

What is checked:
  --launch FILE[:NAME]   launch.json, and one of its configurations (default: all of type stm32 in
                         .vscode/launch.json where there is one; "none" leaves it out)
  --elf FILE             the ELF file; in place of "executable"
  --ioc FILE             the CubeMX project; in place of "ioc"
  --ld FILE|DIR          the linker script; in place of "linkerScript". Several, or those below a folder, are
                         checked each by itself
  --device PART          in place of "device", such as STM32F405RG
  --core CORE            in place of "core", such as M7
  --servertype TYPE      in place of "servertype"; with it a launch is checked without a launch.json
  --gdb PROGRAM          in place of "gdbPath"
  --cwd DIR              in place of "cwd"
  --ignore ID[,ID...]    findings that are not wanted, besides those of "preflight.ignore"

probe

Voltage, connection, chip, protection, state of the core and quality of the link are read through an ST-LINK. The
target is only looked at, and goes on running, unless it may be reset.

  --list                       only tell which probes there are; none is opened
  --serial NUMBER              the probe with this serial number, where there are several
  --stlink-server HOST:PORT    a probe that ST's stlink-server shares, in place of USB
  --device PART                what the chip should be, such as STM32F405RG
  --servertype TYPE            the server that will use the probe: what it needs is checked too
  --may-reset                  the target may be halted and reset: connecting under reset is tried, the reset
                               line and the voltage under reset are measured
  --test-link                  read a thousand times at each clock and count the errors

explain

LOG is a file with what a tool printed: ST-LINK_gdbserver, OpenOCD, st-util, pyOCD, J-Link, QEMU, GDB,
STM32CubeProgrammer, STM32CubeIDE, Cortex-Debug. Without LOG, or as "-", it is standard input.

map

FILE is the map file that GNU ld wrote (-Wl,-Map=FILE), or the ELF file.

  --compare FILE               the earlier build, of the same kind: only what changed is told

What is printed:
  --format text|json|sarif   (default: text; sarif for check only)
  --output FILE              into a file
  --no-color                 no colours; nor with NO_COLOR set, nor in a file or pipe
  --help, --version

Exit code: 0 nothing worse than warnings, 1 an error was found (or no probe was examined), 2 the command line is
wrong or an input cannot be read, 130 interrupted. explain: 0 whenever every log was read, also when no cause
is known. map: 0 whenever the files were read.
`;
