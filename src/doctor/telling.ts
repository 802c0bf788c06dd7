// One cheap look at a line before the hundreds of patterns: most lines of a long log tell of what went well.

/**
 * Parts of words of which every message, value and mark that the doctor knows has at least one. Whoever adds a pattern
 * to a table looks whether its text is let through; the rows of its test show it.
 */
const parts: readonly string[] = [
  // What fails, in general.
  ...['error', 'ERR\\b', 'fail', 'fault', 'warn', 'unable', 'cannot', 'can not', "n't", 'could ?not'],
  ...['\\bnot\\b', '\\bno\\b', 'invalid', 'unknown', 'unexpected', 'unsupported', 'unrecogni'],
  ...['unspecified', 'exception', 'unbound', 'assert', 'abort', 'denied', 'refused', 'reject'],
  ...['\\blost\\b', 'time-?d? ?out', 'missing', 'mismatch', 'overlap', 'exceed', 'overflow', 'fatal'],
  ...['undefined', 'permission', 'privilege', 'udev', 'traceback', 'segmentation', 'dumped'],
  ...['double free', 'violation', 'stack trace', 'nonsense', '\\bbad\\b', 'problem', 'wrong #'],
  ...['ENOENT', 'ECONN', 'errno', 'exit', 'shutting', 'disconnect', 'closed', 'ended', 'quit'],
  ...['gone', 'remain', 'truncated', 'ignoring', 'too (?:low|many|long)', '\\bbind\\b', 'already'],
  ...['\\bin use\\b', 'used by', 'busy', 'claim', 'held', 'required', 'upgrade', 'update', 'outdated'],
  ...['deprecated', 'took over', 'auto-select', 'lockup', 'escalate', 'T-bit', 'keep_alive', '-?1\\b$'],
  // Who speaks.
  ...['version', 'on-chip', 'openocd', 'st-?link', 'st-(?:util|flash|info)', 'j-?link', 'pyocd', 'qemu'],
  ...['stm32', 'gdb', 'probe-rs', 'cargo', 'cmsis-dap', '\\.c:', 'startup\\.tcl', 'cube', '\\bboard\\b'],
  // What is told on the way.
  ...['volt', 'vtarget', 'vtref', 'freq', 'speed:? \\d', 'serial', '\\bsn\\b', 'S/N', 'VID', 'PID\\b'],
  ...['idcode', 'device id', 'dpidr', 'DP IDR', 'cpuid', 'chip ?id', 'vendor', 'flash(?: size)?\\s*:'],
  ...['\\bKiB\\b', 'flash size', '0 bytes', 'connect', 'mode\\s*:', 'hot ?plug', 'under.reset', 'srst'],
  ...['nrst', 'nreset', 'SWCLK', 'waiting for', 'listen', 'initiali[sz]', 'watchpoints', 'detected'],
  ...['device connected', 'loading section', 'start address', 'transfer rate', 'elapsed', 'download'],
  ...['verif', 'finished', 'wrote \\d', 'written', 'jolly', 'erase', 'mass', 'segment', '^\\s*address\\s*:'],
  ...['\\blma', 'program', 'reading all', 'reason', '\\bcfg\\b', 'select', '--\\w', '\\s-[dfmscp]\\b'],
  // What the states and the settings of a chip are called.
  ...['RDP', 'PCROP', 'WRP', 'TZEN', 'protect', 'locked', 'secur', 'trust ?zone', 'product state'],
  ...['certificate', 'FUS\\b', 'FUS_', 'SFSA', 'wireless', 'option byte', 'option value', 'BOOT', 'DBANK'],
  ...['SWAP_BANK', 'DUALBANK', 'BFB2', 'OPTVERR', 'OB_LAUNCH', 'WDG', 'watchdog', 'hardfault', 'PWR_'],
  ...['SMPS', '[qox]?spi\\b', 'external', 'stldr', 'XIP', 'breakpoint \\d', 'break at', '0x1ff', '0xa05f'],
  ...['0xdead', '0xfffffffe', 'dual.core', '\\bCM[47]', 'cpu1', 'DEV_', 'parity', '\\back\\b', '10061'],
  ...['joined drive', 'users[\\\\/]', '[A-Z]:[A-Za-z]{4}', 'remote \\S+:\\d', 'symbol', 'machine', '\\?\\?'],
];

const telling = new RegExp(parts.join('|'), 'i');

/** Whether a line may be one that the doctor knows. Also of what only sounds like a failure. */
export function isTelling(text: string): boolean {
  return telling.test(text);
}
