// `check --ld` and the language server over the same folder: they say the same of every linker script in it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { findScripts } from '../../../src/analysis/find-scripts';
import { runCli } from '../../../src/cli/run-cli';
import { createNodeHost } from '../../../src/host/node-host';
import { writeTextFile } from '../../../src/host/write-file';
import { findingsOf } from '../../../src/lsp/findings-of';
import { Workspace } from '../../../src/lsp/workspace/workspace';

const memory = `MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 512K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 96K
}
`;
const sections = `SECTIONS
{
  .isr_vector : { KEEP(*(.isr_vector)) } >FLASH
  .text : { *(.text*) *(.rodata*) _etext = .; } >FLASH
  .data : { _sdata = .; *(.data*) _edata = .; } >RAM AT> FLASH
  .bss : { _sbss = .; *(.bss*) *(COMMON) } >RAM
}
`;
const script = `ENTRY(Reset_Handler)\n${memory}_estack = ORIGIN(RAM) + LENGTH(RAM);\n${sections}`;
const startup = `.syntax unified
.thumb
.word _sidata
.word _sdata
.word _edata
.word _sbss
.word _ebss
.section .isr_vector,"a",%progbits
.word _estack
.text
.global Reset_Handler
Reset_Handler: bx lr
`;
const ioc = 'Mcu.UserName=STM32F401RETx\n';
const object = `.syntax unified
.thumb
.section .isr_vector,"a",%progbits
.word 0x20018000, Reset_Handler
.text
.global Reset_Handler
.thumb_func
Reset_Handler: bx lr
.section .init_array,"aw",%init_array
.word Reset_Handler
.section .mydata,"aw",%progbits
.word 7
.data
.word 1
`;

interface Fixture {
  /** Texts by their paths. */
  readonly files: Readonly<Record<string, string>>;
  /** The script that build/app.elf is linked with. */
  readonly linked?: string;
  /** Ids that both must tell: agreeing on nothing would prove nothing. */
  readonly tells: readonly string[];
}

const fixtures: Readonly<Record<string, Fixture>> = {
  'a project that was not built': {
    files: {
      ...{ 'STM32F401RETX_FLASH.ld': script, 'app.ioc': ioc },
      'Core/Startup/startup_stm32f401xe.s': startup,
      'Core/Src/main.c':
        'extern char _ram_start; char *start(void) { return &_ram_start; }\nint main(void) { return *start(); }\n',
    },
    tells: ['ld-symbol-missing', 'ld-symbol-missing', 'ld-symbol-missing'],
  },
  'a project with its build': {
    files: { 'STM32F401RETX_FLASH.ld': script },
    linked: 'STM32F401RETX_FLASH.ld',
    tells: ['ld-init-array-missing', 'ld-orphan-data'],
  },
  'a project with its scripts in a folder of their own': {
    files: { 'ldscripts/STM32F401RETX_FLASH.ld': script, 'app.ioc': ioc, 'src/startup.s': startup },
    linked: 'ldscripts/STM32F401RETX_FLASH.ld',
    tells: ['ld-init-array-missing', 'ld-orphan-data', 'ld-symbol-missing', 'ld-symbol-missing'],
  },
  'scripts that include parts': {
    files: {
      'flash.ld': `ENTRY(Reset_Handler)\nINCLUDE common/memory.ld\nINCLUDE sections.ld\n`,
      'common/memory.ld': memory.replace('512K', '2M'),
      'more/sections.ld': sections,
      Makefile: 'LDFLAGS = -Tflash.ld -Lmore\n',
      'app.ioc': ioc,
      'src/startup.s': startup,
    },
    tells: ['ld-region-larger-than-part', ...Array<string>(3).fill('ld-symbol-missing')],
  },
  'scripts of several parts, and a template': {
    files: {
      'STM32F405RGTX_FLASH.ld': script.replace('512K', '2M'),
      'STM32F103C8TX_FLASH.ld': script.replace('512K', '64K').replace('96K', '20K'),
      'board.ld.in': script.replace('512K', '@FLASH_SIZE@'),
    },
    tells: ['ld-region-larger-than-part'],
  },
  'a script whose part the launch configuration names': {
    files: {
      'link.ld': script.replace('512K', '1M'),
      '.vscode/launch.json':
        '{ "configurations": [{ "type": "stm32", "request": "launch", "device": "STM32F401RE" }] }',
    },
    tells: ['ld-region-larger-than-part'],
  },
};

