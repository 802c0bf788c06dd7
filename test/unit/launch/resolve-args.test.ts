import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import fc from 'fast-check';
import type { Finding } from '../../../src/findings/finding';
import { attributes, clientKeys, foreignAttributes } from '../../../src/launch/attributes';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';

const baseDir = resolve('/project');

function argsOf(raw: Record<string, unknown>): LaunchArgs {
  const { args, problems } = resolveArgs(raw, baseDir);
  assert.deepEqual(problems, []);
  return args;
}

function problemsOf(raw: Record<string, unknown>): readonly Finding[] {
  return resolveArgs(raw, baseDir).problems;
}

function idsOf(raw: Record<string, unknown>): readonly string[] {
  return problemsOf(raw).map(({ id, severity }) => `${severity} ${id}`);
}

describe('resolveArgs', () => {
  it('fills in every default of the table', () => {
    const args = argsOf({});
    for (const [name, attribute] of Object.entries(attributes)) {
      if (!('default' in attribute) || name === 'cwd') continue;
      assert.deepEqual(args[name as keyof LaunchArgs], attribute.default, name);
    }
  });

  it('takes a missing request for a launch, and reports any other', () => {
    assert.deepEqual(idsOf({ request: 'lanch' }), ['error attribute-wrong-type']);
    assert.deepEqual(idsOf({ request: true }), ['error attribute-wrong-type']);
    assert.equal(argsOf({ request: 'attach' }).request, 'attach');
    assert.equal(argsOf({ request: 'launch' }).request, 'launch');
    assert.equal(argsOf({}).request, 'launch');
  });

  it("says nothing about the client's own keys, private keys and empty values", () => {
    const raw = Object.fromEntries([...clientKeys].map((key) => [key, 'x']));
    argsOf({ ...raw, request: 'launch', __sessionId: 1, device: null, machine: undefined });
  });
});

describe('resolveArgs and paths', () => {
  it('starts cwd at the base folder and files at cwd', () => {
    const args = argsOf({
      cwd: 'fw',
      executable: 'build/a.elf',
      armToolchainPath: '../tools',
      loadFiles: ['b.hex'],
      symbolFiles: ['c.elf'],
    });
    assert.equal(args.cwd, resolve(baseDir, 'fw'));
    assert.equal(args.executable, resolve(baseDir, 'fw/build/a.elf'));
    assert.equal(args.armToolchainPath, resolve(baseDir, 'tools'));
    assert.deepEqual(args.loadFiles, [resolve(baseDir, 'fw/b.hex')]);
    assert.deepEqual(args.symbolFiles, [resolve(baseDir, 'fw/c.elf')]);
  });

  it('leaves absolute paths and names of programs alone', () => {
    const executable = resolve('/elsewhere/a.elf');
    const args = argsOf({ executable, gdbPath: 'gdb-multiarch' });
    assert.equal(args.executable, executable);
    assert.equal(args.gdbPath, 'gdb-multiarch');
  });

  it('takes the base folder for a missing cwd and for the default that no client replaced', () => {
    assert.equal(argsOf({}).cwd, baseDir);
    assert.equal(argsOf({ cwd: '${workspaceFolder}' }).cwd, baseDir);
    assert.equal(argsOf({ cwd: '' }).cwd, baseDir);
  });

  it('takes an empty path for one that is not set', () => {
    const args = argsOf({ executable: '', armToolchainPath: '' });
    assert.equal(args.executable, undefined);
    assert.equal(args.armToolchainPath, undefined);
  });
});

describe('resolveArgs and older names', () => {
  it('moves a value to the name that replaces it', () => {
    const args = argsOf({ program: 'a.elf', preRestartCommands: ['x'] });
    assert.equal(args.executable, resolve(baseDir, 'a.elf'));
    assert.deepEqual(args.preResetCommands, ['x']);
    assert.equal('program' in args, false);
  });

  it('prefers the newer name when both are given', () => {
    const args = argsOf({ program: 'old.elf', executable: 'new.elf' });
    assert.equal(args.executable, resolve(baseDir, 'new.elf'));
  });

  it('reads runToMain as an entry point', () => {
    assert.equal(argsOf({ runToMain: true }).runToEntryPoint, 'main');
    assert.equal(argsOf({ runToMain: false }).runToEntryPoint, '');
  });
});

