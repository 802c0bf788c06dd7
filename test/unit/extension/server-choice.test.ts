// Which servers are offered where nobody wrote a launch.json, by what is installed and attached.

import assert from 'node:assert/strict';
import { offerServers } from '../../../src/extension/server-choice';
import type { Surroundings } from '../../../src/extension/server-choice';
import type { ServerDriver } from '../../../src/launch/server-driver';
import { external } from '../../../src/servers/external';
import { openocd } from '../../../src/servers/openocd';
import { qemu } from '../../../src/servers/qemu';

/** As the choice sees a server for probes: its name, and what it reads. */
const probeServer = (id: string, reads: ServerDriver['reads'] = []): ServerDriver => ({
  ...{ ...openocd, id, reads },
});

const all = [
  qemu,
  openocd,
  probeServer('stlink'),
  probeServer('stutil'),
  probeServer('pyocd'),
  probeServer('jlink'),
  external,
];
const installed = new Set(['qemu', 'openocd', 'stlink', 'stutil', 'pyocd', 'jlink']);
const nothing: Surroundings = { installed, attached: [], viaStlinkServer: false };

const offered = (surroundings: Partial<Surroundings>, drivers = all): string =>
  offerServers(drivers, { ...nothing, ...surroundings })
    .map(({ driver, hasProbe }) => (hasProbe ? `${driver.id}*` : driver.id))
    .join(' ');

describe('offered servers', () => {
  it('are those of an attached ST-LINK first, the best of them in front', () => {
    assert.equal(
      offered({ attached: ['stlink'] }),
      'stlink* openocd* pyocd* stutil* qemu external',
    );
  });

  it('are the J-Link server alone for a J-Link', () => {
    assert.equal(offered({ attached: ['jlink'] }), 'jlink* qemu external');
  });

  it('are for each kind of probe the best one that is installed, behind QEMU, without a probe', () => {
    assert.equal(offered({}), 'qemu stlink jlink external');
    assert.equal(offered({ attached: undefined }), 'qemu stlink jlink external');
    const few = new Set(['qemu', 'openocd', 'stutil']);
    assert.equal(offered({ installed: few }), 'qemu openocd external');
  });

  it('leave out what is not installed', () => {
    const few = new Set(['stutil']);
    assert.equal(offered({ installed: few, attached: ['stlink'] }), 'stutil* external');
  });

  it('are those that would have to be installed where nothing is', () => {
    assert.equal(
      offered({ installed: new Set() }, [qemu, openocd, external]),
      'qemu openocd external',
    );
  });

  it('reach a probe behind an stlink-server only where they know such a server', () => {
    const served = { attached: ['stlink'] as const, viaStlinkServer: true };
    assert.equal(offered(served), 'openocd* qemu external');
  });

  it('are not kept from a probe that none of them can use', () => {
    assert.equal(
      offered({ attached: ['cmsis-dap'] }, [qemu, openocd, external]),
      'qemu openocd external',
    );
  });
});
