// Options of a server in `serverArgs` that our attributes stand for.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attributes } from '../../../src/launch/attributes';
import { optionsAsAttributes } from '../../../src/launch/server-options';

function convert(servertype: string, serverArgs: readonly string[], more: object = {}) {
  const { configuration, problems } = optionsAsAttributes({ servertype, serverArgs, ...more });
  const told = problems.map(({ severity, message }) => `${severity}: ${message}`);
  return { configuration, told };
}

describe('optionsAsAttributes', () => {
  it("reads ST-LINK_gdbserver's options as attributes and leaves the rest", () => {
    const args = ['-k', '--frequency', '4000', '-el', '/l/a.stldr', '-t', '-m', '1', '-s', '-e'];
    const { configuration, told } = convert('stlink', args);
    assert.deepEqual(configuration, {
      servertype: 'stlink',
      serverArgs: ['-e'],
      resetStrategy: 'connect-under-reset',
      speed: 4000,
      externalLoaders: ['/l/a.stldr'],
      shared: true,
      targetProcessor: 1,
      verify: true,
    });
    assert.deepEqual(told, [
      'information: serverArgs has options of the server that stand for attributes, and they are read as these: -k as resetStrategy "connect-under-reset", --frequency 4000 as speed 4000, -el /l/a.stldr as externalLoaders ["/l/a.stldr"], -t as shared true, -m 1 as targetProcessor 1, -s as verify true.',
    ]);
  });

  it('knows the long names too', () => {
    const args = ['--initialize-reset', '--extload', 'a', '--shared', '--apid', '2', '--verify'];
    assert.deepEqual(convert('stlink', args).configuration['serverArgs'], []);
  });

  it('collects several external loaders', () => {
    const { configuration } = convert('stlink', ['-el', 'a', '-el', 'b']);
    assert.deepEqual(configuration['externalLoaders'], ['a', 'b']);
  });

  it('prefers an attribute that is given, and says that the option has no effect', () => {
    const { configuration, told } = convert('stlink', ['--frequency', '24000'], { speed: 1000 });
    assert.equal(configuration['speed'], 1000);
    assert.deepEqual(configuration['serverArgs'], []);
    assert.deepEqual(told, [
      'warning: --frequency 24000 in serverArgs has no effect: speed is given.',
    ]);
  });

  it('takes an option that says the same as the attribute for no contradiction', () => {
    const { told } = convert('stlink', ['-m', '1'], { targetProcessor: '1' });
    assert.match(told.join(), /^information: .*-m 1 as targetProcessor 1\.$/);
  });

  it('drops a port, because ours is another for each launch', () => {
    const { configuration, told } = convert('stlink', ['-p', '61234']);
    assert.deepEqual(configuration, { servertype: 'stlink', serverArgs: [] });
    assert.deepEqual(told, [
      'warning: -p 61234 in serverArgs has no effect: a free port is chosen for each launch.',
    ]);
  });

  it('gives nothing twice that is given anyway', () => {
    const { configuration, told } = convert('stlink', ['--halt', '-v']);
    assert.deepEqual(configuration, { servertype: 'stlink', serverArgs: [] });
    assert.match(told.join(), /^information: .*--halt as what is given anyway, -v as what/);
  });

  it('leaves an option whose value is missing or makes no sense to the server', () => {
    for (const args of [['--frequency'], ['--frequency', 'fast'], ['-m', '-k='], ['--apid=x']]) {
      const { configuration, told } = convert('stlink', args);
      assert.deepEqual(configuration['serverArgs'], args);
      assert.deepEqual(told, []);
    }
  });

  it('reads clocks with their units, of st-util and pyOCD', () => {
    assert.equal(convert('stutil', ['-F', '1800K']).configuration['speed'], 1800);
    assert.equal(convert('stutil', ['--freq=1M']).configuration['speed'], 1000);
    assert.equal(convert('pyocd', ['-f', '4M']).configuration['speed'], 4000);
    assert.equal(convert('pyocd', ['-f', '500000']).configuration['speed'], 500);
    assert.deepEqual(convert('stutil', ['-F', '1800']).configuration['serverArgs'], ['-F', '1800']);
  });

  it("reads pyOCD's way of connecting only where an attribute means the same", () => {
    const under = convert('pyocd', ['-M', 'under-reset']).configuration;
    assert.equal(under['resetStrategy'], 'connect-under-reset');
    const attach = convert('pyocd', ['-M', 'attach']).configuration;
    assert.deepEqual(attach['serverArgs'], ['-M', 'attach']);
    assert.equal('resetStrategy' in attach, false);
  });

  it('touches nothing for another server, or when serverArgs is no list of texts', () => {
    for (const given of [
      { servertype: 'openocd', serverArgs: ['-k'] },
      { servertype: 'constructor', serverArgs: ['-k'] },
      { servertype: 'stlink', serverArgs: '-k' },
      { servertype: 'stlink', serverArgs: ['-k', 1] },
      { servertype: 'stlink' },
    ]) {
      assert.deepEqual(optionsAsAttributes(given), { configuration: given, problems: [] });
    }
  });

  it('loses no argument, and gives only attributes of the table', () => {
    const argument = fc.constantFrom('-k', '-t', '-m', '1', '--frequency', '4000', '-e', 'x', '');
    const servertype = fc.constantFrom('stlink', 'stutil', 'pyocd', 'jlink');
    fc.assert(
      fc.property(servertype, fc.array(argument, { maxLength: 8 }), (server, args) => {
        const { configuration, problems } = optionsAsAttributes({
          servertype: server,
          serverArgs: args,
        });
        const told = problems.map(({ message }) => message).join(' ');
        const rest = configuration['serverArgs'] as readonly string[];
        for (const arg of args) assert.ok(rest.includes(arg) || told.includes(arg));
        const names = Object.keys(configuration).filter((name) => name !== 'servertype');
        for (const name of names) assert.ok(Object.hasOwn(attributes, name), name);
      }),
    );
  });
});
