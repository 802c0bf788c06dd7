// What TargetMemory tells GDB; the effect on a target is for the integration tests.

import assert from 'node:assert/strict';
import { TargetMemory } from '../../../src/adapter/target-memory';
import { scriptedGdb } from '../../support/scripted-gdb';
import type { ScriptedGdb } from '../../support/scripted-gdb';

const on = '-gdb-set trust-readonly-sections on';
const off = '-gdb-set trust-readonly-sections off';

/** Answers what was written since the last call. @returns the commands without their tokens */
function answerer({ written, say }: ScriptedGdb, refuse = /^$/): () => Promise<readonly string[]> {
  let seen = 0;
  return async () => {
    const commands: string[] = [];
    while (seen < written.length) {
      const [, token = '', command = ''] = /^(\d+)(.*)$/.exec(written[seen++] ?? '') ?? [];
      commands.push(command);
      say(refuse.test(command) ? `${token}^error,msg="Undefined"` : `${token}^done`);
      await new Promise(setImmediate);
    }
    return commands;
  };
}

function began(refuse?: RegExp) {
  const scripted = scriptedGdb();
  scripted.say('(gdb) ');
  return { memory: new TargetMemory(scripted.gdb), answer: answerer(scripted, refuse) };
}

describe('forgetting what GDB keeps', () => {
  it('uses the names of GDB 10 where the new ones are refused, and remembers that', async () => {
    const { memory, answer } = began(/maintenance flush/);
    const forgotten = memory.forget();
    const tried = await answer();
    await forgotten;
    assert.equal(tried.filter((command) => command.includes('maintenance flush')).length, 2);
    const again = memory.forget();
    assert.deepEqual(await answer(), [
      '-interpreter-exec console "flushregs"',
      '-gdb-set dcache line-size 1024',
    ]);
    await again;
    const refreshed = memory.refresh();
    assert.deepEqual(await answer(), ['-gdb-set dcache line-size 1024']);
    await refreshed;
  });
});

describe('reads for showing', () => {
  async function declared() {
    const { memory, answer } = began();
    const done = memory.declare('elf', [{ start: 0x90000000, end: 0x90000400 }]);
    await answer();
    await done;
    return { memory, answer };
  }

  it('that overlap switch trust off once and on once', async () => {
    const { memory, answer } = await declared();
    const ends: (() => void)[] = [];
    const reads = [1, 2].map(() =>
      memory.showing(() => new Promise<void>((resolve) => ends.push(resolve))),
    );
    assert.deepEqual(await answer(), [off]);
    ends[0]?.();
    await reads[0];
    assert.deepEqual(await answer(), []);
    const bytes = memory.reading(() => Promise.resolve());
    assert.doesNotMatch((await answer()).join(), /trust/);
    await bytes;
    ends[1]?.();
    await reads[1];
    assert.deepEqual(await answer(), [on]);
  });

  it('that fail leave trust as it was', async () => {
    const { memory, answer } = await declared();
    await assert.rejects(memory.showing(() => Promise.reject(new Error('unreadable'))));
    assert.deepEqual(await answer(), [off, on]);
  });

  it('say nothing where nothing is trusted', async () => {
    const { memory, answer } = began();
    await memory.showing(() => Promise.resolve());
    assert.deepEqual(await answer(), []);
  });
});

describe('a command that programs', () => {
  it('has the map of the server, and the ranges come back as they were', async () => {
    const { memory, answer } = began();
    const settled = async <T>(work: Promise<T>): Promise<readonly string[]> => {
      const commands: string[] = [];
      let isDone = false;
      const done = work.then(
        () => (isDone = true),
        () => (isDone = true),
      );
      while (!isDone) {
        commands.push(...(await answer()));
        await new Promise(setImmediate);
      }
      await done;
      return commands;
    };
    await settled(memory.declare('elf', [{ start: 0x90000000, end: 0x90000400 }]));
    const commands = await settled(
      memory.withServerMap(() => Promise.reject(new Error('Load failed')), true),
    );
    assert.match(commands[0] ?? '', /mem auto/);
    assert.ok(commands.some((command) => /mem 0x90000000 0x90000400 ro cache/.test(command)));
    assert.equal(commands.at(-1), off);
  });
});
