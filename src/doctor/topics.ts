// What a line is about, by its words alone, and which causes a failure of that kind usually has: for errors that no
// message table knows. The most special topic comes first, and of a topic the most frequent cause.

import type { CauseId } from './causes/index';

export interface Topic {
  readonly about: RegExp;
  readonly usual: readonly CauseId[];
}

/** Usual causes of a failure at each stage of a launch, the most frequent first. */
export const stages = {
  server: [
    'server-config-wrong',
    'port-in-use',
    'server-binary-missing',
    'gdb-missing-or-broken',
    'client-timeout',
  ],
  probe: [
    'probe-not-found',
    'host-usb-access',
    'probe-wedged-by-killed-client',
    'probe-usb-link-fault',
    'probe-busy',
  ],
  connect: [
    'swd-disabled-by-firmware',
    'swd-wiring-fault',
    'target-low-power-mode',
    'target-no-power',
    'nrst-slow-or-held',
  ],
  session: [
    'swd-disabled-by-firmware',
    'client-timeout',
    'nrst-slow-or-held',
    'probe-wedged-by-killed-client',
    'swd-signal-integrity',
  ],
  identify: [
    'mcu-unsupported-by-tool',
    'clone-mcu',
    'readout-protection',
    'target-config-mismatch',
    'server-version-bug',
  ],
  program: [
    'readout-protection',
    'elf-outside-memory-map',
    'server-version-bug',
    'flash-loader-failed',
    'flash-write-protected',
  ],
  verify: [
    'elf-outside-memory-map',
    'server-version-bug',
    'flash-verify-mismatch',
    'clone-mcu',
    'flash-dual-bank-config',
  ],
  run: [
    'swd-disabled-by-firmware',
    'target-low-power-mode',
    'flash-empty-latched',
    'multicore-config',
    'boot-pin-wrong',
  ],
} as const satisfies Readonly<Record<string, readonly CauseId[]>>;

export type Stage = keyof typeof stages;

