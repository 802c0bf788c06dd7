import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze';
import { defineCheck } from '../../../src/analysis/check';
import type { Check } from '../../../src/analysis/check';
import { factNotNeeded, known, unknownFact } from '../../../src/analysis/facts';
import type { Facts } from '../../../src/analysis/facts';
import { noProbeFacts } from '../../../src/analysis/facts/probe';
import { resolveArgs } from '../../../src/launch/resolve-args';

const none = unknownFact('not looked for');

const facts: Facts = {
  cwd: known('directory', '/project'),
  imageFile: unknownFact('no image'),
  imageContent: unknownFact('no image'),
  elf: unknownFact('no ELF'),
  missingFiles: known([], 'launch configuration'),
  gdb: known({ found: '/usr/bin/gdb', trail: [] }, 'PATH'),
  server: unknownFact('no server'),
  serverPorts: known([4711], '127.0.0.1'),
  ...{ namedDevices: none, device: none, linkerScript: none, mapFile: none, ioc: none },
  ...{ sources: none, neededSymbols: none, imageAge: none, loadedFiles: none },
  ...{ gdbHealth: none, ports: none, surroundings: none, serverFiles: none },
  ...noProbeFacts(none),
};

const context = { args: resolveArgs({}, '/project').args, driver: undefined };

const portCheck = defineCheck({
  id: 'port',
  title: 'The port is even',
  severity: 'warning',
  needs: ['serverPorts', 'gdb'],
  run: ({ serverPorts, gdb }) => [
    {
      message: `${serverPorts.value[0]} with ${gdb.value.found ?? 'no GDB'}.`,
      evidence: [{ what: 'it', where: serverPorts.source }],
      fixes: [],
    },
  ],
});

function needing(...needs: Check['needs']): Check {
  return {
    id: 'needing',
    title: 'x',
    severity: 'error',
    needs,
    run: () => assert.fail('a check without its facts must not run'),
  };
}

describe('analyze', () => {
  it('gives a check its facts, and the problem its id and severity', () => {
    assert.deepEqual(analyze(facts, context, [portCheck]), {
      findings: [
        {
          id: 'port',
          severity: 'warning',
          message: '4711 with /usr/bin/gdb.',
          evidence: [{ what: 'it', where: '127.0.0.1' }],
          fixes: [],
        },
      ],
      skipped: [],
      made: ['port'],
    });
  });

  it('lets a problem have its own severity and place', () => {
    const location = { file: 'a.ld', line: 3 };
    const run = (): ReturnType<Check['run']> => [
      { message: 'm', evidence: [], fixes: [], severity: 'error', location },
    ];
    const [finding] = analyze(facts, context, [{ ...portCheck, run }]).findings;
    assert.equal(finding?.severity, 'error');
    assert.deepEqual(finding.location, location);
  });

  it('skips a check with the reason of the first fact that is missing', () => {
    assert.deepEqual(analyze(facts, context, [needing('gdb', 'elf', 'server')]), {
      findings: [],
      skipped: [{ id: 'needing', why: 'no ELF' }],
      made: [],
    });
  });

  it('neither makes nor skips a check that does not apply', () => {
    const without = { ...facts, server: factNotNeeded('nothing is started') };
    const told = analyze(without, context, [needing('server')]);
    assert.deepEqual(told, { findings: [], skipped: [], made: [] });
  });
});