describe('linker scripts on the command line', () => {
  const host = createNodeHost();
  let folder = '';
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'as-in-editor-')))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write({ files, linked }: Fixture): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    if (linked === undefined) return;
    mkdirSync(join(folder, 'build'));
    const options = { cwd: folder };
    execFileSync('arm-none-eabi-as', ['-o', 'build/main.o'], { ...options, input: object });
    const out = ['-o', 'build/app.elf', '-Map', 'build/app.map'];
    execFileSync('arm-none-eabi-ld', ['-T', linked, 'build/main.o', ...out], options);
  }

  async function told(...words: readonly string[]): Promise<readonly string[]> {
    let text = '';
    await runCli(['check', '--format', 'json', ...words], {
      ...{ host, drivers: [], version: '0', cwd: folder, packageFolder: folder },
      isTerminal: false,
      out: (more) => void (text += more),
      err: (more) => assert.fail(more),
      writeFile: writeTextFile,
    });
    const { findings } = JSON.parse(text) as {
      findings: {
        id: string;
        severity: string;
        location: { path: string; line: number; column: number };
      }[];
    };
    return findings
      .map(({ id, severity, location: { path, line, column } }) =>
        [relative(folder, path), line, column, severity, id].join(':'),
      )
      .sort();
  }

  /** Once every script that stands for itself was told of. */
  async function shown(): Promise<readonly string[]> {
    const workspace = new Workspace({
      ...{ host, folders: () => [folder], setting: () => undefined, tellsClosed: () => true },
      onError: (error) => assert.fail(String(error)),
    });
    const problems = new Map<string, readonly string[]>();
    let wake: () => void = () => undefined;
    workspace.onChange(({ file, facts }) => {
      const lines = findingsOf(facts).map(({ id, severity, location }) => {
        const { file: path = '', line, column } = location ?? {};
        const level = severity === 'information' ? 'info' : severity;
        return [relative(folder, path), line, column, level, id].join(':');
      });
      problems.set(file, lines);
      wake();
    });
    const found = await workspace.search(() => findScripts(host, folder));
    workspace.tellClosed();
    // What is told of a part by itself is taken back once a script is found to include it.
    const roots = (): readonly string[] => found.filter((file) => workspace.rootOf(file) === file);
    while (!roots().every((root) => problems.has(root))) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return roots()
      .flatMap((root) => problems.get(root) ?? [])
      .sort();
  }

  for (const [title, fixture] of Object.entries(fixtures)) {
    it(`are told as the editor tells them: ${title}`, async () => {
      write(fixture);
      const inEditor = await shown();
      assert.deepEqual(await told('--ld', '.'), inEditor);
      const ids = inEditor.map((line) => line.split(':').at(-1));
      for (const id of new Set(fixture.tells)) {
        const times = fixture.tells.filter((each) => each === id).length;
        assert.equal(ids.filter((each) => each === id).length, times, inEditor.join('\n'));
      }
    });
  }

  it('say the same each by itself', async () => {
    const fixture = fixtures['a project with its scripts in a folder of their own'];
    assert.ok(fixture);
    write(fixture);
    assert.deepEqual(await told('ldscripts/STM32F401RETX_FLASH.ld'), await shown());
  });

  it('lack no symbol of the start-up file in a folder that is checked as a project', async () => {
    const fixture = fixtures['a project that was not built'];
    assert.ok(fixture);
    write(fixture);
    const all = await told('.');
    const symbols = all.filter((line) => line.endsWith(':ld-symbol-missing'));
    assert.deepEqual(symbols, await shown());
  });

  it('read the sources of a project once, however many scripts it has', async () => {
    write({
      files: { 'app.ioc': ioc, 'Core/Startup/startup.s': startup },
      tells: [],
    });
    for (let count = 0; count < 20; count++) writeFileSync(join(folder, `s${count}.ld`), script);
    let reads = 0;
    const counting = {
      ...host,
      readFile: (path: string, limit?: number) => {
        if (path.endsWith('startup.s')) reads += 1;
        return host.readFile(path, limit);
      },
    };
    await runCli(['check', '--ld', folder], {
      ...{ host: counting, drivers: [], version: '0', cwd: folder, packageFolder: folder },
      ...{ isTerminal: false, out: () => undefined, err: () => undefined },
      writeFile: writeTextFile,
    });
    assert.equal(reads, 1);
  });
});