describe('resolveArgs and mistakes', () => {
  it('suggests the attribute that is spelt most alike', () => {
    const [finding] = problemsOf({ Executable: 'a.elf' });
    assert.equal(finding?.id, 'attribute-unknown');
    assert.deepEqual(finding.fixes, [{ title: 'Did you mean executable?' }]);
  });

  it('knows the names that viewers and Cortex-Debug read, and says which have no effect', () => {
    const fixOf = (name: string) => problemsOf({ [name]: 'x' })[0]?.fixes[0]?.title;
    assert.equal(fixOf('showDevOutput'), 'Did you mean showDevDebugOutput?');
    assert.equal(fixOf('svd_file'), 'Did you mean svdFile?');
    for (const [given, meant, why] of [
      ['rttconfig', 'rttConfig', 'RTT is not supported yet'],
      ['swoconfig', 'swoConfig', 'SWO is not supported yet'],
    ] as const)
      assert.equal(fixOf(given), `Did you mean ${meant}? It has no effect either: ${why}.`);
  });

  it('suggests removing an attribute that is like none', () => {
    const [finding] = problemsOf({ colourOfTheBoard: 'green' });
    assert.deepEqual(finding?.fixes, [{ title: 'Remove colourOfTheBoard.' }]);
  });

  it("says what is lost with each of Cortex-Debug's attributes that have no effect", () => {
    for (const [name, lost] of Object.entries(foreignAttributes)) {
      const [finding] = problemsOf({ [name]: 'x' });
      assert.equal(finding?.id, 'attribute-unused');
      assert.equal(finding.message, `${name} has no effect: ${lost}.`);
    }
  });

  it('warns about an attribute of the other request', () => {
    assert.deepEqual(idsOf({ request: 'attach', runToEntryPoint: 'main' }), [
      'warning attribute-unused',
    ]);
    assert.deepEqual(idsOf({ postAttachCommands: [] }), ['warning attribute-unused']);
    const [ofLaunch] = problemsOf({ postAttachCommands: [] });
    assert.match(ofLaunch?.message ?? '', /has no effect on a launch: it is for request "attach"/);
  });

  it('lets a wrong value that is only for the eye pass with a warning', () => {
    assert.equal(argsOf({ showDevDebugOutput: true }).showDevDebugOutput, 'raw');
    assert.equal(argsOf({ showDevDebugOutput: false }).showDevDebugOutput, 'none');
    assert.deepEqual(idsOf({ showDevDebugOutput: 1 }), ['warning attribute-wrong-type']);
  });

  it('reports values of the wrong type and goes on with the default', () => {
    const wrong = {
      device: 1,
      breakAfterReset: 'yes',
      loadFiles: 'a.hex',
      debuggerArgs: [1],
      sourceFileMap: { a: 1 },
      flashReads: 'never',
    };
    assert.deepEqual(
      idsOf(wrong),
      Object.keys(wrong).map(() => 'error attribute-wrong-type'),
    );
    const { args } = resolveArgs(wrong, baseDir);
    assert.equal(args.flashReads, 'auto');
    assert.equal(args.device, undefined);
  });

  it('reports each variable once, also inside lists and maps', () => {
    const ids = idsOf({
      loadFiles: ['${a}/x.hex', '${a}/y.hex', '${b}'],
      sourceFileMap: { '/src': '${c}' },
    });
    assert.deepEqual(
      ids,
      [1, 2, 3].map(() => 'error attribute-unresolved-variable'),
    );
  });

  it('leaves a path with an unresolved variable as it is', () => {
    const { args } = resolveArgs({ executable: '${x}/a.elf', cwd: '${y}' }, baseDir);
    assert.equal(args.executable, '${x}/a.elf');
    assert.equal(args.cwd, baseDir);
  });

  it('never throws, and gives every problem a message, evidence and a fix', () => {
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom(...Object.keys(attributes), 'toString', 'constructor', 'hasOwnProperty'),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (raw) => {
        const { args, problems } = resolveArgs(raw, baseDir);
        assert.equal(typeof args.cwd, 'string');
        for (const { message, evidence, fixes } of problems) {
          assert.ok(message.length > 0 && evidence.length > 0 && fixes.length > 0);
        }
      }),
    );
  });
});
