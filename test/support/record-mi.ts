// Records test/fixtures/mi with the GDB and QEMU of this machine: npx tsx test/support/record-mi.ts
// Paths and the port are replaced, so that the transcripts are the same everywhere.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { poll } from '../../src/base/abort';
import { Gdb } from '../../src/gdb/gdb';
import { createNodeHost } from '../../src/host/node-host';
import { miFixtures, recordingHost } from './mi-transcript';
import { recordedPlace, scenarios } from './mi-scenarios';
import type { Scenario } from './mi-scenarios';

const project = resolve(__dirname, '../../examples/f405-demo');
const elf = join(project, 'build/f405-demo.elf');
const unusualSource = `template <typename T> T twice(T value) { return value + value; }
char greeting[] = "Grüße";
int main() { return twice(1) + (int)twice(2L); }
`;

async function record(name: string, scenario: Scenario, scratch: string): Promise<void> {
  const host = createNodeHost();
  const port = await host.freePort();
  const qemu = scenario.needsQemu ? startQemu(port, name === 'download') : undefined;
  if (qemu !== undefined)
    await poll(async () => ((await host.isPortFree(port)) ? undefined : true));
  let said = '';
  const gdb = Gdb.spawn(
    recordingHost(host, (text) => (said += text)),
    { program: 'gdb-multiarch', cwd: project },
  );
  try {
    await gdb.ready;
    const place = {
      elf,
      unusualElf: join(scratch, 'unusual name.elf'),
      server: `127.0.0.1:${port}`,
    };
    await scenario.run(gdb, place);
  } finally {
    await gdb.dispose();
    qemu?.kill('SIGKILL');
  }
  const neutral = said
    .replaceAll(scratch, '/project')
    .replaceAll(project, '/project')
    .replaceAll(`:${port}`, recordedPlace.server.slice('127.0.0.1'.length))
    .replace(/> -gdb-exit[^]*$/, '');
  const tools = `${toolVersion('gdb-multiarch')}${qemu === undefined ? '' : `; ${toolVersion('qemu-system-arm')}, netduinoplus2`}`;
  writeFileSync(
    join(miFixtures, `${name}.txt`),
    `${tools}; --interpreter=mi3\n${neutral}`,
    'latin1',
  );
}

function startQemu(port: number, isEmpty: boolean): ReturnType<typeof spawn> {
  const image = isEmpty ? [] : ['-kernel', elf];
  const options = ['-display', 'none', '-monitor', 'none', '-serial', 'null', '-S'];
  const server = ['-gdb', `tcp:127.0.0.1:${port}`];
  const args = ['-M', 'netduinoplus2', ...image, ...options, ...server];
  return spawn('qemu-system-arm', args, { stdio: 'ignore' });
}

function toolVersion(program: string): string {
  const line = execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? '';
  return `${program}: ${line}`;
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'record-mi-'));
  const source = 'Grüße "größer" 木.cpp';
  writeFileSync(join(scratch, source), unusualSource);
  const flags = [
    '-g',
    '-O0',
    '-mcpu=cortex-m4',
    '-mthumb',
    '-nostdlib',
    '-e',
    'main',
    '-std=c++17',
  ];
  const output = ['-o', 'unusual name.elf', source];
  execFileSync('arm-none-eabi-g++', [...flags, ...output], { cwd: scratch });
  const wanted = process.argv.slice(2);
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (wanted.length === 0 || wanted.includes(name)) await record(name, scenario, scratch);
  }
  rmSync(scratch, { recursive: true });
}

void main();
