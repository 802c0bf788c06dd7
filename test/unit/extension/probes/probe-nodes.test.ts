// The tree of the Probes view, made from values.

import assert from 'node:assert/strict';
import { probeNodes } from '../../../../src/extension/probes/probe-nodes';
import type { ProbeNode } from '../../../../src/extension/probes/probe-nodes';
import type { ProbesState } from '../../../../src/extension/probes/probes-state';
import type { ExaminationChange } from '../../../support/examination';
import { examined, finding, listOf, probe, serial, stateOf } from './states';

const nodes = (change: Partial<ProbesState> = {}): readonly ProbeNode[] =>
  probeNodes(stateOf(change), () => '12:31:05');

const first = (change: Partial<ProbesState> = {}): ProbeNode => {
  const [node] = nodes(change);
  assert.ok(node);
  return node;
};

/** `label: description` of the children. */
const lines = (node: ProbeNode): readonly string[] =>
  node.children.map(({ label, description }) =>
    description === '' ? label : `${label}: ${description}`,
  );

const rowsFor = (change: ExaminationChange): ReadonlyMap<string, ProbeNode> => {
  const node = first({ examined: new Map([[serial, examined(change)]]) });
  return new Map(node.children.map((child) => [child.label, child]));
};

describe('the tree of the Probes view', () => {
  it('shows a probe that nobody examined with what the list tells', () => {
    const node = first();
    assert.equal(node.label, 'ST-LINK/V2-1');
    assert.equal(node.description, serial);
    assert.equal(node.context, 'probe stlink numbered');
    assert.deepEqual(lines(node), ['Target: not examined yet', 'Place: /dev/bus/usb/001/004']);
    assert.ok(node.tooltip.includes('Access: can be opened'));
  });

  it('says that a place is an stlink-server', () => {
    const carrier = { kind: 'stlink-server', host: '127.0.0.1', port: 7184, deviceId: 1 } as const;
    const shown = lines(first({ list: listOf(probe({ carrier })) }));
    assert.equal(shown.at(-1), 'Place: stlink-server at 127.0.0.1:7184');
  });

  it('shows a healthy board', () => {
    const node = first({ examined: new Map([[serial, examined()]]) });
    assert.equal(node.description, `${serial} · V2J45M30`);
    assert.equal(node.color, 'testing.iconPassed');
    assert.equal(node.spoken, `ST-LINK/V2-1, ${serial} · V2J45M30, no findings`);
    assert.deepEqual(lines(node), [
      'Firmware: V2J45M30',
      'Voltage: 3.28 V, halted 3.28 V, under reset 3.28 V',
      'Connection: SWD at 1800 kHz',
      'Chip: STM32F405/F407/F415/F417 revision 1, Cortex-M4, 1024 KiB flash',
      'Core: running in flash, PC 0x08000400',
      'Protection: read-out level 0, flash can be read, no write protection',
      'Link: 1800 kHz: no error in 1024 words (the first 1024 bytes of the flash)',
      'NRST: a pulse reaches the core, out of reset after 1 ms',
      'Place: /dev/bus/usb/001/004',
      'Examined: 12:31:05, with reset',
    ]);
  });

  it('puts findings first, each with the page about it', () => {
    const findings = [finding({ severity: 'error', id: 'supply-absent', message: 'No supply.' })];
    const node = first({ examined: new Map([[serial, examined({}, { findings })]]) });
    const [shown] = node.children;
    assert.equal(shown?.label, 'No supply.');
    assert.equal(shown?.icon, 'error');
    assert.equal(shown?.explains, 'supply-absent');
    assert.equal(shown?.spoken, 'error: No supply.');
    assert.equal(node.color, 'problemsErrorIcon.foreground');
  });

  it('says of what could not be told that it is not determined, and why', () => {
    const row = rowsFor({ chip: { why: 'no target answered' } }).get('Chip');
    assert.equal(row?.description, 'not determined');
    assert.equal(row?.color, 'disabledForeground');
    assert.ok(row?.tooltip.includes('No target answered'));
  });

  const sample = {
    ...{ speedKhz: 1800, underReset: false, reads: 4, errors: 3, kinds: {}, transfersPerRead: 1 },
    ...{ rate: 0.75, rateLow: 0.301, rateHigh: 0.954 },
  };
  const wordings: readonly (readonly [string, ExaminationChange, string, string])[] = [
    [
      'a supply that sags',
      { supply: { haltedVolts: 2.61 } },
      'Voltage',
      '3.28 V, halted 2.61 V, under reset 3.28 V',
    ],
    ['a probe that cannot measure', { supply: { idleVolts: [] } }, 'Voltage', 'not measured'],
    ['no target', { connection: { succeeded: null } }, 'Connection', 'no target answers'],
    [
      'no target where no reset was allowed',
      { connection: { succeeded: null, mayReset: false } },
      'Connection',
      'no target answers without a reset',
    ],
    [
      'a die that the table does not know',
      { chip: { die: null, devId: '0x999', revision: null } },
      'Chip',
      'DEV_ID 0x999, Cortex-M4, 1024 KiB flash',
    ],
    [
      'a locked-up core that is reset all the time',
      { coreState: { isLockedUp: true, bootedFrom: 'system', resetsSeen: 2 } },
      'Core',
      'locked up in system memory, reset 2 times in 20 ms, PC 0x08000400',
    ],
    [
      'protection',
      {
        protection: {
          level: 'L1',
          isFlashReadable: false,
          isTrustZoneOn: true,
          writeProtected: [{ start: '0x08000000', end: '0x08004000' }],
        },
      },
      'Protection',
      'read-out level 1, flash cannot be read, TrustZone on, 1 write-protected range',
    ],
    [
      'a life cycle',
      { protection: { level: 'CLOSED' } },
      'Protection',
      'CLOSED, flash can be read, no write protection',
    ],
    [
      'a link with errors',
      {
        link: {
          fastestCleanKhz: null,
          samples: [sample],
        },
      },
      'Link',
      '1800 kHz: 3 of 4 reads failed, rate 30 % to 95 % (the first 1024 bytes of the flash)',
    ],
    ['NRST held', { nrst: { isInResetAtStart: true, pulse: null } }, 'NRST', 'held low'],
    [
      'NRST that was not pulsed',
      { nrst: { pulse: null } },
      'NRST',
      'not held low, no pulse could be given',
    ],
    [
      'NRST that is not wired',
      { nrst: { pulse: { reachedCore: false } } },
      'NRST',
      'a pulse does not reach the core',
    ],
    [
      'NRST that never rises',
      { nrst: { pulse: { recoveryMs: null } } },
      'NRST',
      'a pulse reaches the core, not out of reset within 2500 ms',
    ],
  ];
  for (const [what, change, label, expected] of wordings) {
    it(`has words for ${what}`, () => {
      assert.equal(rowsFor(change).get(label)?.description, expected);
    });
  }

  it('says who has a probe, and why it cannot be opened', () => {
    const held = probe({ access: 'in-use', holders: [{ pid: 7, name: 'openocd' }] });
    const cases = [
      [held, 'in use by openocd (7)', 'probe-held'],
      [probe({ access: 'denied' }), 'no right to open it', 'probe-denied'],
      [probe({ access: 'missing' }), 'cannot be opened from here', 'usb-not-visible'],
    ] as const;
    for (const [each, words, page] of cases) {
      const node = first({ list: listOf(each) });
      assert.equal(node.description, `${words} · ${serial}`);
      assert.equal(node.children[0]?.explains, page);
      assert.equal(node.color, 'problemsWarningIcon.foreground');
    }
  });

  it('marks the probe of this workspace, in any spelling of its number', () => {
    const node = first({ chosenSerial: serial.toLowerCase() });
    assert.equal(node.description, `chosen · ${serial}`);
    assert.match(node.context, /\bchosen\b/);
  });

  it('says which probe the debug session has', () => {
    const other = probe({ serial: 'OTHER' });
    const session = { usesProbe: true, serial };
    const shown = nodes({ list: listOf(probe(), other), session });
    assert.deepEqual(
      shown.map(({ description }) => description),
      [`in use by the debug session · ${serial}`, 'OTHER'],
    );
    const alone = first({ session: { usesProbe: true, serial: undefined } });
    assert.match(alone.description, /in use by the debug session/);
    const simulated = first({ session: { usesProbe: false, serial: undefined } });
    assert.equal(simulated.description, serial);
  });

  it('shows what is being done', () => {
    const node = first({ active: new Map([[serial, 'examining']]) });
    assert.equal(node.icon, 'loading~spin');
    assert.match(node.description, /^being examined…/);
  });

  it('keeps clones with one number apart', () => {
    const other = probe({ carrier: { kind: 'usb', node: '/dev/bus/usb/001/005' } });
    const shown = nodes({ list: listOf(probe(), other) });
    const ids = new Set(shown.flatMap((node) => [node, ...node.children]).map(({ id }) => id));
    assert.equal(ids.size, 6);
  });

  it('lists probes of other makers without offering to examine them', () => {
    const node = first({ list: listOf(probe({ family: 'jlink', name: 'J-Link' })) });
    assert.equal(node.context, 'probe jlink numbered');
    assert.match(lines(node)[0] ?? '', /listed only/);
  });

  it('shows why there is no list', () => {
    const node = first({ list: undefined, failure: 'No stlink-server answers.' });
    assert.equal(node.label, 'No stlink-server answers.');
    assert.equal(node.icon, 'error');
  });

  it('is empty without probes', () => {
    assert.deepEqual(nodes({ list: listOf() }), []);
    assert.deepEqual(nodes({ list: undefined }), []);
  });
});
