// What the programs of macOS and Windows print, written by hand from their documentation.

import assert from 'node:assert/strict';
import {
  parseExcludedRanges,
  parseLsof,
  parseNetstat,
  parseTasklist,
} from '../../../src/host/port-listing';

describe('who has a port', () => {
  it('is told by lsof', () => {
    assert.deepEqual(parseLsof('p4711\ncopenocd\nf7\n'), { pid: 4711, name: 'openocd' });
    assert.equal(parseLsof(''), undefined);
  });

  const netstat = [
    '',
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN          968',
    '  TCP    127.0.0.1:14444        0.0.0.0:0              ABHÖREN          12',
    '  TCP    127.0.0.1:4444         127.0.0.1:50123        HERGESTELLT      13',
    '  TCP    127.0.0.1:4444         0.0.0.0:0              ABHÖREN          4711',
    '  TCP    [::]:3333              [::]:0                 ABHÖREN          815',
  ].join('\r\n');

  it('is told by netstat in any language', () => {
    assert.equal(parseNetstat(netstat, 4444), 4711);
    assert.equal(parseNetstat(netstat, 3333), 815);
    assert.equal(parseNetstat(netstat, 444), undefined);
  });

  it('has its name from tasklist', () => {
    assert.equal(parseTasklist('"openocd.exe","4711","Console","1","10,000 K"\r\n'), 'openocd');
    assert.equal(parseTasklist('INFO: No tasks are running.\r\n'), undefined);
  });

  it('may be Windows itself', () => {
    const netsh = [
      'Protocol tcp Port Exclusion Ranges',
      '',
      'Start Port    End Port',
      '----------    --------',
      '      5357        5357',
      '     50000       50059     *',
      '',
      '* - Administered port exclusions.',
    ].join('\r\n');
    assert.deepEqual(parseExcludedRanges(netsh), [
      { first: 5357, last: 5357 },
      { first: 50000, last: 50059 },
    ]);
  });
});
