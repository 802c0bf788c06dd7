import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTimeout } from '../../../src/base/abort';
import { describeExit } from '../../../src/host/child';
import type { Child, ChildExit } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';

const host = createNodeHost();

describe('the node host and files', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'stm32-host-'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'text'), 'hello');
    writeFileSync(join(folder, 'program'), '');
    chmodSync(join(folder, 'program'), 0o755);
    chmodSync(join(folder, 'text'), 0o644);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('says what is at a path, and nothing for what is not there', async () => {
    const file = await host.stat(join(folder, 'text'));
    assert.equal(file?.kind, 'file');
    assert.equal(file.sizeBytes, 5);
    assert.ok(file.modifiedMs > 0);
    assert.equal((await host.stat(join(folder, 'sub')))?.kind, 'directory');
    assert.equal(await host.stat(join(folder, 'none')), undefined);
    assert.equal(await host.stat(join(folder, 'text', 'below')), undefined);
  });

  it('reads a file, or says why not by code', async () => {
    const read = await host.readFile(join(folder, 'text'));
    assert.ok(read.ok);
    assert.equal(Buffer.from(read.bytes).toString(), 'hello');
    const missing = await host.readFile(join(folder, 'none'));
    assert.equal(missing.ok ? '' : missing.code, 'ENOENT');
    const directory = await host.readFile(folder);
    assert.equal(directory.ok ? '' : directory.code, 'EISDIR');
  });

  it('lists a folder; what cannot be listed is empty', async () => {
    assert.deepEqual([...(await host.readDir(folder))].sort(), ['program', 'sub', 'text']);
    assert.deepEqual(await host.readDir(join(folder, 'none')), []);
    assert.deepEqual(await host.readDir(join(folder, 'text')), []);
  });

  it('reads a part of a file, and less at its end', async () => {
    const part = async (offset: number, length: number): Promise<string> => {
      const read = await host.readFileRange(join(folder, 'text'), offset, length);
      return read.ok ? Buffer.from(read.bytes).toString() : read.code;
    };
    assert.equal(await part(1, 3), 'ell');
    assert.equal(await part(3, 100), 'lo');
    assert.equal(await part(100, 4), '');
    const missing = await host.readFileRange(join(folder, 'none'), 0, 1);
    assert.equal(missing.ok ? '' : missing.code, 'ENOENT');
  });

  it('reads no file that is larger than its reader can use', async () => {
    const [whole, part] = [
      await host.readFile(join(folder, 'text'), 5),
      await host.readFile(join(folder, 'text'), 4),
    ];
    assert.ok(whole.ok);
    assert.deepEqual(part, {
      ok: false,
      code: 'EFBIG',
      message: 'EFBIG: it has 5 bytes, and no more than 4 are read',
    });
  });

  if (process.platform === 'linux') {
    it('reads no pipe and no device, whatever its name is, and does not wait for one', async () => {
      execFileSync('mkfifo', [join(folder, 'firmware.elf')]);
      symlinkSync('/dev/zero', join(folder, 'x.ld'));
      for (const name of ['firmware.elf', 'x.ld']) {
        const read = await host.readFile(join(folder, name));
        const range = await host.readFileRange(join(folder, name), 0, 4);
        assert.deepEqual([read.ok || read.code, range.ok || range.code], ['EFTYPE', 'EFTYPE']);
        rmSync(join(folder, name));
      }
    });

    it('reads files that do not tell their size, up to the limit', async () => {
      for (const path of ['/proc/self/status', '/proc/net/tcp']) {
        const read = await host.readFile(path);
        assert.ok(read.ok && read.bytes.length > 0, path);
        const cut = await host.readFile(path, 10);
        assert.equal(cut.ok || cut.code, 'EFBIG');
      }
    });
  }

  if (process.platform !== 'win32') {
    it('reads a link, follows it, and leaves other paths alone', async () => {
      symlinkSync('text', join(folder, 'link'));
      assert.equal(await host.readLink(join(folder, 'link')), 'text');
      assert.equal(await host.readLink(join(folder, 'text')), undefined);
      assert.equal(await host.readLink(join(folder, 'none')), undefined);
      assert.equal(await host.realPath(join(folder, 'link')), realpathSync(join(folder, 'text')));
      assert.equal(await host.realPath(join(folder, 'none')), join(folder, 'none'));
      rmSync(join(folder, 'link'));
    });
  }

  it('knows what may be written', async () => {
    assert.equal(await host.canWrite(join(folder, 'text')), 'ok');
    assert.equal(await host.canWrite(join(folder, 'none')), 'missing');
    assert.equal(await host.canWrite(join(folder, 'text', 'below')), 'missing');
  });

  it('tells programs from files, folders and nothing', async () => {
    assert.equal(await host.isExecutable(join(folder, 'program')), true);
    assert.equal(await host.isExecutable(join(folder, 'sub')), false);
    assert.equal(await host.isExecutable(join(folder, 'none')), false);
    assert.equal(await host.isExecutable(join(folder, 'text', 'below')), false);
    // Windows knows no right to execute.
    const expected = process.platform === 'win32';
    assert.equal(await host.isExecutable(join(folder, 'text')), expected);
  });
});

