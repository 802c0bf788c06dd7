// What a workspace without launch.json offers, from the files in it, with the real servers.

import assert from 'node:assert/strict';
import {
  findCandidates,
  soleCandidate,
  templateConfiguration,
} from '../../../src/extension/candidates';
import type { FoundProject } from '../../../src/extension/candidates';
import { drivers } from '../../../src/servers';

const f405: FoundProject = {
  elfs: [{ path: 'build/blinky.elf', modifiedMs: 1 }],
  iocs: [{ path: 'blinky.ioc', device: 'STM32F405RGTx' }],
};

/** A machine with these two servers, and no probe. */
const machine = {
  installed: new Set(['qemu', 'openocd']),
  attached: [],
  viaStlinkServer: false,
};

const offers = (project: FoundProject): string[] =>
  findCandidates(project, drivers, machine).map(({ configuration }) => configuration.name);

describe('launch candidates', () => {
  it('offers QEMU, OpenOCD and a running server for a part that QEMU has a board for', () => {
    const [onQemu, onOpenocd, external] = findCandidates(f405, drivers, machine);
    assert.deepEqual(onQemu?.configuration, {
      name: 'blinky (qemu)',
      type: 'stm32',
      request: 'launch',
      servertype: 'qemu',
      device: 'STM32F405RGTx',
      executable: '${workspaceFolder}/build/blinky.elf',
    });
    assert.equal(onOpenocd?.configuration['servertype'], 'openocd');
    assert.equal(external?.configuration['gdbTarget'], 'localhost:3333');
    assert.equal(external?.configuration['servertype'], 'external');
  });

  it('offers no QEMU for a part without a board, and only a running server for an unknown part', () => {
    const h7 = { ...f405, iocs: [{ path: 'a.ioc', device: 'STM32H743ZITx' }] };
    assert.deepEqual(offers(h7), ['blinky (openocd)', 'blinky (external)']);
    assert.deepEqual(offers({ ...f405, iocs: [] }), ['blinky (external)']);
    const [unknown] = findCandidates({ ...f405, iocs: [] }, drivers, machine);
    assert.equal('device' in (unknown?.configuration ?? {}), false);
  });

  it('puts the ELF file that was built last first', () => {
    const elfs = [
      { path: 'build/Debug/old.elf', modifiedMs: 10 },
      { path: 'build/Release/new.elf', modifiedMs: 30 },
      { path: 'out/middle.axf', modifiedMs: 20 },
    ];
    assert.deepEqual(offers({ elfs, iocs: [] }), [
      'new (external)',
      'middle (external)',
      'old (external)',
    ]);
  });

  it('takes the part from the .ioc that is nearest to the ELF file', () => {
    const project: FoundProject = {
      elfs: [
        { path: 'boot/build/boot.elf', modifiedMs: 2 },
        { path: 'app/build/app.elf', modifiedMs: 1 },
      ],
      iocs: [
        { path: 'app/app.ioc', device: 'STM32H743ZITx' },
        { path: 'boot/boot.ioc', device: 'STM32F100RBTx' },
        { path: 'boot/build/broken.ioc', device: undefined },
      ],
    };
    const devices = findCandidates(project, drivers, machine).map(
      ({ elf, configuration }) => `${elf} ${String(configuration['device'])}`,
    );
    assert.deepEqual(
      [...new Set(devices)],
      ['boot/build/boot.elf STM32F100RBTx', 'app/build/app.elf STM32H743ZITx'],
    );
  });

  it('needs no question for the only image with the only server that has its probe', () => {
    const here = { ...machine, attached: ['stlink'] as const };
    const sole = soleCandidate(findCandidates(f405, drivers, here));
    assert.equal(sole?.configuration['servertype'], 'openocd');
    const elfs = [...f405.elfs, { path: 'build/boot.elf', modifiedMs: 0 }];
    assert.equal(soleCandidate(findCandidates({ ...f405, elfs }, drivers, here)), undefined);
    assert.equal(soleCandidate(findCandidates(f405, drivers, machine)), undefined);
  });

  it('takes the path of an image as it is where it says by itself where it is', () => {
    const elfs = [{ path: '/elsewhere/app.elf', modifiedMs: 0 }];
    const [first] = findCandidates({ elfs, iocs: [] }, drivers);
    assert.equal(first?.configuration['executable'], '/elsewhere/app.elf');
  });

  it('offers nothing where nothing was built', () => {
    assert.deepEqual(offers({ ...f405, elfs: [] }), []);
  });

  it('has a template that names the part and leaves only the path to fill in', () => {
    const template = templateConfiguration({ ...f405, elfs: [] });
    assert.equal(template['device'], 'STM32F405RGTx');
    assert.equal(template['servertype'], 'external');
    assert.match(String(template['executable']), /^\$\{workspaceFolder\}\//);
  });
});
