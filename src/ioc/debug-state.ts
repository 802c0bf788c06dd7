// Signals of the pins → the state of the debug interface. By signal, never by pin: the families differ in the
// pins and CubeMX in how it spells them, the signals end the same everywhere.

import type { IocDebug, IocPin, IocPlace } from './ioc-project';

const swdio = /^(SYS|DEBUG)_(.*-)?SWDIO$/;
const swclk = /^(SYS|DEBUG)_(.*-)?SWCLK$/;
/** The further pins of JTAG and trace carry the mode too: `SYS_JTDI`, `SYS_JTDO-SWO`, `DEBUG_TRACED0`. */
const anyDebug = /^(SYS|DEBUG)_(J?T|NJTRST|.*SW(DIO|CLK|O)$)/;

/** Whether a signal is one of the debug or trace interface. */
export function isDebugSignal(signal: string | undefined): boolean {
  return signal !== undefined && anyDebug.test(signal);
}

/**
 * What the pins say. `on`: SWDIO and SWCLK are on pins and a mode is chosen, CubeMX 4.5 (`Serial-WireDebug`) to
 * 6.18 (`Serial_Wire`); `noDebug`: the place of `VP_SYS_VS_ND`, which F1 projects alone have.
 */
export function debugStateOf(pins: readonly IocPin[], noDebug: IocPlace | undefined): IocDebug {
  if (noDebug !== undefined) return { state: 'no-debug', place: noDebug };
  const data = pins.find(({ signal }) => signal !== undefined && swdio.test(signal));
  const clock = pins.find(({ signal }) => signal !== undefined && swclk.test(signal));
  if (data === undefined || clock === undefined) return { state: 'not-configured' };
  const first = data.mode ?? clock.mode;
  if (first === undefined) return { state: 'pins-only', place: data.place };
  const modes = new Set([first]);
  for (const { signal, mode } of pins) {
    // A pin of the synchronous trace belongs to the same choice; SYS owns other modes as well.
    if (mode !== undefined && isDebugSignal(signal)) modes.add(mode);
  }
  const mode = [...modes].join('/');
  return {
    state: 'on',
    interface: mode.includes('JTAG') ? 'jtag' : 'swd',
    mode,
    place: data.place,
  };
}