describe('the node host and processes', () => {
  const run = (script: string, options = {}): Child =>
    host.spawn(process.execPath, ['-e', script], options);

  const exitOf = (child: Child): Promise<ChildExit> =>
    withTimeout(child.exit, 'serverExit', 'the child to exit');

  it('delivers output, takes input and gives the exit code', async () => {
    const child = run('process.stdin.on("data", (d) => process.stdout.write(d + "!"))');
    const chunks: Uint8Array[] = [];
    child.onStdout((chunk) => chunks.push(chunk));
    child.write('hello');
    child.endInput();
    assert.deepEqual(await exitOf(child), { kind: 'exited', code: 0 });
    assert.equal(Buffer.concat(chunks).toString(), 'hello!');
    assert.ok((child.pid ?? 0) > 0);
  });

  it('keeps stderr apart', async () => {
    const child = run('console.error("oops"); process.exitCode = 3');
    const chunks: Uint8Array[] = [];
    child.onStderr((chunk) => chunks.push(chunk));
    assert.deepEqual(await exitOf(child), { kind: 'exited', code: 3 });
    assert.equal(Buffer.concat(chunks).toString().trim(), 'oops');
  });

  it('does not wait for a child of the process that lives on and holds its output', async () => {
    const sleeper = 'setTimeout(() => {}, 600000)';
    const child = run(
      `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', '${sleeper}'], { stdio: 'inherit' }); console.log(pid); process.exit(0)`,
    );
    const chunks: Uint8Array[] = [];
    child.onStdout((chunk) => chunks.push(chunk));
    assert.deepEqual(await exitOf(child), { kind: 'exited', code: 0 });
    // It lives: a signal to a process that has gone throws.
    process.kill(Number(Buffer.concat(chunks).toString()), 'SIGKILL');
  });

  it('gives a program that is not there as an exit, not as an exception', async () => {
    const child = host.spawn(join(tmpdir(), 'no-such-program'), []);
    const exit = await exitOf(child);
    assert.equal(exit.kind === 'error' ? exit.code : exit.kind, 'ENOENT');
    assert.match(describeExit(exit), /^could not be started: .*ENOENT/);
    assert.equal(child.pid, undefined);
    child.write('x');
    child.signal('SIGTERM');
  });

  it('can end a process, and says by which signal it went', async () => {
    const child = run('process.stdout.write("up"); setInterval(() => {}, 1000)');
    await new Promise<void>((resolve) => child.onStdout(() => resolve()));
    child.signal('SIGKILL');
    const exit = await exitOf(child);
    assert.deepEqual(exit, { kind: 'signalled', signal: 'SIGKILL' });
    assert.equal(describeExit(exit), 'was killed by SIGKILL');
    child.signal('SIGTERM');
  });

  it('adds to the environment, and removes what is undefined', async () => {
    const script = 'process.stdout.write(`${process.env.ADDED} ${process.env.HOME}`)';
    const child = run(script, { env: { ADDED: 'yes', HOME: undefined } });
    let output = '';
    child.onStdout((chunk) => (output += Buffer.from(chunk).toString()));
    await exitOf(child);
    assert.equal(output, 'yes undefined');
  });

  it('starts it in the folder that is asked for', async () => {
    const child = run('process.stdout.write(process.cwd())', { cwd: tmpdir() });
    let output = '';
    child.onStdout((chunk) => (output += Buffer.from(chunk).toString()));
    await exitOf(child);
    assert.equal(output.endsWith('tmp') || output === tmpdir(), true, output);
  });
});

describe('the node host and ports', () => {
  let server: Server;
  let port = 0;
  before((done) => {
    server = createServer();
    server.listen(0, '127.0.0.1', () => {
      port = (server.address() as AddressInfo).port;
      done();
    });
  });
  after((done) => {
    server.close(() => done());
  });

  it('finds a port that is free', async () => {
    const free = await host.freePort();
    assert.ok(free > 0 && free !== port);
    assert.equal(await host.isPortFree(free), true);
    assert.equal(await host.accepts('127.0.0.1', free), false);
  });

  it('sees that a port is taken and that somebody accepts there', async () => {
    assert.equal(await host.isPortFree(port), false);
    assert.equal(await host.accepts('127.0.0.1', port), true);
  });
});
