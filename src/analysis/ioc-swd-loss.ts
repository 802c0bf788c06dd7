// Why a CubeMX project leaves its firmware without SWD, found in the .ioc alone.

import { isDebugSignal } from '../ioc/debug-state';
import type { IocPlace, IocProject } from '../ioc/ioc-project';
import { familyOf, swdPinsOf } from '../ioc/swd-pins';
import type { SwdPins } from '../ioc/swd-pins';
import * as swd from './swd-evidence';

export interface SwdLoss {
  /** Completes "<file> …". */
  readonly what: string;
  /** Shown as evidence. */
  readonly entry: string;
  readonly place: IocPlace;
  /** What the generated code does, so that a debugger is shut out. */
  readonly effect: string;
}

/** Undefined where it leaves SWD on, or where there is no project in the file. */
export function swdLossIn(project: IocProject): SwdLoss | undefined {
  const pins = swdPinsOf(project);
  return pins === undefined || !swd.isProject(project) ? undefined : causeOf(project, pins);
}

function causeOf(project: IocProject, pins: SwdPins): SwdLoss | undefined {
  const { debug, freePins } = project;
  const both = `${pins.swdio} and ${pins.swclk}`;
  if (debug.state === 'no-debug') {
    return {
      what: 'sets SYS Debug to No Debug',
      entry: 'VP_SYS_VS_ND: SYS Debug is No Debug',
      place: debug.place,
      effect: `the generated code calls __HAL_AFIO_REMAP_SWJ_DISABLE(), which takes ${both} from SWD as soon as the firmware starts`,
    };
  }
  if (swd.isReleasedByAfio(familyOf(project))) return undefined;
  const [taken] = swd
    .pinsNamed(project, [pins.swdio, pins.swclk])
    .filter(({ signal }) => !isDebugSignal(signal));
  if (taken !== undefined) {
    const role = taken.pin === pins.swdio ? 'SWDIO' : 'SWCLK';
    return {
      what: `gives ${taken.pin}, the pin of ${role}, to ${taken.signal ?? ''}`,
      entry: `${taken.name} has the signal ${taken.signal ?? ''}${taken.label === undefined ? '' : `, label ${taken.label}`}`,
      place: taken.place,
      effect: 'SWD is gone as soon as the firmware has set up its pins',
    };
  }
  // In a file that is not whole, the debug pins may be what is missing.
  if (freePins?.value !== true || project.problems.length > 0) return undefined;
  if (debug.state !== 'not-configured') return undefined;
  return {
    what: 'sets unused pins to analog (Set all free pins as analog) and has no debug interface',
    entry: `unused pins become analog, ${both} among them`,
    place: freePins.place,
    effect: `the generated code sets ${both} to analog, and SWD is gone as soon as the firmware has set up its pins`,
  };
}
