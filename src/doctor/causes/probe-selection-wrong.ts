// The configuration names a probe that is not the one attached.

import { decisive, defineCause, generic, rule } from '../cause';

export const probeSelectionWrong = defineCause({
  id: 'probe-selection-wrong',
  message:
    'The configuration asks for a probe (serial number, unique id, USB id) that is not attached.',
  signs: [
    { ...decisive(['st-serial-not-found', 'ocd-serial', 'py-unique-id']), points: 14 },
    generic(0.9, ['ocd-open-failed', 'su-no-probe', 'ocd-no-cmsis-dap']),
    rule('narrowing', 4, (log) =>
      log.has('su-no-probe', 'ocd-open-failed', 'jl-no-probe')
        ? log.matching(/--serial|hla_serial|adapter serial|cmsis_dap_vid_pid|-select usb=/)
        : [],
    ),
  ],
  findings: { 'probe-selection': 9 },
  fix: () =>
    'Leave "serialNumber" out with a single probe, or set it to the serial number of the attached one (ST-LINK_gdbserver -q, STM32_Programmer_CLI -l st-link and st-info --probe list them).',
  experiment: {
    text: 'Take the serial number out of the configuration and launch again: if it works, the number was that of another probe.',
    action: 'relaunch',
  },
});
