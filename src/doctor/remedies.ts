// How the same remedy is asked of each tool: an attribute in our own launches, an option on the command line elsewhere.

import type { CauseContext } from './cause';
import type { Tool } from './tools';

type Dialect = Readonly<Partial<Record<Tool, string>>>;

const underResetIn: Dialect = {
  'stlink-gdbserver': 'connect under reset (-k of ST-LINK_gdbserver)',
  cubeprogrammer: 'connect under reset (-c port=SWD mode=UR reset=HWrst)',
  openocd:
    'connect under reset (-c "reset_config srst_only srst_nogate connect_assert_srst" behind the target script)',
  'stlink-tools': 'connect under reset (--connect-under-reset)',
  pyocd: 'connect under reset (-M under-reset)',
  'probe-rs': 'connect under reset (--connect-under-reset)',
};

const slowerIn: Dialect = {
  'stlink-gdbserver': 'lower the SWD clock (--frequency 240)',
  cubeprogrammer: 'lower the SWD clock (freq=240 behind -c port=SWD)',
  openocd: 'lower the SWD clock (-c "adapter speed 240" behind the target script)',
  'stlink-tools': 'lower the SWD clock (--freq=240k)',
  pyocd: 'lower the SWD clock (-f 240k)',
  jlink: 'lower the SWD clock (-speed 240)',
  'probe-rs': 'lower the SWD clock (--speed 240)',
};

const softwareResetIn: Dialect = {
  cubeprogrammer: 'use the software reset (mode=HOTPLUG reset=SWrst)',
  openocd: 'use the software reset (-c "reset_config none" behind the target script)',
};

const otherPortIn: Dialect = {
  'stlink-gdbserver': 'give the server another port (-p, and the one above it for SWV)',
  openocd: 'give OpenOCD other ports (-c "gdb_port 3334; tcl_port disabled; telnet_port disabled")',
  'stlink-tools': 'give st-util another port (-p)',
  pyocd: 'give pyOCD other ports (-p and -T)',
  jlink: 'give the J-Link server other ports (-port, -swoport, -telnetport)',
  qemu: 'give QEMU another port (-gdb tcp:127.0.0.1:1235)',
};

const eraseIn: Dialect = {
  cubeprogrammer: 'erase the whole chip (-c port=SWD mode=UR -e all)',
  openocd: 'erase the whole chip (reset halt, then flash erase_sector 0 0 last)',
  'stlink-tools': 'erase the whole chip (st-flash --connect-under-reset erase)',
  pyocd: 'erase the whole chip (pyocd erase --chip -M under-reset)',
  'probe-rs': 'erase the whole chip (probe-rs erase --connect-under-reset)',
};

/** `connect under reset …`, to be continued or ended by the sentence around it. */
export function underReset(context: CauseContext): string {
  const own =
    'connect under reset ("resetStrategy": "connect-under-reset" in the launch configuration)';
  return said(context, own, underResetIn, 'connect under reset');
}

export function slower(context: CauseContext): string {
  return said(
    context,
    'lower the clock ("speed": 240 in the launch configuration)',
    slowerIn,
    'lower the SWD clock to 240 kHz',
  );
}

export function softwareReset(context: CauseContext): string {
  return said(
    context,
    'use the software reset ("resetStrategy": "software" in the launch configuration)',
    softwareResetIn,
    'use the software reset, which needs no NRST',
  );
}

export function otherPort(context: CauseContext): string {
  return said(
    context,
    'name another port, or none, in the launch configuration',
    otherPortIn,
    'give the server another port',
  );
}

export function eraseAll(context: CauseContext): string {
  return said(context, 'run "STM32: Erase Chip"', eraseIn, 'erase the whole chip');
}

/** Begins a sentence with it. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function said(context: CauseContext, own: string, dialect: Dialect, plain: string): string {
  if (context.launch !== undefined) return own;
  for (const tool of servers) {
    const words = context.log.tools.has(tool) ? dialect[tool] : undefined;
    if (words !== undefined) return words;
  }
  return plain;
}

/** The GDB server before the programmer that it may have started. */
const servers: readonly Tool[] = [
  'stlink-gdbserver',
  'openocd',
  'stlink-tools',
  'pyocd',
  'jlink',
  'probe-rs',
  'qemu',
  'cubeprogrammer',
];
