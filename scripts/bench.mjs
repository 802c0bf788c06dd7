// Measures the debug adapter beside raw GDB/MI and cdt-gdb-adapter, and holds it against its bars. This is the entry: it makes present
// what the bench needs and leaves no process behind; the bench itself is test/bench/run.ts.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runQuietly } from './parts/command.mjs';
import { endMarked, killMarked, markedEnv, newMark } from './parts/marked-processes.mjs';
import { cacheFolder, exampleFolder, root } from './parts/places.mjs';
import { Problem, runMain } from './parts/problem.mjs';
import { findTool } from './parts/tools.mjs';
import { setUp } from './setup.mjs';

const usage = `npm run bench -- [options]
  --rounds N         sessions of each contender (default 5)
  --slow-rounds N    sessions of each contender on the slow link (default 2)
  --quick            1 round of each, 20 steps
  --no-gate          report missed bars, but end with 0
  --bandwidth N      also limit the slow link to N bytes a second
  --only a,b         only these of raw, ours, oursProgrammed, cdt
  --packets FOLDER   write the request packets of each session on the slow link there`;

const peerVersion = '1.7.0';
const graceMs = 2_000;

/**
 * Installs cdt-gdb-adapter outside the repository: it is measured, not used.
 *
 * @returns {Promise<{ file: string } | { missing: string }>}
 */
async function ensurePeer() {
  const folder = path.join(cacheFolder, 'peers', `cdt-gdb-adapter-${peerVersion}`);
  const file = path.join(
    folder,
    'node_modules',
    'cdt-gdb-adapter',
    'dist',
    'debugTargetAdapter.js',
  );
  if (fs.existsSync(file)) return { file };
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const name = `cdt-gdb-adapter@${peerVersion}`;
  const install = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', name];
  try {
    await runQuietly([install], { what: `npm install ${name}`, log: 'peer.log', cwd: folder });
    return { file };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { missing: error.message };
  }
}

/** @param {{ file: string } | { missing: string }} peer */
function noteOn(peer) {
  if ('missing' in peer) return `cdt-gdb-adapter ${peerVersion} was not measured: ${peer.missing}`;
  return (
    `cdt-gdb-adapter ${peerVersion} from npm, installed with --ignore-scripts: serialport loads its prebuilt binary, ` +
    "the adapter's own pty add-on is absent (it serves the GDB console only, which is off). It has no run to main: a line breakpoint does that."
  );
}

/** @param {string | undefined} text @param {string} name @param {number} otherwise */
function positive(text, name, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Problem(`--${name} wants a number above 0, not "${text}"`);
  return value;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        rounds: { type: 'string' },
        'slow-rounds': { type: 'string' },
        quick: { type: 'boolean', default: false },
        'no-gate': { type: 'boolean', default: false },
        bandwidth: { type: 'string' },
        only: { type: 'string' },
        packets: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** @param {ReturnType<typeof readArguments>} values @param {{ file: string } | { missing: string }} peer */
function benchOptions(values, peer) {
  const { quick } = values;
  const packetLogs = values.packets && path.resolve(values.packets);
  if (packetLogs) fs.mkdirSync(packetLogs, { recursive: true });
  return {
    gdb: findTool('gdb'),
    qemu: findTool('qemu'),
    example: exampleFolder,
    adapter: path.join(root, 'dist', 'debug-adapter.js'),
    peer,
    peerNote: noteOn(peer),
    output: path.join(root, 'test-results', 'bench.md'),
    rounds: positive(values.rounds, 'rounds', quick ? 1 : 5),
    proxiedRounds: positive(values['slow-rounds'], 'slow-rounds', quick ? 1 : 2),
    steps: quick ? 20 : 100,
    pauses: quick ? 3 : 5,
    delayMs: 1,
    bytesPerSecond: values.bandwidth && positive(values.bandwidth, 'bandwidth', 0),
    packetLogs,
    only: values.only?.split(','),
    gate: !values['no-gate'],
  };
}

function build() {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Problem('the build failed');
}

await runMain('bench', async () => {
  const values = readArguments();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  await setUp('bench');
  const options = benchOptions(values, await ensurePeer());
  if (options.only?.some((id) => id.startsWith('ours')) ?? true) build();
  const mark = newMark();
  // Ctrl+C reaches the bench by itself; this process stays to see that nothing is left.
  process.on('SIGINT', () => undefined);
  process.on('exit', () => killMarked(mark));
  const bench = spawn(
    process.execPath,
    ['--import', 'tsx', path.join('test', 'bench', 'run.ts'), JSON.stringify(options)],
    { cwd: root, stdio: 'inherit', env: markedEnv(mark) },
  );
  process.on('SIGTERM', () => bench.kill('SIGTERM'));
  const [code] = await once(bench, 'exit');
  const left = await endMarked(mark, graceMs);
  for (const { pid, command } of left)
    console.error(`bench: left behind and killed: ${pid} ${command}`);
  return left.length > 0 ? 1 : (code ?? 1);
});
