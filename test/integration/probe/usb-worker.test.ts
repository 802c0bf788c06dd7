// The USB carrier and its worker process, where there is no probe: what can go wrong with the process, and that none is
// left. With a probe they are driven in the USB guest.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describeFailure, toFailure } from '../../../src/base/failure';
import { Emitter, once } from '../../../src/base/emitter';
import { LineSplitter } from '../../../src/base/text';
import type { Child, Host } from '../../../src/host/host';
import { listProbes } from '../../../src/probe/list-probes';
import { openTransport } from '../../../src/probe/open-probe';
import type { ProbeInfo } from '../../../src/probe/probe-info';
import type { Transport } from '../../../src/probe/transport';
import { benchHost, codeOf } from '../../support/probe-bench';

const probe: ProbeInfo = {
  family: 'stlink',
  id: '0483:374b',
  name: 'ST-LINK/V2-1',
  serial: '066CFF515349898667113512',
  carrier: { kind: 'usb', node: '/dev/bus/usb/250/250' },
  access: 'ok',
  holders: [],
};

/** A host that remembers the workers it started. */
function hostThatStarts(start: () => Child): { host: Host; workers: Child[] } {
  const workers: Child[] = [];
  const host: Host = {
    ...benchHost,
    spawnOwn: () => {
      const child = start();
      workers.push(child);
      return child;
    },
  };
  return { host, workers };
}

/** A worker that answers by this body of a function of `question` and `say`. */
function scripted(body: string): { host: Host; workers: Child[] } {
  const script = `
    const say = (line) => console.log(JSON.stringify(line));
    require('node:readline').createInterface({ input: process.stdin })
      .on('line', (line) => { const question = JSON.parse(line); const { id, ask } = question; ${body} })
      .on('close', () => process.exit(0));`;
  return hostThatStarts(() => benchHost.spawn(process.execPath, ['-e', script]));
}

/** Ends only when all of them are gone. */
const gone = (workers: readonly Child[]) => Promise.all(workers.map(({ exit }) => exit));

const hasBus = existsSync('/sys/bus/usb/devices');

