// The server was started with options, scripts or a device that do not fit it, the probe or the part.

import { decisive, defineCause, generic, narrowing, rule } from '../cause';
import type { FactSign } from '../cause';
import { isServerSilent } from '../symptoms';
import { commandLines, commandFaults, configurationFaults } from '../command-line';

export const serverConfigWrong = defineCause({
  id: 'server-config-wrong',
  message:
    'The GDB server was given options, scripts or a device name that do not fit it, the probe or the part.',
  signs: [
    decisive([
      'st-parse-error',
      'ocd-no-adapter',
      'ocd-no-driver',
      'ocd-no-transport',
      'ocd-needs-dap',
      'ocd-vid-pid',
    ]),
    decisive('ocd-cannot-find', (log) => !log.has('st-parse-error')),
    decisive('jl-device', (log) => !log.has('jl-no-probe')),
    narrowing(7, 'jl-unspecified', (log) => !log.has('jl-no-probe')),
    rule('narrowing', 7, (log) =>
      log.heard('ocd-invalid-command').filter(({ text }) => /command name/i.test(text)),
    ),
    narrowing(4, 'ocd-invalid-command'),
    narrowing(5, 'ocd-syntax'),
    narrowing(5, 'st-unknown-mcu'),
    narrowing(1.5, 'py-generic-target'),
    // Up to 0.10 there was a script for each model, and the wrong one finds no probe.
    rule('narrowing', 1.6, (log) =>
      log.tools.get('openocd') === '0.10.0' &&
      !log.has('libusb-not-supported', 'libusb-access', 'libusb-not-found', 'ocd-serial')
        ? log.heard('ocd-open-failed')
        : [],
    ),
    generic(2, 'ocd-open-failed'),
    generic(1, ['server-timeout', 'jl-no-target']),
    generic(1, 'gdb-refused', isServerSilent),
    rule('narrowing', 5, (log) =>
      commandLines(log)
        .filter(({ args }) => commandFaults(args).some(({ points }) => points >= 5))
        .map(({ from }) => from),
    ),
    rule('narrowing', 4, (log) => (log.has('ocd-jtag-scan') ? log.heard('ocd-jtag-scan') : [])),
  ],
  facts(launch, log) {
    // ST's got ready, so that it had all that it needs.
    if (log.has('st-ready')) return [];
    const missing = launch.findings.filter(({ id }) => id === 'server-files-missing');
    return [
      ...missing.map(({ message }): FactSign => {
        const where = 'the check server-files-missing before the launch';
        return { strength: 'narrowing', points: 8, evidence: { what: message, where } };
      }),
      ...configurationFaults(launch).map(({ points, evidence, attribute }): FactSign => ({
        strength: points >= 12 ? 'decisive' : 'narrowing',
        points,
        evidence,
        ...(attribute === undefined ? {} : { attribute }),
      })),
    ];
  },
  fix({ log, launch }) {
    if (log.has('ocd-cannot-find')) {
      return launch === undefined
        ? 'Name a script that the running OpenOCD has (interface/stlink.cfg replaced stlink-v2.cfg and stlink-v2-1.cfg; target/stm32f4x.cfg and the like), or give its folder with -s.'
        : 'Name scripts that the running OpenOCD has in "configFiles", or leave "configFiles" out: interface and target are then chosen from probe and part.';
    }
    if (log.has('jl-device', 'jl-unspecified'))
      return 'Give the name of the part as SEGGER lists it ("device" in the launch configuration, -device on the command line).';
    if (log.has('st-unknown-mcu'))
      return 'Start ST-LINK_gdbserver with -d (SWD): without it it speaks JTAG, which an SWD connector does not have. If it was, use a newer STM32CubeCLT.';
    if (log.matching(/PARSE ERROR: ?Argument: --halt\b/).length > 0)
      return 'This ST-LINK_gdbserver is older than its option --halt, without which a reset lets the firmware run on. Take the one of a current STM32CubeCLT or STM32CubeIDE, in front of the old one in PATH or named by "serverpath".';
    if (log.has('st-parse-error', 'ocd-syntax'))
      return 'The options belong to another server or another version of it: let servertype and the program fit each other, and remove options that the program does not list with --help.';
    if (log.has('ocd-invalid-command', 'ocd-needs-dap'))
      return 'Use the scripts that come with the running OpenOCD instead of copies, and commands of its version (hla_serial up to 0.11, adapter serial from 0.12).';
    return 'Reduce the server part of the configuration to what this server needs: its own program, the script of the probe (interface/stlink.cfg) and of the family (target/stm32f4x.cfg), SWD as the transport.';
  },
  experiment: {
    text: 'Start the server by hand with the shortest command line that should work: if it gets ready, an option of the configuration is wrong.',
  },
});
