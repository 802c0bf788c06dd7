// A launch that failed, with private things in every part of its record.

import type { LaunchRecord } from '../../../src/protocol/debug-events';
import type { Environment } from '../../../src/report/launch-report';

export const secrets = ['erika', 'musterfrau', 'geheim', '066CFF515349898667113512', 'labpc'];

export const sampleEnvironment: Environment = {
  versions: [
    ['STM32 Preflight', '0.1.0'],
    ['VS Code', '1.91.0'],
    ['System', 'win32 x64'],
    ['Node', '20.9.0'],
  ],
  known: {
    ...{ userNames: ['erika'], hostNames: ['labpc'], homeDir: 'C:\\Users\\erika' },
    ...{ workspaceFolders: ['C:\\Users\\erika\\geheim\\board'], serials: [] },
  },
};

export const sampleRecord: LaunchRecord = {
  outcome: 'failed',
  failure: {
    code: 'server-failed',
    message: 'OpenOCD ended.\n  Error: open failed on labpc\nSee C:\\Users\\erika\\geheim\\log.txt',
  },
  diagnosis: {
    causes: [
      {
        id: 'probe-selection-wrong',
        message: 'There is no probe 066CFF515349898667113512.',
        confidence: 'confirmed',
        evidence: [{ line: 2, text: 'Error: No device matches 066CFF515349898667113512 ``` x' }],
        facts: [{ what: 'another probe is attached', where: 'C:\\Users\\erika\\usb' }],
        fix: 'Leave out serialNumber.',
        experiment: { text: 'Launch without it.', action: 'relaunch' },
      },
    ],
    noise: [{ line: 1, text: 'Info : DEPRECATED', why: 'A hint.' }],
    lastLines: [],
  },
  findings: [
    {
      id: 'elf-optimised',
      severity: 'warning',
      message: 'The program is optimised.',
      evidence: [{ what: '-O2', where: 'C:\\Users\\erika\\geheim\\board\\build\\app.elf' }],
      fixes: [{ title: 'Compile with -Og.' }],
    },
  ],
  skipped: [{ id: 'chip-mismatch', why: 'no probe' }],
  configuration: {
    type: 'stm32',
    executable: 'C:\\Users\\erika\\geheim\\board\\build\\app.elf',
    serialNumber: '066CFF515349898667113512',
    env: { API_TOKEN: 'musterfrau' },
  },
  versions: [
    { name: 'OpenOCD', version: '0.12.0' },
    { name: 'GDB', version: undefined },
  ],
  commandLines: [
    ['C:\\Users\\erika\\tools\\openocd.exe', '-c', 'adapter serial 066CFF515349898667113512'],
  ],
  transcript: [
    { atMs: 0, source: 'adapter', text: 'launch in C:/Users/erika/geheim/board' },
    { atMs: 1234, source: 'server', text: '```\n</details> <b>@erika' },
    {
      atMs: 1300,
      source: 'gdb',
      text: '<- ^error,msg="C:\\\\Users\\\\erika\\\\geheim\\\\x.elf: 0x08000000"',
    },
  ],
  dropped: 0,
  way: undefined,
};