export const topics: readonly Topic[] = [
  { about: /breakpoint|comparator/i, usual: ['hw-breakpoints-exhausted'] },
  { about: /symbol|debug info|dwarf/i, usual: ['symbols-missing-or-mismatch'] },
  { about: /qemu|machine type/i, usual: ['qemu-machine-or-image-mismatch'] },
  { about: /\bFUS\b|wireless|SFSA/i, usual: ['wb-secure-flash-area', 'option-bytes-wrong'] },
  {
    about: /trust ?zone|\bsecur|authenticat|certificate|product state|provision/i,
    usual: ['trustzone-or-debug-auth', 'readout-protection'],
  },
  { about: /option ?byte/i, usual: ['option-bytes-wrong', 'readout-protection'] },
  {
    about: /protect|\bRDP\b|\block(?:ed)?\b|\bPCROP|\bWRP/i,
    usual: ['readout-protection', 'flash-write-protected', 'trustzone-or-debug-auth'],
  },
  { about: /watchdog|\b[IW]WDG/i, usual: ['watchdog-reset', 'flash-loader-failed'] },
  { about: /sleep|standby|stop mode|low.power|\bWFI\b/i, usual: ['target-low-power-mode'] },
  {
    about: /volt|\bVDD|\bVTref|\bpower|supply|brown/i,
    usual: ['target-no-power', 'target-supply-out-of-range', 'vtref-not-wired'],
  },
  {
    about: /\bboot0|boot ?loader|system memory/i,
    usual: ['boot-pin-wrong', 'flash-empty-latched'],
  },
  {
    about: /external (?:flash|loader|mem)|[qox]spi|\.stldr/i,
    usual: ['external-loader-missing-or-faulty', 'elf-outside-memory-map'],
  },
  {
    about:
      /dual.?core|second core|\bcore ?[1-9]\b|\bcpu[1-9]\b|\bCM[047]\b|access port|\bAP ?#?\d\b/i,
    usual: ['multicore-config', 'trustzone-or-debug-auth'],
  },
  { about: /\bbank/i, usual: ['flash-dual-bank-config', 'elf-outside-memory-map'] },
  { about: /verif|mismatch|differ|checksum/i, usual: stages.verify },
  {
    about: /segment\b|section|region|overlap|out of range|outside|exceed|too (?:big|large|long)/i,
    usual: ['elf-outside-memory-map', 'external-loader-missing-or-faulty', 'server-version-bug'],
  },
  {
    about: /flash ?loader|algorithm|\bloader/i,
    usual: ['flash-loader-failed', 'server-version-bug', 'watchdog-reset'],
  },
  {
    about: /\bhalt/i,
    usual: [
      'target-low-power-mode',
      'reset-mode-mismatch',
      'nrst-not-wired',
      'firmware-interferes-at-boot',
      'swd-disabled-by-firmware',
    ],
  },
  {
    about: /[ns]_?RST\b|reset/i,
    usual: [
      'nrst-slow-or-held',
      'nrst-not-wired',
      'reset-mode-mismatch',
      'target-low-power-mode',
      'swd-disabled-by-firmware',
    ],
  },
  {
    about: /\berase|\bflash\b|flashing|programming|memory write|to write|download|upload/i,
    usual: stages.program,
  },
  {
    about: /\bELF\b|\.(?:elf|axf|hex|bin)\b|executable/i,
    usual: ['elf-missing-or-unreadable', 'path-escaping-or-encoding', 'server-binary-missing'],
  },
  {
    about: /\.cfg\b|\.tcl\b|startup\.tcl|\bTcl\b|procedure|argument|\boption\b|parameter|config/i,
    usual: ['server-config-wrong', 'server-version-bug', 'client-timeout'],
  },
  {
    about: /permission|access (?:is )?denied|driver|udev|privilege|WinUSB|libusb_open/i,
    usual: ['host-usb-access', 'probe-busy', 'probe-not-found'],
  },
  {
    about: /\bbusy\b|in use|already|another|exclusive|\bclaim/i,
    usual: ['probe-busy', 'port-in-use', 'probe-wedged-by-killed-client'],
  },
  {
    about: /\bport \d|\bbind\b|socket|listen/i,
    usual: ['port-in-use', 'client-timeout', 'server-config-wrong'],
  },
  { about: /serial (?:number|no)|unique id/i, usual: ['probe-selection-wrong'] },
  {
    about: /\bpack\b|target type/i,
    usual: ['target-support-not-installed', 'server-config-wrong'],
  },
  {
    about: /\bgdb\b|debugger/i,
    usual: [
      'gdb-missing-or-broken',
      'client-timeout',
      'client-launch-mismatch',
      'server-config-wrong',
    ],
  },
  {
    about: /\busb\b|transfer|\bpipe\b|enumerat/i,
    usual: [
      'probe-usb-link-fault',
      'probe-wedged-by-killed-client',
      'host-usb-access',
      'probe-not-found',
    ],
  },
  {
    about: /probe|st-?link|j-?link|dongle|adapter|programmer|emulator|cmsis-dap/i,
    usual: stages.probe,
  },
  {
    about: /not found|no such|cannot find|missing|not recogni[sz]ed|not installed|does not exist/i,
    usual: [
      'server-binary-missing',
      'server-config-wrong',
      'path-escaping-or-encoding',
      'elf-missing-or-unreadable',
    ],
  },
  {
    about: /exception|traceback|assert|segmentation|core dumped|crash|\bbug\b/i,
    usual: ['server-version-bug', 'probe-firmware-mismatch'],
  },
  {
    about: /idcode|\bdev(?:ice)?.?id\b|chip.?id|identif|unknown (?:chip|device)/i,
    usual: stages.identify,
  },
  {
    about: /unsupported|not supported|version|outdated|upgrade/i,
    usual: ['server-version-bug', 'mcu-unsupported-by-tool', 'probe-firmware-mismatch'],
  },
  {
    about: /command|packet|monitor/i,
    usual: ['client-launch-mismatch', 'server-version-bug', 'client-timeout'],
  },
  {
    about: /connect|target|\bswd|jtag|\bd?ap\b|\back\b|communicat|respon|\bcore\b|memory/i,
    usual: stages.connect,
  },
  { about: /time.?out|timed out/i, usual: stages.session },
];
