// What `--help` prints.

export const helpText = `Usage: stm32-preflight check [PATH...] [options]

Checks an STM32 debug launch without starting it: launch configuration, ELF file, linker script, .ioc, tools.

PATH is a folder: every project in it is checked, each by the stm32 configurations of its launch.json or,
without one, by its files alone. An ELF file, .ioc, linker script or launch.json stands for its option.
Without PATH and file options it is the current folder.

What is checked:
  --launch FILE[:NAME]   launch.json, and one of its configurations (default: all of type stm32 in
                         .vscode/launch.json where there is one; "none" leaves it out)
  --elf FILE             the ELF file; in place of "executable"
  --ioc FILE             the CubeMX project; in place of "ioc"
  --ld FILE              the linker script; in place of "linkerScript"
  --device PART          in place of "device", such as STM32F405RG
  --core CORE            in place of "core", such as M7
  --servertype TYPE      in place of "servertype"; with it a launch is checked without a launch.json
  --gdb PROGRAM          in place of "gdbPath"
  --cwd DIR              in place of "cwd"
  --ignore ID[,ID...]    findings that are not wanted, besides those of "preflight.ignore"

What is printed:
  --format text|json|sarif   (default: text)
  --output FILE              into a file
  --no-color                 no colours; nor with NO_COLOR set, nor in a file or pipe
  --help, --version

Exit code: 0 nothing worse than warnings, 1 an error was found, 2 the command line is wrong or an input
cannot be read.
`;
