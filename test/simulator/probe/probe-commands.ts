// Commands about the probe itself: version, mode, voltage, clocks, trace.

import { khzOfDivisor, v3ClockList, v3KhzFor } from './clocks';
import { versionAnswer, versionExAnswer } from './kinds';
import type { Handlers, Machine, Mode } from './machine';
import { status, statusAnswer, wordAnswer } from './status';

const modes: Readonly<Record<Mode, number>> = {
  dfu: 0,
  mass: 1,
  debug: 2,
  swim: 3,
  bootloader: 4,
};

/** The converter's reading of the 1.2 V reference, as a Nucleo gave it. */
const reference = 1490;
/** A clone makes its constant up; with this one, 3.3 V comes out as 3.300. */
const madeUpReference = 1600;
const converterMax = 4095;

/** Two readings: the reference (1.2 V), and the target's voltage through a divider by two. */
function voltageAnswer({ setup, wire }: Machine): Uint8Array {
  const { constantVolts, voltageFactor } = setup;
  const first = constantVolts === undefined ? reference : madeUpReference;
  const volts = (constantVolts ?? wire.voltage()) * voltageFactor;
  const second = Math.round((volts * first) / 2.4);
  return words([first, Math.min(converterMax, Math.max(0, second))]);
}

function words(values: readonly number[], length = 4 * values.length): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  values.forEach((value, at) => view.setUint32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}

function setClock(machine: Machine, khz: number): void {
  machine.clockKhz = khz;
  machine.wire.setClock(khz);
}

/** EXIT also lets go of NRST. */
async function exit(machine: Machine): Promise<undefined> {
  await machine.wire.driveNrst('released');
  machine.openAps.clear();
  machine.isTracing = false;
  if (machine.mode === 'debug') machine.mode = 'mass';
}

export const probeCommands: Handlers = {
  GET_VERSION: ({ kind, firmware }) => versionAnswer(kind, firmware),
  GET_VERSION_EX: ({ kind, firmware }) => versionExAnswer(kind, firmware),
  GET_CURRENT_MODE: ({ mode }) => new Uint8Array([modes[mode], 0]),
  GET_TARGET_VOLTAGE: voltageAnswer,

  DFU_EXIT: (machine) => {
    if (machine.mode === 'dfu') machine.mode = 'mass';
    return undefined;
  },
  SWIM_EXIT: (machine) => {
    if (machine.mode === 'swim') machine.mode = 'mass';
    return undefined;
  },
  EXIT: exit,

  SWD_SET_FREQ: (machine, command) => {
    setClock(machine, khzOfDivisor(command.getUint16(2, true)));
    return statusAnswer(status.ok);
  },
  JTAG_SET_FREQ: () => statusAnswer(status.ok),
  SET_COM_FREQ: (machine, command) => {
    const isJtag = command.getUint8(2) === 1;
    const asked = command.getUint32(4, true);
    if (isJtag) return wordAnswer(status.ok, asked);
    const khz = v3KhzFor(asked);
    if (khz === undefined) return wordAnswer(status.commandError, machine.clockKhz);
    setClock(machine, khz);
    return wordAnswer(status.ok, khz);
  },
  GET_COM_FREQ: (machine, command) => {
    const list = v3ClockList(machine.clockKhz, command.getUint8(2) === 1);
    return words([status.ok, ...list], 52);
  },
  SWITCH_STLINK_FREQ: (_, command) => {
    const isPrescaler = [1, 2, 4].includes(command.getUint8(2));
    return statusAnswer(
      isPrescaler ? status.configurationChanged : status.frequencyNotSupported,
      8,
    );
  },

  START_TRACE_RX: (machine) => {
    machine.isTracing = true;
    return statusAnswer(status.ok);
  },
  STOP_TRACE_RX: (machine) => {
    machine.isTracing = false;
    return statusAnswer(status.ok);
  },
  GET_TRACE_NB: () => new Uint8Array(2),
  GET_BOARD_IDENTIFIERS: () => {
    const answer = statusAnswer(status.ok, 128);
    answer.set(new TextEncoder().encode('0000'), 2);
    return answer;
  },
};
