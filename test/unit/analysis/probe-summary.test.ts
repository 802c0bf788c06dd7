import assert from 'node:assert/strict';
import { noProbeFacts } from '../../../src/analysis/facts/probe';
import { factNotNeeded, unknownFact } from '../../../src/analysis/facts';
import { whatWasNotSeen, whatWasSeen } from '../../../src/analysis/probe-summary';
import { openocd } from '../../../src/servers/openocd';
import { qemu } from '../../../src/servers/qemu';
import { healthyExamination } from '../../support/examination';

const none = noProbeFacts(unknownFact('there is no probe'));
const healthy = { ...none, ...healthyExamination };

describe('what a launch is told of probe and target', () => {
  it('names probe, firmware, voltage, die, flash and protection', () => {
    assert.equal(
      whatWasSeen(healthy),
      'ST-LINK/V2-1 V2J45M30: 3.28 V, STM32F405/F407/F415/F417 revision 1, 1024 KiB flash, protection L0.',
    );
  });

  it('says that no target answers', () => {
    const facts = { ...none, probe: healthy.probe, supply: healthy.supply };
    assert.equal(whatWasSeen(facts), 'ST-LINK/V2-1 V2J45M30: 3.28 V, no target answers.');
  });

  it('is nothing without a probe', () => {
    assert.equal(whatWasSeen(none), undefined);
  });

  it('leaves nothing unsaid where everything was looked at', () => {
    assert.equal(whatWasNotSeen(openocd, healthy), undefined);
  });

  it('names what was not looked at', () => {
    const facts = { ...healthy, nrst: factNotNeeded('no reset'), link: unknownFact('no flash') };
    assert.equal(whatWasNotSeen(openocd, facts), "Not looked at: the link's quality, NRST.");
  });

  it('says so when no probe was asked, but not of a simulated chip', () => {
    assert.match(whatWasNotSeen(openocd, none) ?? '', /chip itself were not looked at/);
    assert.equal(whatWasNotSeen(qemu, none), undefined);
  });
});