describe('USB worker', () => {
  it('tells in its own words why the native part cannot be had', async () => {
    const { host, workers } = scripted(
      "say({ id, ok: false, code: 'load', step: 'load', message: 'no native part for this processor' })",
    );
    const refused = openTransport(host, probe).then(
      () => assert.fail('it opened'),
      (error: unknown) => describeFailure(toFailure(error)),
    );
    assert.match(await refused, /no native part for this processor/);
    await gone(workers);
  });

  it('says what is wrong where there is no such probe, and is gone', async () => {
    const { host, workers } = hostThatStarts(() => benchHost.spawnOwn('usb-worker'));
    const code = await codeOf(openTransport(host, probe));
    assert.equal(code, hasBus ? 'probe-gone' : 'usb-unavailable');
    await gone(workers);
  });

  it('lists the devices of a system that has no files for them', async () => {
    const { host, workers } = hostThatStarts(() => benchHost.spawnOwn('usb-worker'));
    const code = await codeOf(listProbes({ ...host, platform: 'darwin' }));
    assert.equal(code, hasBus ? 'none' : 'usb-unavailable');
    await gone(workers);
  });

  it('ends when nobody asks any more, and lets Ctrl+C pass', async () => {
    const child = benchHost.spawnOwn('usb-worker');
    const answers: string[] = [];
    const answered = new Emitter<string>();
    const lines = new LineSplitter((line) => {
      answers.push(line);
      answered.fire(line);
    });
    child.onStdout((chunk) => lines.push(chunk));
    for (const question of ['{"id":1,"ask":"load"}', 'no question\n{"id":2,"ask":"close"}']) {
      const next = once(answered.event);
      child.write(`${question}\n`);
      await next;
      child.signal('SIGINT');
    }
    assert.deepEqual(answers, ['{"id":1,"ok":true}', '{"id":2,"ok":true}']);
    child.endInput();
    assert.deepEqual(await child.exit, { kind: 'exited', code: 0 });
  });

  const atOpening: readonly (readonly [what: string, body: string, code: string])[] = [
    [
      'the native part does not load',
      `say({ id, ok: false, step: 'load', message: 'no' });`,
      'usb-unavailable',
    ],
    ['the process dies at once', 'process.exit(3);', 'usb-unavailable'],
    [
      'the process dies while it opens',
      `if (ask === 'open') process.kill(process.pid, 'SIGSEGV'); else say({ id, ok: true });`,
      'usb-failed',
    ],
    [
      'opening is refused',
      `if (ask === 'open') say({ id, ok: false, step: 'open', message: 'permission denied (errno 13)' });
       else say({ id, ok: true });`,
      'probe-denied',
    ],
    ['opening hangs', `if (ask !== 'open') say({ id, ok: true });`, 'probe-silent'],
  ];
  for (const [what, body, code] of atOpening) {
    it(`says ${code} when ${what}, and leaves no process`, async () => {
      const { host, workers } = scripted(body);
      assert.equal(await codeOf(openTransport(host, probe)), code);
      await gone(workers);
    });
  }

  it('says that it cannot be started', async () => {
    const { host } = hostThatStarts(() => benchHost.spawn('/no/such/program', []));
    assert.equal(await codeOf(openTransport(host, probe)), 'usb-unavailable');
  });

  it('is called off while it starts', async () => {
    const { host, workers } = scripted('');
    const off = new AbortController();
    const opening = codeOf(openTransport(host, probe, off.signal));
    setImmediate(() => off.abort());
    assert.equal(await opening, 'cancelled');
    await gone(workers);
  });

  /** Two exchanges: of the version, and of the mode. */
  async function exchangeTwice(transport: Transport): Promise<string> {
    const ask = (byte: number, inLength: number) =>
      transport
        .exchange({ command: Uint8Array.of(byte), inLength })
        .then((bytes) => `${bytes.length}`);
    const said = [];
    for (const [byte, inLength] of [
      [0xf1, 6],
      [0xf5, 2],
    ] as const) {
      said.push(await ask(byte, inLength).catch((error: { code: string }) => error.code));
    }
    return said.join(' ');
  }

  const data = (hex: string) => `say({ id, ok: true, value: { data: '${hex}' } })`;
  const failed = (message: string) => `say({ id, ok: false, step: 'in', message: '${message}' });`;
  const inUse: readonly (readonly [what: string, body: string, said: string])[] = [
    [
      'answers are right',
      `question.inLength === 6 ? ${data('2b5e83044b37')} : ${data('0100')}`,
      '6 2',
    ],
    [
      'the first is too short',
      `question.inLength === 6 ? ${data('2b')} : ${data('0100')}`,
      'probe-garbled 2',
    ],
    ['all are too long', data('00'.repeat(64)), 'probe-garbled probe-garbled'],
    ['the answer is no hex', data('no hex at all'), 'probe-garbled probe-garbled'],
    ['it is unplugged', failed('Disconnected'), 'probe-gone probe-gone'],
    ['it does not answer', failed('transferIn error: Cancelled'), 'probe-silent probe-silent'],
    ['it stalls', failed('Stall'), 'probe-garbled probe-garbled'],
    ['the process dies', 'process.exit(1);', 'usb-failed usb-failed'],
    ['the process hangs', '', 'probe-silent probe-silent'],
    [
      'lines are nonsense',
      `console.log('{"id":"x"}\\n[]\\nnull\\n{'); ${data('0100')}`,
      'probe-garbled 2',
    ],
  ];
  for (const [what, body, said] of inUse) {
    it(`says ${said} when ${what}, and leaves no process`, async () => {
      const { host, workers } = scripted(
        `if (ask === 'exchange') { ${body} } else say({ id, ok: true });`,
      );
      const transport = await openTransport(host, probe);
      assert.equal(await exchangeTwice(transport), said);
      await transport.close();
      await gone(workers);
    });
  }
});
