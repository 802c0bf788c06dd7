// The part is newer than the tool.

import { defineCause, generic, narrowing, rule } from '../cause';

export const mcuUnsupportedByTool = defineCause({
  id: 'mcu-unsupported-by-tool',
  message:
    'The part is not known to this version of the tool: it is newer than the tool, or left out of it.',
  signs: [
    narrowing(7, 'su-valid-chip-id'),
    narrowing(6, 'cannot-identify'),
    narrowing(4, 'ocd-auto-probe'),
    narrowing(3, 'ocd-gdb-refused'),
    narrowing(4, 'py-no-cores', (log) => log.has('py-ap-unread')),
    narrowing(2, 'py-no-cores'),
    narrowing(3, 'st-unknown-mcu'),
    generic(1, ['jl-device', 'ocd-no-mem-ap']),
    rule('narrowing', 6, (log) =>
      log.matching(
        /unknown (?:chip|device) ?id[^0-9]{0,12}0x4[0-9a-f]{2}\b|unsupported (?:device|chip)(?!.{0,20}DevID = 0x0)|device id 0x4[0-9a-f]{2} (?:is )?(?:unknown|not supported)/i,
      ),
    ),
  ],
  findings: { 'device-unknown': 3 },
  fix: () =>
    'Update the tool (OpenOCD 0.12 or a newer build, stlink 1.8, the latest STM32CubeCLT), or use STM32_Programmer_CLI and ST-LINK_gdbserver, which know new parts first.',
  experiment: {
    text: 'Connect with STM32_Programmer_CLI -c port=SWD: if that names the part, the other tool is too old for it.',
  },
});
