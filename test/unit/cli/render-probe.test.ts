import assert from 'node:assert/strict';
import { renderListJson, renderListText } from '../../../src/cli/render/probe-list';
import { renderProbeJson } from '../../../src/cli/render/probe-json';
import { renderProbeText } from '../../../src/cli/render/probe-text';
import { percent } from '../../../src/analysis/link-words';
import { linkTable } from '../../../src/cli/render/link-table';
import { painter } from '../../../src/cli/render/text';
import { bare, full } from './sample-report';
import { probe, reportOf, sample } from './sample-probe';
import type { ProbeReport } from '../../../src/cli/probe/probe-report';

const plain = { isColoured: false };

interface Json {
  readonly probe: Readonly<Record<string, unknown>>;
  readonly target: Readonly<Record<string, unknown>> & {
    readonly notDetermined: readonly { readonly what: string; readonly why: string }[];
  };
  readonly findings: readonly { readonly id: string }[];
  readonly skipped: readonly unknown[];
}

function jsonOf(report: ProbeReport): Json {
  return JSON.parse(renderProbeJson(report)) as Json;
}

const unread = { why: 'nothing answered' };
const silent = reportOf({
  supply: { idleVolts: [0.01, 0.02], haltedVolts: null, underResetVolts: null },
  connection: {
    attempts: [
      { speedKhz: 1800, underReset: false, result: { ok: false, status: 'no-idcode', code: 9 } },
    ],
    succeeded: null,
    mayReset: false,
  },
  ...{ link: unread, nrst: unread, chip: unread, protection: unread, coreState: unread },
});

const notOpened = reportOf({}, { examination: undefined, whyNot: 'there is no probe' });

const tested = reportOf(
  {},
  {
    linkTest: {
      ok: true,
      source: 'the probe',
      value: {
        what: 'CPUID at 0xE000ED00',
        samples: [
          sample(24000, 1000, [1, 0.996, 1]),
          sample(1800, 37, [0.037, 0.0269, 0.0506]),
          sample(480, 0, [0, 0, 0.0038]),
          sample(1800, 0, [0, 0, 0.0038], true),
        ],
        fastestCleanKhz: 480,
        fastestCleanUnderResetKhz: 1800,
      },
    },
  },
);

describe('renderProbeJson', () => {
  it('has exactly four members', () => {
    for (const report of [reportOf(), silent, notOpened, tested])
      assert.deepEqual(Object.keys(jsonOf(report)), ['probe', 'target', 'findings', 'skipped']);
  });

  it('gives identifications in hex and quantities as numbers', () => {
    const { target } = jsonOf(reportOf());
    const chip = target['chip'] as Readonly<Record<string, unknown>>;
    assert.equal(chip['dpidr'], '0x2ba01477');
    assert.equal(chip['devId'], '0x413');
    assert.equal(chip['flashKib'], 1024);
    assert.deepEqual(target['supply'], {
      idleVolts: [3.28, 3.279, 3.281],
      haltedVolts: 3.279,
      underResetVolts: 3.28,
    });
    assert.deepEqual(target.notDetermined, []);
  });

  it('says null and why for what is not known', () => {
    const { target } = jsonOf(silent);
    for (const name of ['link', 'nrst', 'chip', 'protection', 'coreState']) {
      assert.equal(target[name], null, name);
      const found = target.notDetermined.find(({ what }) => what === name);
      assert.equal(found?.why, 'nothing answered', name);
    }
    const parts = target.notDetermined.map(({ what }) => what);
    assert.ok(parts.includes('connection.underReset'), 'no reset was tried');
    assert.ok(parts.includes('supply.haltedVolts'));
  });

  it('says why no probe was opened, and which there are', () => {
    const { probe: shown, target } = jsonOf({ ...notOpened, chosen: undefined });
    assert.equal(shown['state'], 'not-opened');
    assert.equal(shown['message'], 'there is no probe');
    assert.equal((shown['candidates'] as readonly unknown[]).length, 1);
    assert.equal(target.notDetermined.length, 7);
  });

  it('has findings as the check command has them', () => {
    const skipped = [{ id: 'chip-mismatch', why: 'no part was named' }];
    const json = jsonOf(reportOf({}, { findings: [full], skipped }));
    assert.equal(json.findings[0]?.id, full.id);
    assert.deepEqual(json.skipped, [{ id: 'chip-mismatch', reason: 'no part was named' }]);
  });

  it('names what of a reading could not be read', () => {
    const change = { chip: { flashKib: null, unread: [{ what: 'flash size', why: 'a fault' }] } };
    const { target } = jsonOf(reportOf(change));
    assert.deepEqual(target.notDetermined, [{ what: 'chip: flash size', why: 'a fault' }]);
  });
});

