// What the built language server tells while reading and typing, of a project that the real tools have built.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  CodeLens,
  CompletionItem,
  Hover,
  InlayHint,
  ProtocolConnection,
  SignatureHelp,
} from 'vscode-languageserver/node';
import { builtinsAt } from '../../../src/lsp/builtins';
import { parametersOf } from '../../../src/lsp/builtins/builtin';
import { regionUsage } from '../../../src/lsp/region-usage';
import { sectionSnippets } from '../../../src/lsp/completion/section-snippets';
import { withoutStops } from '../../../src/lsp/completion/offer';
import { memoryOffers } from '../../../src/lsp/completion/memory-offers';
import { buildWith, scriptAtCursor } from '../../support/script-at-cursor';
import { LinkFolder } from '../linker/linking';

const program = path.resolve('dist', 'language-server.js');

const source = `
.section .isr_vector,"a"
.word _estack, Reset_Handler
.text
.global Reset_Handler
.thumb_func
Reset_Handler: bx lr
.space 40000
.data
.global counter
counter: .word 42
.bss
.space 3000
`;

const script = `ENTRY(Reset_Handler)
MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 112K + 16K
}
_estack = ORIGIN(RAM) + LENGTH(RAM);
SECTIONS
{
  .isr_vector : { KEEP(*(.isr_vector)) } >FLASH
  .text : { *(.text*) } >FLASH
  _sidata = LOADADDR(.data);
  .data : { _sdata = .; *(.data*) _edata = .; } >RAM AT> FLASH
  .bss : { _sbss = .; *(.bss*) _ebss = .; } >RAM
}
`;

/** Bytes that ld says are used, by region. */
function printedUsage(output: string): Record<string, number> {
  const lines = [...output.matchAll(/^\s*(\w+):\s+(\d+) (GB|MB|KB|B)\s/gm)];
  const units: Record<string, number> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };
  return Object.fromEntries(
    lines.map(([, name = '', size, unit = 'B']) => [name, Number(size) * (units[unit] ?? 1)]),
  );
}

describe('language server, telling', () => {
  const folder = new LinkFolder();
  const file = path.join(folder.path, 'app.ld');
  const uri = pathToFileURL(file).href;
  let child: ChildProcessWithoutNullStreams;
  let connection: ProtocolConnection;

  before(async () => {
    folder.write('app.ld', script);
    folder.write('app.ioc', 'Mcu.CPN=STM32F405RGT6\nMcu.UserName=STM32F405RGTx\n');
    mkdirSync(path.join(folder.path, 'build'));
    build(source);

    child = spawn(process.execPath, [program, '--stdio']);
    connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest('workspace/codeLens/refresh', () => {
      isRefreshed();
      return null;
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder.path).href,
      workspaceFolders: [{ uri: pathToFileURL(folder.path).href, name: 'fw' }],
      capabilities: {
        workspace: { codeLens: { refreshSupport: true } },
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
      },
      initializationOptions: { memoryMapCommand: 'client.showMap' },
    });
    await connection.sendNotification('initialized', {});
    const isBuildKnown = nextRefresh();
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'linkerscript', version: 1, text: script },
    });
    await isBuildKnown;
  });

  after(async () => {
    connection.dispose();
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    folder.dispose();
  });

  let isRefreshed = (): void => undefined;

  /** The next time that the server asks to be asked for lenses again. */
  function nextRefresh(): Promise<void> {
    return new Promise((resolve) => {
      isRefreshed = resolve;
    });
  }

  function build(text: string): void {
    const object = folder.assemble('main.o', text);
    const args = ['-T', file, object, '-o', 'build/app.elf', '-Map', 'build/app.map'];
    const ld = spawnSync('arm-none-eabi-ld', args, { cwd: folder.path, encoding: 'utf8' });
    assert.equal(ld.status, 0, ld.stderr);
  }

  const lensesNow = (): Promise<CodeLens[]> =>
    connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });

  /** Where a text begins in the script, some characters further. */
  function position(anchor: string, further = 0): { line: number; character: number } {
    const before = script.slice(0, script.indexOf(anchor) + further).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  }

  async function hover(anchor: string, further = 0): Promise<string> {
    const found: Hover | null = await connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: position(anchor, further),
    });
    const contents = found?.contents;
    return typeof contents === 'object' && 'value' in contents ? contents.value : '';
  }

  it('shows above each region how full it was in the last build', async () => {
    const lenses = await lensesNow();
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
      [
        [3, 'FLASH 4 % of 1 MiB', 'client.showMap'],
        [4, 'RAM 2 % of 128 KiB', 'client.showMap'],
      ],
    );
  });

  it("hovers a region with the part's memories and the build", async () => {
    const text = await hover('RAM (xrw)');
    assert.match(text, /SRAM1, 112 KiB at 0x20000000/);
    assert.match(text, /\*\*2 % of 128 KiB\*\*.* in the last build \(app.elf, /);
  });

  it('hovers symbols and sections with what the build says', async () => {
    assert.match(await hover('_sidata'), /0x08009c\w\w in the last build/);
    assert.match(await hover('.data :'), /\*\*4 bytes\*\* at 0x20000000, stored at 0x08009c/);
  });

  it('hovers an input description with what it took, by the map file', async () => {
    assert.match(await hover('.text*)', 1), /`.text` of `main.o`, 39.1 KiB/);
  });

  it('completes regions behind > and explains words when asked', async () => {
    const items: CompletionItem[] = await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: position('>RAM AT', 1),
    });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['FLASH', 'RAM'],
    );
    const words: CompletionItem[] = await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: position('KEEP', 2),
    });
    const keep = words.find(({ label }) => label === 'KEEP');
    const resolved: CompletionItem = await connection.sendRequest('completionItem/resolve', keep);
    assert.match(JSON.stringify(resolved.documentation), /--gc-sections/);
  });

  it('shows the arguments of a function', async () => {
    const help: SignatureHelp = await connection.sendRequest('textDocument/signatureHelp', {
      textDocument: { uri },
      position: position('LOADADDR(', 9),
    });
    assert.equal(help.signatures[0]?.label, 'LOADADDR(section)');
  });

  it('hints bytes and ends of regions', async () => {
    const hints: InlayHint[] = await connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } },
    });
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['= 1048576 bytes, to 0x080fffff', '= 131072 bytes, to 0x2001ffff', '= 0x20020000'],
    );
  });

  it('asks the client to show the lenses of a new build', async () => {
    build(source.replace('.space 40000', '.space 400000'));
    const isNew = nextRefresh();
    const elf = pathToFileURL(path.join(folder.path, 'build/app.elf')).href;
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: elf, type: 2 }],
    });
    await isNew;
    const [flash] = await lensesNow();
    assert.equal(flash?.command?.title, 'FLASH 38 % of 1 MiB');
  });
});

