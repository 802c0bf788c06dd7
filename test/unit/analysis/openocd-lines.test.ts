import assert from 'node:assert/strict';
import { openOcdHint } from '../../../src/analysis/openocd-lines';
import { drivers } from '../../../src/servers/index';

const openOcd = drivers.find(({ id }) => id === 'openocd');
const other = drivers.find(({ id }) => id === 'external');

describe('openOcdHint', () => {
  it('names the commands for what is advised, and keeps the clock over resets', () => {
    assert.equal(
      openOcdHint({ speedKhz: 480, underReset: true }, openOcd),
      ' With OpenOCD: openOCDLaunchCommands "adapter speed 480", "foreach e {reset-start reset-init} {[target current] configure -event $e {}}", "reset_config srst_only srst_nogate connect_assert_srst".',
    );
    assert.match(openOcdHint({ reset: 'software' }, undefined), /"reset_config none"\.$/);
  });

  it('is silent where another server is used, or nothing is advised', () => {
    assert.ok(other);
    assert.equal(openOcdHint({ speedKhz: 480 }, other), '');
    assert.equal(openOcdHint({}, openOcd), '');
  });
});