describe('renderProbeText', () => {
  it('shows the readings of a healthy board in a table', () => {
    const text = renderProbeText(reportOf(), plain);
    assert.match(text, /^Probe {7}ST-LINK\/V2-1, firmware V2J45M30, serial 066CFF/);
    assert.match(text, /^Voltage {5}3\.28 V, halted 3\.28 V, under reset 3\.28 V$/m);
    assert.match(
      text,
      /^Chip {8}STM32F405\/F407\/F415\/F417 revision 1, Cortex-M4, 1024 KiB flash$/m,
    );
    assert.match(text, /^Protection {2}read-out level 0, flash can be read/m);
    assert.match(text, /^NRST {8}.*reaches the core, out of reset after 1 ms$/m);
    assert.match(text, /\nno errors, no warnings\.\n$/);
  });

  it('says "not determined" with the reason, one reason once', () => {
    const text = renderProbeText(silent, plain);
    assert.match(text, /^not determined: chip, core, protection, link, NRST: nothing answered$/m);
    assert.match(text, /^not determined: .*connecting under\nreset: only with --may-reset$/m);
    assert.doesNotMatch(text, /^Chip/m);
  });

  it('keeps a reason in its row where it is of that row alone', () => {
    const text = renderProbeText(reportOf({ link: { why: 'no time was left' } }), plain);
    assert.match(text, /^Link {8}not determined: no time was left$/m);
  });

  it('does not say again in a finding what the table says, nor that the probe said it', () => {
    const where = 'ST-LINK/V2-1 at /dev/bus/usb/001/004';
    const evidence = [
      { what: 'at 1800 kHz: DPIDR 0x2ba01477', where },
      { what: 'S_LOCKUP is set', where },
      { what: 'Cortex-M4', where: 'device table' },
    ];
    const message =
      'It is so, and the sentence about it is longer than a line of 80 columns has room.';
    const text = renderProbeText(
      reportOf({}, { findings: [{ ...bare, message, evidence }] }),
      plain,
    );
    const expected = [
      'warning: It is so, and the sentence about it is longer than a line of 80 columns',
      'has room. [server-missing]',
      '  - S_LOCKUP is set',
      '  - Cortex-M4 (device table)',
    ];
    assert.ok(text.includes(`\n\n${expected.join('\n')}\n\n`), text);
  });

  it('counts the checks that one reason kept from being made, and names a few', () => {
    const skipped = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => ({
      id,
      why: index < 4 ? 'the target did not answer.' : 'no part was named',
    }));
    const text = renderProbeText(reportOf({}, { skipped }), plain);
    assert.match(text, /^not checked: the target did not answer \(4 checks\)$/m);
    assert.match(text, /^not checked: no part was named \[e, f\]$/m);
  });

  it('says why no probe was opened', () => {
    const text = renderProbeText(notOpened, plain);
    assert.match(text, /^ {12}not opened: there is no probe$/m);
  });

  it('stays within 80 columns, whatever it has to say of the target', () => {
    const long = reportOf({
      protection: { writeProtected: Array.from({ length: 9 }, (_, i) => ({ start: i, end: 9 })) },
      chip: { unread: [{ what: 'flash size', why: 'a reason of many words '.repeat(9).trim() }] },
    });
    for (const report of [reportOf(), silent, notOpened, tested, long]) {
      const wide = renderProbeText(report, plain)
        .split('\n')
        .filter((line) => line.length > 80);
      assert.deepEqual(wide, []);
    }
  });

  it('has colours only where it may', () => {
    assert.ok(!renderProbeText(tested, plain).includes('\u001B'));
    assert.ok(renderProbeText(tested, { isColoured: true }).includes('\u001B[1mProbe'));
  });

  it('lets no text of a probe act on the terminal', () => {
    const odd = reportOf({ probe: { serial: '\u001B[2J\nfoo' } });
    assert.ok(!renderProbeText(odd, plain).includes('\u001B'));
  });
});

describe('linkTable', () => {
  const { linkTest } = tested;
  assert.ok(linkTest?.ok === true);
  const lines = linkTable(linkTest.value, painter(false)).split('\n');

  it('has a line for each clock with errors, rate, interval and a bar', () => {
    assert.match(lines[2] ?? '', /^ 24000 kHz .* 1000 +100 % +100 % to 100 % {2}#{16}$/);
    assert.match(lines[3] ?? '', /^ {2}1800 kHz +- +1000 +37 +3\.7 % +2\.7 % to 5\.1 % {2}#{10}$/);
    assert.match(lines[4] ?? '', /^ {3}480 kHz .* 0 % to 0\.38 % {2}clean$/);
    assert.match(lines[5] ?? '', /^ {2}1800 kHz +held /);
  });

  it('ends with the fastest clean clock', () => {
    assert.equal(
      lines.at(-2),
      'Result: the fastest clean clock is 480 kHz, with NRST held low 1800 kHz.',
    );
  });

  it('writes rates with two figures', () => {
    const rates = [0, 1, 0.49, 0.037, 0.0038, 0.00004];
    const texts = ['0 %', '100 %', '49 %', '3.7 %', '0.38 %', '0.004 %'];
    assert.deepEqual(rates.map(percent), texts);
  });
});

describe('the list of probes', () => {
  const held = { ...probe, holders: [{ pid: 812, name: 'openocd' }] };
  const list = { probes: [probe, held], source: '/sys/bus/usb/devices', hasBus: true };

  it('is a line for each, with who has it', () => {
    const lines = renderListText(list).split('\n');
    assert.match(lines[0] ?? '', /^ST-LINK\/V2-1 {4}066CFF515349898667113512 \/dev\/bus\/usb/);
    assert.match(lines[1] ?? '', /open in openocd \(812\)$/);
  });

  it('says where it looked when there is none', () => {
    const none = renderListText({ ...list, probes: [], hasBus: false });
    assert.equal(
      none,
      'No debug probe (/sys/bus/usb/devices), and no USB bus can be seen from here.\n',
    );
  });

  it('is the same as JSON', () => {
    const json = JSON.parse(renderListJson(list)) as { probes: { place: string }[] };
    assert.deepEqual(
      json.probes.map(({ place }) => place),
      ['/dev/bus/usb/001/004', '/dev/bus/usb/001/004'],
    );
  });
});
