// Which tool speaks: recognised by its banner, its command line or a way of talking that no other has.

export type Tool =
  | 'stlink-gdbserver'
  | 'cubeprogrammer'
  | 'openocd'
  | 'stlink-tools'
  | 'pyocd'
  | 'jlink'
  | 'qemu'
  | 'probe-rs'
  | 'gdb';

/** The program behind a `servertype`; of an external server it is not known. */
export function toolOf(servertype: string | undefined): Tool | undefined {
  return servers[servertype ?? ''];
}

const servers: Readonly<Record<string, Tool>> = {
  openocd: 'openocd',
  stlink: 'stlink-gdbserver',
  stutil: 'stlink-tools',
  pyocd: 'pyocd',
  jlink: 'jlink',
  qemu: 'qemu',
};

/** The first group is the version, where the line tells it. A `begins` line is the start of a new run. */
interface ToolMark {
  readonly tool: Tool;
  readonly pattern: RegExp;
  readonly begins?: true;
}

export const toolMarks: readonly ToolMark[] = [
  {
    tool: 'stlink-gdbserver',
    pattern: /ST-LINK GDB server\. Version (\d[\w.]{0,20})/i,
    begins: true,
  },
  {
    tool: 'cubeprogrammer',
    pattern: /STM32CubeProgrammer (?:API )?v(\d[\w.]{0,20})/i,
    begins: true,
  },
  { tool: 'openocd', pattern: /Open On-Chip Debugger (\d[\w.+-]{0,40})/i, begins: true },
  {
    tool: 'stlink-tools',
    pattern: /^(?:\S{0,80}\$ ?)?st-(?:util|flash|info) (?:v)?(\d[\w.]{0,20})/i,
    begins: true,
  },
  {
    tool: 'jlink',
    pattern: /(?:SEGGER J-Link GDB Server|JLinkARM\.dll) V(\d[\w.]{0,20})/i,
    begins: true,
  },
  { tool: 'qemu', pattern: /QEMU (?:emulator version )?v?(\d[\w.]{0,20})/i },
  { tool: 'qemu', pattern: /qemu-system-\w+/i },
  {
    tool: 'stlink-gdbserver',
    pattern:
      /Error in initializing ST-?LINK device|ST-LINK_gdbserver|Couldn't locate STM32CubeProgrammer|Failed to bind to port \d+, error code/i,
  },
  { tool: 'cubeprogrammer', pattern: /STM32_Programmer_CLI|ST-LINK SN\s*:|ST-LINK error \(/i },
  {
    tool: 'openocd',
    pattern: /\bopenocd(?:\.exe)?\b|embedded:startup\.tcl|in procedure 'ocd_bouncer'/i,
  },
  {
    tool: 'stlink-tools',
    pattern:
      /\bst-(?:util|flash|info)\b|\b(?:common|common_flash|usb|gdb-server|flash_loader|stlink-common)\.c:/,
  },
  { tool: 'pyocd', pattern: /\bpyocd\b|^\d{7,9} [CEWID] .{1,1900} \[\w{1,40}\]$/i },
  { tool: 'jlink', pattern: /\bJ-?Link\b/i },
  { tool: 'probe-rs', pattern: /\bprobe-rs\b|cargo[ -](?:flash|embed)/i },
  {
    tool: 'gdb',
    pattern:
      /^\(gdb\)|^GNU gdb \(|Protocol error with Rcmd|not in executable format|arm-none-eabi-gdb|gdb-multiarch/i,
  },
];
