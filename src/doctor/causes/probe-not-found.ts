// There is no debug probe on USB.

import { defineCause, generic, narrowing } from '../cause';
import { isServerSilent } from '../symptoms';

export const probeNotFound = defineCause({
  id: 'probe-not-found',
  message: 'No debug probe is found on USB.',
  signs: [
    narrowing(6, ['st-no-probe', 'cube-no-probe', 'jl-no-probe', 'rs-no-probe']),
    narrowing(4, 'su-no-probe'),
    narrowing(5, [
      'py-no-probe',
      'ocd-no-cmsis-dap',
      'ocd-no-jlink',
      'py-waiting',
      'ocd-stlink-server',
    ]),
    narrowing(4, 'st-enumeration-failed'),
    generic(2.6, 'ocd-open-failed'),
    generic(1.4, 'st-dll-error'),
    generic(1, 'gdb-refused', isServerSilent),
  ],
  findings: { 'probe-missing': 9, 'probe-unsupported': 2, 'probe-bootloader': 2 },
  fix: () =>
    'Plug the probe in with a data cable, straight into the computer, at the ST-LINK connector of the board; close a virtual machine that has taken it. STM32_Programmer_CLI -l st-link, st-info --probe or lsusb (0483:37xx) lists it then.',
  experiment: {
    text: 'Look for the probe on USB again, before and after plugging it in: still none means cable, socket or driver.',
    action: 'examine-probe',
  },
});
