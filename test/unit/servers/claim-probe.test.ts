import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { inspectProcesses } from '../../../src/host/processes';
import { openStateFolder } from '../../../src/host/state-folder';
import { claimProbe } from '../../../src/servers/claim-probe';

const serial = '066CFF515349898667113512';

describe('a claim on a probe', () => {
  let folder = '';
  let host: Host = createNodeHost();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stm32-claim-'));
    host = { ...createNodeHost(), state: openStateFolder(folder) };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const files = (): readonly string[] => readdirSync(join(folder, 'probes'));
  const fileOf = (): string => join(folder, 'probes', files()[0]!);

  async function release(claim: Awaited<ReturnType<typeof claimProbe>>): Promise<void> {
    assert.equal(claim.kind, 'claimed');
    if (claim.kind === 'claimed') await claim.release();
  }

  it('is had by one, and by the next when it is given back', async () => {
    const first = await claimProbe(host, serial, '/home/me/blinky');
    const second = await claimProbe(host, serial, '/home/me/other');
    assert.deepEqual(second, {
      kind: 'held',
      by: { pid: process.pid, folder: '/home/me/blinky' },
    });
    const waiting = claimProbe(host, serial, undefined);
    await release(first);
    await release(await waiting);
    assert.deepEqual(files(), []);
  });

  it('is no obstacle for another probe, whatever it is called', async () => {
    const first = await claimProbe(host, '/dev/bus/usb/001/004', undefined);
    const second = await claimProbe(host, '../../etc/passwd', undefined);
    assert.equal(files().length, 2);
    await release(first);
    await release(second);
  });

  it('of a process that is gone counts nothing', async () => {
    const child = spawn('sleep', ['600']);
    await once(child, 'spawn');
    const info = (await inspectProcesses(host, [child.pid!])).get(child.pid!)!;
    const claim = await claimProbe(host, serial, undefined);
    const theirs = JSON.parse(readFileSync(fileOf(), 'utf8')) as object;
    await release(claim);
    const path = join(folder, 'probes', `${serial}.json`);
    writeFileSync(path, JSON.stringify({ ...theirs, pid: info.pid, started: info.started }));
    assert.equal((await claimProbe(host, serial, undefined)).kind, 'held');
    // The same number, another start: it became another process's.
    writeFileSync(path, JSON.stringify({ ...theirs, pid: info.pid, started: '1' }));
    await release(await claimProbe(host, serial, undefined));
    writeFileSync(path, JSON.stringify({ ...theirs, pid: info.pid, started: info.started }));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await release(await claimProbe(host, serial, undefined));
  });

  for (const text of ['', '{', '[]', '{"version":1}', '{"version":9,"pid":1}'])
    it(`that reads ${JSON.stringify(text)} is none`, async () => {
      await host.state.write(`probes/${serial}.json`, text);
      await release(await claimProbe(host, serial, undefined));
    });

  it('is not asked for where no file can be written', async () => {
    writeFileSync(join(folder, 'probes'), '');
    await release(await claimProbe(host, serial, undefined));
  });

  it('is waited for no longer than it is wanted', async () => {
    await claimProbe(host, serial, undefined);
    const controller = new AbortController();
    const waiting = claimProbe(host, serial, undefined, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { code: 'cancelled' });
  });
});
