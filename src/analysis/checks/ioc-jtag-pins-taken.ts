// The probe is to use JTAG, and the CubeMX project gives JTAG's pins to something else, or leaves SWD alone.

import { isDebugSignal } from '../../ioc/debug-state';
import type { IocPin, IocProject } from '../../ioc/ioc-project';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import * as swd from '../swd-evidence';
import { iocLocation } from '../places';

/** JTDI, JTDO and NJTRST; NJTRST is not needed by every probe. */
const roles: Readonly<Record<string, string>> = { PA15: 'JTDI', PB3: 'JTDO' };

export const iocJtagPinsTaken = defineCheck({
  id: 'ioc-jtag-pins-taken',
  title: 'The CubeMX project leaves the JTAG pins alone',
  severity: 'warning',
  needs: ['ioc'],
  uses: ['device'],
  run({ ioc: { value: ioc }, device }, { args }) {
    if (args.interface !== 'jtag' || !swd.isProject(ioc.project)) return [];
    const jtag = device.ok
      ? jtagPins(device.value.pins.jtdi, device.value.pins.swo)
      : new Map(Object.entries(roles));
    const [taken] = swd
      .pinsNamed(ioc.project, [...jtag.keys()])
      .filter(({ signal }) => !isDebugSignal(signal));
    if (taken !== undefined) return [ofPin(ioc.file, taken, jtag.get(taken.pin) ?? 'JTAG')];
    const only = ofSerialWire(ioc.file, ioc.project);
    return only === undefined ? [] : [only];
  },
});

/** Empty for a part without JTAG (Cortex-M0 and M0+). */
function jtagPins(jtdi: string | undefined, jtdo: string | undefined): ReadonlyMap<string, string> {
  const pins = new Map<string, string>();
  if (jtdi !== undefined) pins.set(jtdi, 'JTDI');
  if (jtdi !== undefined && jtdo !== undefined) pins.set(jtdo, 'JTDO');
  return pins;
}

const fix = {
  title:
    'Set "interface" to "swd", which needs two pins only, or set SYS Debug to JTAG in CubeMX, generate the code and build.',
};

function ofPin(file: string, pin: IocPin, role: string): Problem {
  const location = iocLocation(file, pin.place);
  return {
    message: `${file} gives ${pin.pin}, the pin of ${role}, to ${pin.signal ?? ''}, but "interface" is "jtag": JTAG stops when the firmware has set up its pins.`,
    location,
    evidence: [
      {
        what: `${pin.name} has the signal ${pin.signal ?? ''}`,
        where: `${file}:${pin.place.line}`,
        location,
      },
      { what: '"interface": "jtag"', where: 'launch configuration' },
    ],
    fixes: [fix],
  };
}

/** On F1 the code generated for Serial Wire releases the JTAG pins; elsewhere they stay as reset left them. */
function ofSerialWire(file: string, project: IocProject): Problem | undefined {
  const { debug } = project;
  if (debug.state !== 'on' || debug.interface !== 'swd') return undefined;
  const isReleased = project.family === 'STM32F1';
  const location = iocLocation(file, debug.place);
  return {
    severity: isReleased ? 'warning' : 'information',
    message: isReleased
      ? `${file} sets SYS Debug to ${debug.mode}, whose generated code switches JTAG off (__HAL_AFIO_REMAP_SWJ_NOJTAG), but "interface" is "jtag".`
      : `${file} sets SYS Debug to ${debug.mode}, which reserves no JTAG pins, but "interface" is "jtag".`,
    location,
    evidence: [
      { what: `SYS Debug is ${debug.mode}`, where: `${file}:${debug.place.line}`, location },
      { what: '"interface": "jtag"', where: 'launch configuration' },
    ],
    fixes: [fix],
  };
}
