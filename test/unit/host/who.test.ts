import assert from 'node:assert/strict';
import { homedir, hostname, userInfo } from 'node:os';
import { whoIsHere } from '../../../src/host/who';

describe('whoIsHere', () => {
  it('gives the names that the system has for this user and this computer, each once', () => {
    const { userNames, hostNames, homeDir } = whoIsHere();
    assert.ok(userNames.includes(userInfo().username));
    assert.ok(hostNames.includes(hostname()));
    assert.equal(homeDir, homedir());
    for (const names of [userNames, hostNames]) {
      assert.deepEqual([...new Set(names)], names);
      assert.ok(!names.includes(''));
    }
  });
});
