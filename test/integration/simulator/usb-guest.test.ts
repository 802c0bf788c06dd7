// The simulated ST-LINK judged by tools that we did not write, over USB: a real Linux kernel in a virtual machine,
// lsusb, stlink-tools, OpenOCD over libusb, and npm's usb. Needs what `npm test` installs for the step "usb".

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findTool } from '../../../scripts/parts/tools.mjs';
import { commandLine, quoted, whenSaid } from '../../simulator/guest/job-text';
import { expectGolden } from '../../support/golden';
import { root } from '../../support/project';
import { kinds, serials, usbTestMs, useUsbProbes } from './usb-probes';

/** What st-info tells of one probe, by its own words. */
function stInfoBlocks(output: string): readonly ReadonlyMap<string, string>[] {
  const blocks = output.split(/^\d+\.$/m).slice(1);
  const lines = blocks.map((block) => [...block.matchAll(/^ +(\w+): +(.*)$/gm)]);
  return lines.map((each) => new Map(each.map(([, word = '', text = '']) => [word, text])));
}

describe('The simulated ST-LINK on a real Linux USB stack', function () {
  this.timeout(usbTestMs);
  const usb = useUsbProbes();

  it('is listed by lsusb, each kind with its id and speed', async () => {
    const listed = await usb.run('lsusb; lsusb -t');
    for (const id of ['0483:374b', '0483:3748', '0483:374f'])
      assert.ok(listed.includes(id), listed);
    const speeds = [...listed.matchAll(/Class=Vendor Specific Class.* (\d+M)$/gm)];
    assert.deepEqual(
      speeds.map(([, speed]) => speed),
      ['12M', '12M', '480M'],
    );
  });

  it('is found by st-info with serial number, chip and flash size', async () => {
    const output = await usb.run('st-info --probe');
    assert.match(output, /^Found 3 stlink programmers$/m);
    const found = stInfoBlocks(output).map((block) => ({
      version: block.get('version'),
      serial: block.get('serial'),
      chip: Number(block.get('chipid')),
      flash: Number(block.get('flash')?.replace(/ .*/, '')),
    }));
    const target = { chip: 0x413, flash: 0x100000 };
    assert.deepEqual(
      new Set(found),
      new Set([
        { version: 'V2J45S30', serial: serials['v2-1'], ...target },
        { version: 'V2J37S7', serial: serials.v2, ...target },
        { version: 'V3J13', serial: serials.v3, ...target },
      ]),
    );
  });

  for (const kind of kinds) {
    it(`is asked by st-info's hot-plug probe what was recorded: ${kind}`, async () => {
      const { transcript } = await usb.plugInAnew(kind);
      // The tool asks less from version to version.
      const [, version] = /^v(\d+\.\d+)/.exec(await usb.run('st-info --version')) ?? [];
      await usb.run('st-info --probe --hot-plug');
      const golden = join(root, `test/fixtures/stlink/st-info-hot-plug-${version}-${kind}.txt`);
      expectGolden(golden, `${transcript.join('\n')}\n`);
    });

    for (const way of ['hla', 'dapdirect']) {
      it(`is examined by OpenOCD over libusb: ${way}, ${kind}`, async () => {
        const setUp = [
          `adapter serial ${serials[kind]}`,
          'gdb_port disabled; telnet_port disabled; tcl_port disabled',
        ];
        const session = ['init', 'halt', 'echo "id [read_memory 0xe0042000 32 1]"', 'exit'];
        const commands = (each: readonly string[]) => each.flatMap((command) => ['-c', command]);
        const adapter = way === 'hla' ? 'interface/stlink.cfg' : 'interface/stlink-dap.cfg';
        const target = ['-f', 'target/stm32f4x.cfg'];
        const said = await usb.run(
          commandLine([
            ...['openocd', '-f', adapter, ...commands(setUp)],
            ...[...target, ...commands(session)],
          ]),
        );
        assert.match(said, /Cortex-M4 r0p1 processor detected/);
        assert.match(said, /^id 0x10076413$/m);
      });
    }
  }

  it('serves GDB through st-util', async () => {
    const commands = ['target extended-remote 127.0.0.1:4242', 'info registers pc', 'disconnect'];
    const gdb = [findTool('gdb') ?? 'gdb-multiarch', '-batch', '-nx'];
    const output = await usb.run(
      [
        whenSaid('Listening', `st-util --serial ${serials['v2-1']}`),
        `${commandLine([...gdb, ...commands.flatMap((command) => ['-ex', command])])} 2>&1`,
      ].join('\n'),
    );
    assert.match(output, /^pc +0x8000100 /m);
  });

  it("is opened by npm's usb, which gets its version", async () => {
    const script = `
      const { usb } = require('usb');
      (async () => {
        for (const device of await usb.getDevices()) {
          if (device.vendorId !== 0x0483) continue;
          await device.open();
          await device.claimInterface(0);
          const command = new Uint8Array(16);
          command[0] = 0xf1;
          await device.transferOut(device.productId === 0x3748 ? 2 : 1, command);
          const { data } = await device.transferIn(1, 6);
          console.log(device.productId.toString(16), Buffer.from(data.buffer).toString('hex'));
          await device.close();
        }
      })();`;
    const lines = (await usb.run(`node -e ${quoted(script)}`)).trim().split('\n');
    assert.deepEqual(lines.sort(), ['3748 294783044837', '374b 2b5e83044b37', '374f 300083044f37']);
  });

  it("comes and goes for npm's usb", async () => {
    const script = `
      const { usb } = require('usb');
      usb.addEventListener('connect', ({ device }) => {
        console.log('connect', device.serialNumber);
        process.exit(0);
      });
      usb.addEventListener('disconnect', ({ device }) => {
        console.log('disconnect', device.serialNumber);
      });
      usb.getDevices().then(() => console.log('listening'));`;
    const output = await usb.run(`node -e ${quoted(script)}`, {
      onOutput: (text) => {
        if (text.includes('listening')) usb.probe('v3').unplug();
        if (text.includes('disconnect')) usb.probe('v3').plug();
      },
    });
    assert.equal(
      output,
      ['listening', `disconnect ${serials.v3}`, `connect ${serials.v3}`, ''].join('\n'),
    );
  });
});
