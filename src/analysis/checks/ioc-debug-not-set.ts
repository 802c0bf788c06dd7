// The CubeMX project has no debug interface configured. After reset SWD is on all the same, so that nothing is lost
// yet: nine of ten of ST's own examples are like that. Never more than a hint.

import { isDebugSignal } from '../../ioc/debug-state';
import { swdPinsOf } from '../../ioc/swd-pins';
import { defineCheck } from '../check';
import * as swd from '../swd-evidence';
import { iocLocation } from '../places';

export const iocDebugNotSet = defineCheck({
  id: 'ioc-debug-not-set',
  title: 'The CubeMX project reserves the debug pins',
  severity: 'information',
  needs: ['ioc'],
  run({ ioc: { value: ioc } }) {
    const { file, project } = ioc;
    const pins = swdPinsOf(project);
    // In a file that is not whole, the debug pins may be what is missing.
    if (pins === undefined || project.problems.length > 0 || !swd.isProject(project)) return [];
    if (project.debug.state !== 'not-configured' || project.freePins?.value === true) return [];
    const names = [pins.swdio, pins.swclk];
    // A pin that is taken is another finding.
    if (swd.pinsNamed(project, names).some(({ signal }) => !isDebugSignal(signal))) return [];
    const location =
      project.devicePlace === undefined ? { file } : iocLocation(file, project.devicePlace);
    return [
      {
        message: `${file} configures no debug interface: SWD works, because it is on after reset, but nothing keeps ${names.join(' and ')} from being used for something else.`,
        location,
        evidence: [{ what: `no pin has the signals SWDIO and SWCLK`, where: file, location }],
        fixes: [swd.serialWireFix(ioc)],
      },
    ];
  },
});