describe('what completion writes', () => {
  const folder = new LinkFolder();
  after(() => folder.dispose());

  it('is a script that the real linker takes, memories of the part and whole sections alike', () => {
    const part = 'STM32F746NG';
    const { view: empty } = scriptAtCursor('', { part });
    const regions = memoryOffers(empty).map(({ snippet = '' }) => withoutStops(snippet));
    const memory = `MEMORY\n{\n  ${regions.join('\n  ')}\n}\n`;
    const { view } = scriptAtCursor(memory, { part });
    assert.deepEqual(view.facts.script.problems, []);
    const sections = sectionSnippets(view).map(({ snippet = '' }) => withoutStops(snippet));
    const object = folder.assemble('a.o', `_estack = 0\n${source}`);
    const linked = folder.link(`${memory}SECTIONS\n{\n${sections.join('\n')}\n}\n`, [object]);
    assert.equal(linked.isRefused, false, linked.output);
    assert.equal(
      linked.symbols.get('_sdata'),
      linked.map.outputs.find(({ name }) => name === '.data')?.address,
    );
  });

  it('puts constructors and external RAM where they belong', () => {
    const { view } = scriptAtCursor(
      'MEMORY { ROM : ORIGIN = 0x08000000, LENGTH = 1K\n DATA : ORIGIN = 0x20000000, LENGTH = 1K\n SDRAM : ORIGIN = 0xc0000000, LENGTH = 1M }',
    );
    const snippet = (name: string): string =>
      sectionSnippets(view).find(({ label }) => label.startsWith(name))?.snippet ?? '';
    assert.match(snippet('.init_array'), /\{1:ROM\}$/);
    assert.match(snippet('.data'), /\{1:DATA\} AT> \$\{2:ROM\}$/);
    assert.match(snippet('.extram'), /^\.extram \(NOLOAD\) [^]*\{1:SDRAM\}$/);
  });
});

describe('functions of the language', () => {
  const folder = new LinkFolder();
  after(() => folder.dispose());

  /** What stands for a parameter of that name. */
  const argumentOf: Readonly<Record<string, string>> = {
    ...{ region: 'FLASH', section: '.text', symbol: 'Reset_Handler', name: 'MAXPAGESIZE' },
    ...{ segment: '"text-segment"', message: '"no"' },
  };

  it('are known to the real linker, in every form', () => {
    const functions = builtinsAt('expression').filter(({ name }) => name !== '.');
    const calls = functions.flatMap(({ forms }) =>
      forms.map((form) => {
        const given = parametersOf(form).map((name) => argumentOf[name] ?? '4');
        return given.length === 0
          ? form
          : `${form.slice(0, form.indexOf('('))}(${given.join(', ')})`;
      }),
    );
    assert.ok(calls.length > 20);
    const object = folder.assemble('c.o', source);
    const lines = calls.map((call, index) => `value${index} = ${call};`);
    const linked = folder.link(`${script}${lines.join('\n')}\n`, [object]);
    assert.equal(linked.isRefused, false, linked.output);
  });
});

describe('region usage', () => {
  const folder = new LinkFolder();
  after(() => folder.dispose());

  it('is what ld --print-memory-usage prints', () => {
    const gap = script.replace('  .bss', '  .late 0x20001000 : { LONG(1) } >RAM AT> FLASH\n  .bss');
    for (const text of [script, gap]) {
      const object = folder.assemble('b.o', source);
      const linked = folder.link(text, [object]);
      const written = folder.write('print.ld', text);
      const printed = spawnSync(
        'arm-none-eabi-ld',
        ['--print-memory-usage', '-T', written, object, '-o', 'print.elf'],
        { cwd: folder.path, encoding: 'utf8' },
      );
      const build = buildWith(
        linked.map.outputs
          .filter(({ name, sizeBytes }) => sizeBytes > 0 && name !== '.ARM.attributes')
          .map(({ name, address, sizeBytes, loadAddress = address }) => {
            return { name, address, sizeBytes, loadAddress, isNobits: name === '.bss' };
          }),
      );
      const usage = regionUsage(scriptAtCursor(text).view.facts.script, build);
      assert.deepEqual(
        Object.fromEntries([...usage].map(([name, { usedBytes }]) => [name, usedBytes])),
        printedUsage(printed.stdout),
      );
    }
  });
});
