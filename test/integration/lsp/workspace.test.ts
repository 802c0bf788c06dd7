// The language server in a workspace: includes, parts, files that come, change and go, input that is none.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RegistrationRequest, WatchKind } from 'vscode-languageserver/node';
import type {
  DidChangeWatchedFilesRegistrationOptions,
  RegistrationParams,
} from 'vscode-languageserver/node';
import { scriptPartMethod, setPartMethod } from '../../../src/protocol/lsp-extensions';
import type { ScriptPartParams } from '../../../src/protocol/lsp-extensions';
import { LspSession, uriOf } from '../../support/lsp-session';
import type { LspOptions } from '../../support/lsp-session';

const memory = 'MEMORY\n{\n  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K\n}\n';
const sections = 'SECTIONS\n{\n  .text : { KEEP(*(.isr_vector)) *(.text*) } >FLASH\n}\n';
/** Longer than the flash of the part it is named after. */
const tooLong = `${memory.replace('1024K', '4096K')}${sections}`;

describe('language server in a workspace', () => {
  let folder = '';
  let session: LspSession;
  const path = (name: string): string => join(folder, name);
  const uri = (name: string): string => uriOf(path(name));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  const start = async (options: LspOptions = { folders: [folder] }): Promise<void> => {
    ({ session } = await LspSession.start(options));
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'lsp-')));
  });

  afterEach(async () => {
    await session.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells the problems of scripts that nobody opened', async () => {
    write('boards/STM32F405RGTx_FLASH.ld', tooLong);
    write('build/copy.ld', '(');
    write('a/broken.lds', '(');
    await start();
    await session.untilCodes(uri('a/broken.lds'), ['ld-unbalanced-bracket']);
    await session.until(() =>
      (session.codes(uri('boards/STM32F405RGTx_FLASH.ld')) ?? []).includes(
        'ld-region-larger-than-part',
      ),
    );
    assert.equal(session.codes(uri('build/copy.ld')), undefined);
  });

  it('keeps to open documents where the settings say so, and tells of them when they change', async () => {
    write('broken.ld', '(');
    const settings = { workspaceDiagnostics: false };
    await start({ folders: [folder], options: { settings } });
    await session.open(uri('other.ld'), '(');
    await session.untilCodes(uri('other.ld'), ['ld-unbalanced-bracket']);
    assert.equal(session.codes(uri('broken.ld')), undefined);
    await session.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { 'stm32-preflight': { linkerScripts: { workspaceDiagnostics: true } } },
    });
    await session.untilCodes(uri('broken.ld'), ['ld-unbalanced-bracket']);
    await session.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { 'stm32-preflight': { linkerScripts: settings } },
    });
    await session.untilCodes(uri('broken.ld'), []);
  });

  it('shows a fragment as a part of the script that includes it', async () => {
    write('main.ld', `${memory}INCLUDE parts/sections.ld\n`);
    write('parts/sections.ld', sections);
    await start();
    await session.open(uri('parts/sections.ld'), sections);
    await session.until(() => session.codes(uri('parts/sections.ld')) !== undefined);
    assert.deepEqual(session.codes(uri('parts/sections.ld')), []);
    await session.change(uri('parts/sections.ld'), sections.replace('>FLASH', '>FLUSH'));
    await session.until(() => (session.codes(uri('parts/sections.ld')) ?? []).length > 0);
    assert.deepEqual(session.codes(uri('main.ld')) ?? [], []);
  });

  it('tells a problem in the file where it stands, whichever is open', async () => {
    write('main.ld', `${memory}INCLUDE sections.ld\n`);
    write('sections.ld', `${sections}(`);
    await start({ folders: [] });
    await session.open(uri('main.ld'), `${memory}INCLUDE sections.ld\n`);
    await session.untilCodes(uri('sections.ld'), ['ld-unbalanced-bracket']);
    assert.deepEqual(session.codes(uri('main.ld')), []);
  });

  it('takes the text of the editor for an included file that is open', async () => {
    write('main.ld', `INCLUDE memory.ld\n${sections}`);
    write('memory.ld', memory.replace('FLASH', 'ROM'));
    await start();
    await session.until(() => (session.codes(uri('main.ld')) ?? []).length > 0);
    await session.open(uri('memory.ld'), memory);
    await session.untilCodes(uri('main.ld'), []);
  });

  it('looks for an included file in the folders of -L, the first before the second', async () => {
    write('app/Makefile', 'LDFLAGS = -T main.ld -L../common -L../spare\n');
    write('common/memory.ld', memory);
    write('spare/memory.ld', memory.replace('FLASH', 'ROM'));
    const whole = `INCLUDE memory.ld\n${sections}`;
    write('app/main.ld', whole);
    await start();
    await session.open(uri('app/main.ld'), whole);
    await session.untilCodes(uri('app/main.ld'), []);
    rmSync(path('common'), { recursive: true });
    await session.changedOnDisk(path('common/memory.ld'), 3);
    await session.untilCodes(uri('app/main.ld'), ['ld-unknown-region']);
  });

  it('follows files that appear, change and disappear', async () => {
    const whole = `INCLUDE memory.ld\n${sections}`;
    write('main.ld', whole);
    await start();
    await session.open(uri('main.ld'), whole);
    await session.until(() => (session.codes(uri('main.ld')) ?? []).includes('ld-include-missing'));
    write('memory.ld', memory);
    await session.changedOnDisk(path('memory.ld'), 1);
    await session.untilCodes(uri('main.ld'), []);
    write('memory.ld', `${memory}(`);
    await session.changedOnDisk(path('memory.ld'), 2);
    await session.untilCodes(uri('memory.ld'), ['ld-unbalanced-bracket']);
    rmSync(path('memory.ld'));
    await session.changedOnDisk(path('memory.ld'), 3);
    await session.until(() => (session.codes(uri('main.ld')) ?? []).includes('ld-include-missing'));
    await session.untilCodes(uri('memory.ld'), []);
  });

  it('takes the problems of a folder back that is deleted as a whole, but not what is open of it', async () => {
    for (const name of ['v1.2/a.ld', 'v1.2/below/b.ld', 'v1.2/open.ld', 'v1/c.ld'])
      write(name, '(');
    await start();
    await session.open(uri('v1.2/open.ld'), '(');
    for (const name of ['v1.2/a.ld', 'v1.2/below/b.ld', 'v1.2/open.ld', 'v1/c.ld'])
      await session.untilCodes(uri(name), ['ld-unbalanced-bracket']);
    rmSync(path('v1.2'), { recursive: true });
    await session.changedOnDisk(path('v1.2'), 3);
    for (const name of ['v1.2/a.ld', 'v1.2/below/b.ld']) await session.untilCodes(uri(name), []);
    for (const name of ['v1.2/open.ld', 'v1/c.ld'])
      assert.deepEqual(session.codes(uri(name)), ['ld-unbalanced-bracket']);
    await session.close(uri('v1.2/open.ld'));
    await session.untilCodes(uri('v1.2/open.ld'), []);
  });

  it('asks to be told of everything that is deleted, for a folder may have any name', async () => {
    const didChangeWatchedFiles = { dynamicRegistration: true };
    await start({ folders: [folder], capabilities: { workspace: { didChangeWatchedFiles } } });
    const { registrations } = await new Promise<RegistrationParams>((resolve) => {
      session.connection.onRequest(RegistrationRequest.type, resolve);
    });
    const [watch] = registrations.filter(
      ({ method }) => method === 'workspace/didChangeWatchedFiles',
    );
    const { watchers } = watch?.registerOptions as DidChangeWatchedFilesRegistrationOptions;
    assert.deepEqual(
      watchers.filter(({ kind }) => kind === WatchKind.Delete),
      [{ globPattern: '**/*', kind: WatchKind.Delete }],
    );
  });

  it('shows a fragment as itself once nobody includes it any more', async () => {
    write('main.ld', `INCLUDE part.ld\n${memory}`);
    const part = sections.replace('>FLASH', '>OTHER');
    write('part.ld', part);
    await start();
    await session.open(uri('part.ld'), part);
    await session.untilCodes(uri('part.ld'), ['ld-unknown-region']);
    await session.open(uri('main.ld'), memory);
    await session.untilCodes(uri('part.ld'), []);
  });

  it('leaves alone what a build makes, and scripts outside of its folders, once they are closed', async () => {
    const bad = `${memory}${sections.replace('>FLASH', '>OTHER')}`;
    write('project/main.ld', `${memory}${sections}`);
    write('project/build/made.ld', bad);
    write('elsewhere/other.ld', bad);
    write('elsewhere/beside.ld', `INCLUDE none.ld\n${bad}`);
    await start({ folders: [path('project')] });
    for (const name of ['project/build/made.ld', 'elsewhere/other.ld']) {
      await session.open(uri(name), bad);
      await session.untilCodes(uri(name), ['ld-unknown-region']);
      await session.close(uri(name));
      await session.untilCodes(uri(name), []);
      await session.changedOnDisk(path(name), 2);
    }
    write('project/main.ld', bad);
    await session.changedOnDisk(path('project/main.ld'), 2);
    await session.untilCodes(uri('project/main.ld'), ['ld-unknown-region']);
    const told = [...session.problems].filter(([, problems]) => problems.length > 0);
    assert.deepEqual(
      told.map(([each]) => each),
      [uri('project/main.ld')],
    );
  });

  it('does not quote files outside of the workspace that a script includes', async () => {
    write('secret.txt', 'password is 1234;\n');
    const text = `INCLUDE ../secret.txt\n${memory}${sections.replace('>FLASH', '>OTHER')}`;
    write('project/main.ld', text);
    await start({ folders: [path('project')] });
    await session.open(uri('project/main.ld'), text);
    await session.until(() => (session.codes(uri('project/main.ld')) ?? []).length > 0);
    const textDocument = { uri: uri('project/main.ld') };
    await session.connection.sendRequest('textDocument/foldingRange', { textDocument });
    assert.deepEqual([...session.problems.keys()], [uri('project/main.ld')]);
    assert.doesNotMatch(JSON.stringify([...session.problems]), /password|1234/);
  });

  it('says nothing about the part before it has looked for one', async () => {
    write('board.ioc', 'Mcu.CPN=STM32F405RGT6\n');
    await start();
    const first = new Promise<ScriptPartParams>((resolve) => {
      session.connection.onNotification(scriptPartMethod, resolve);
    });
    await session.open(uri('main.ld'), `${memory}${sections}`);
    assert.equal((await first).part, 'STM32F405RG');
  });

  it('knows the part from launch.json, and says so', async () => {
    const configuration = { type: 'cortex-debug', request: 'launch', device: 'STM32F405RG' };
    write('.vscode/launch.json', JSON.stringify({ configurations: [configuration] }));
    await start();
    await session.open(uri('link.ld'), tooLong);
    await session.until(() => session.parts.get(uri('link.ld'))?.part !== undefined);
    assert.equal(session.parts.get(uri('link.ld'))?.part, 'STM32F405RG');
    assert.match(session.parts.get(uri('link.ld'))?.source ?? '', /launch\.json/);
    await session.until(() =>
      (session.codes(uri('link.ld')) ?? []).includes('ld-region-larger-than-part'),
    );
  });

  it('takes the part that the user chooses, refuses one that is none, and takes it back', async () => {
    await start();
    await session.open(uri('link.ld'), tooLong);
    await session.until(() => session.parts.has(uri('link.ld')));
    assert.equal(session.parts.get(uri('link.ld'))?.part, undefined);
    const choose = (part?: string) =>
      session.connection.sendRequest(setPartMethod, { uri: uri('link.ld'), part });
    assert.deepEqual(await choose('stm32f405rgt6'), { ok: true, part: 'STM32F405RG' });
    await session.until(() =>
      (session.codes(uri('link.ld')) ?? []).includes('ld-region-larger-than-part'),
    );
    assert.equal(session.parts.get(uri('link.ld'))?.isChosen, true);
    const refused = (await choose('STM32F404RG')) as { ok: boolean; nearest: string[] };
    assert.equal(refused.ok, false);
    assert.ok(refused.nearest.length > 0);
    assert.deepEqual(await choose(), { ok: true });
    await session.until(() => session.parts.get(uri('link.ld'))?.part === undefined);
  });

  it('takes the part from the settings by the path in the folder', async () => {
    const settings = { part: { 'boards/link.ld': 'STM32F405RG' } };
    await start({ folders: [folder], options: { settings } });
    await session.open(uri('boards/link.ld'), tooLong);
    await session.until(() => session.parts.get(uri('boards/link.ld'))?.part === 'STM32F405RG');
    assert.equal(session.parts.get(uri('boards/link.ld'))?.isChosen, true);
  });

  it('offers the fix of a problem, with a preview where the client shows one', async () => {
    const changeAnnotationSupport = { groupsOnLabel: false };
    await start({
      folders: [folder],
      capabilities: {
        workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport } },
        textDocument: {
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        },
      },
    });
    const name = 'STM32F405RGTx_FLASH.ld';
    await session.open(uri(name), tooLong);
    const isLong = ({ code }: { code?: unknown }): boolean => code === 'ld-region-larger-than-part';
    await session.until(() => session.problems.get(uri(name))?.some(isLong) ?? false);
    const problem = session.problems.get(uri(name))?.find(isLong);
    const actions: unknown = await session.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uri(name) },
      range: problem?.range,
      context: { diagnostics: [problem], only: ['quickfix'] },
    });
    const [first] = actions as {
      isPreferred: boolean;
      edit: {
        documentChanges: {
          textDocument: { version: number | null };
          edits: { newText: string; annotationId: string }[];
        }[];
        changeAnnotations: Record<string, { needsConfirmation: boolean }>;
      };
    }[];
    assert.equal(first?.isPreferred, true);
    const [edit] = first.edit.documentChanges[0]?.edits ?? [];
    assert.equal(edit?.newText, '1024K');
    assert.equal(first.edit.documentChanges[0]?.textDocument.version, 1);
    assert.equal(first.edit.changeAnnotations[edit.annotationId]?.needsConfirmation, true);
  });

  it('links each problem to its page', async () => {
    await start({ folders: [folder], options: { docsUri: 'command:page?%22{id}%22' } });
    await session.open(uri('STM32F405RGTx_FLASH.ld'), tooLong);
    await session.until(() => (session.codes(uri('STM32F405RGTx_FLASH.ld')) ?? []).length > 0);
    const [problem] = session.problems.get(uri('STM32F405RGTx_FLASH.ld')) ?? [];
    assert.equal(problem?.codeDescription?.href, `command:page?%22${String(problem?.code)}%22`);
  });

  it('reads documents without a file, CR LF and binary files without harm', async () => {
    write('binary.ld', 'MEMORY\0\u0001(((');
    write('big.ld', '('.repeat(10_000_000));
    mkdirSync(path('folder.ld'));
    await start();
    await session.open('untitled:Untitled-1', 'INCLUDE other.ld\r\nSECTIONS\r\n{\r\n  (\r\n');
    await session.until(() => (session.codes('untitled:Untitled-1') ?? []).length > 0);
    const [problem] = session.problems.get('untitled:Untitled-1') ?? [];
    assert.ok((problem?.range.start.line ?? -1) >= 0);
    await session.open(uri('last.ld'), '(');
    await session.untilCodes(uri('last.ld'), ['ld-unbalanced-bracket']);
    for (const name of ['binary.ld', 'big.ld', 'folder.ld'])
      assert.equal(session.codes(uri(name)), undefined);
  });

  it('holds nothing against a template that a build fills in', async () => {
    await start();
    const text = `${memory.replace('1024K', '@FLASH_SIZE@')}${sections}`;
    await session.open(uri('link.ld.in'), text);
    await session.until(() => session.codes(uri('link.ld.in')) !== undefined);
    assert.deepEqual(session.codes(uri('link.ld.in')), []);
  });

  it('serves several folders and forgets one that is removed', async () => {
    write('one/a.ld', '(');
    write('two/b.ld', '(');
    const capabilities = { workspace: { workspaceFolders: true } };
    await start({ folders: [path('one'), path('two')], capabilities });
    await session.untilCodes(uri('one/a.ld'), ['ld-unbalanced-bracket']);
    await session.untilCodes(uri('two/b.ld'), ['ld-unbalanced-bracket']);
    const removed = [{ uri: uri('two'), name: 'two' }];
    const event = { added: [], removed };
    await session.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await session.untilCodes(uri('two/b.ld'), []);
    assert.deepEqual(session.codes(uri('one/a.ld')), ['ld-unbalanced-bracket']);
  });

  it('survives requests and notifications that make no sense', async () => {
    await start();
    const { connection } = session;
    await connection.sendNotification('textDocument/didOpen', { nonsense: true });
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri('unknown.ld'), version: 2 },
      contentChanges: [{ text: 'x' }],
    });
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: 'file://%zz/x.ld', type: 1 }],
    });
    await connection.sendNotification('workspace/didChangeConfiguration', { settings: [1] });
    await assert.rejects(connection.sendRequest('no/suchRequest', {}));
    assert.deepEqual(await connection.sendRequest(setPartMethod, 7 as unknown as object), {
      ok: false,
      nearest: [],
    });
    await session.open(uri('still.ld'), '(');
    await session.untilCodes(uri('still.ld'), ['ld-unbalanced-bracket']);
  });

  it('ends when its client dies', async () => {
    await start();
    const exit = once(session.child, 'exit');
    session.child.stdin.destroy();
    await exit;
    assert.notEqual(session.child.exitCode ?? session.child.signalCode, null);
  });
});
