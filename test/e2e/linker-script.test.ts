// Linker scripts in VS Code: problems while typing, their quick fixes and pages, the part in the status bar, and what
// the editor shows of regions. Nothing is built and nothing is launched, but for the one test that says so.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { poll } from '../../src/base/abort';
import { fixesAtCursor, openPage, problemGone, problemRow, quickFix } from './support/findings';
import {
  choosePart,
  codeLens,
  editorLine,
  hoverAtCursor,
  partShown,
  renameAt,
} from './support/script-editor';
import { limits, persist } from './support/persist';
import { answerTyped } from './support/questions';
import { useWorkbench } from './support/workbench';
import type { Workbench } from './support/workbench';

const script = 'STM32F405ZGTX_FLASH.ld';
const example = path.resolve('examples', 'broken', 's6-psram-without-noload');
const extension = path.resolve('.');
const psramId = 'ld-content-in-external-memory';

/** The script as it was before somebody thought of the PSRAM: without its section, and an empty line in its place. */
function withoutSection(workspace: string): void {
  const file = path.join(workspace, script);
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace(/\n {2}\/\* Wrong:[^]*\n\}\n$/, '\n\n}\n'));
  // No launch.json and no ELF file: what is told comes from the script alone.
  for (const folder of ['.vscode', 'build']) {
    fs.rmSync(path.join(workspace, folder), { recursive: true, force: true });
  }
}

const section = '  .psram :\n  {\n    *(.psram*)\n  } >PSRAM';

/** What is typed is what stands there then, however far VS Code is with its tokens, and in the editor alone. */
const typedAsItIs = {
  'editor.acceptSuggestionOnEnter': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoIndent': 'none',
  'files.autoSave': 'off',
};

const textOf = ({ workspace }: Workbench, file = script): string =>
  fs.readFileSync(path.join(workspace, file), 'utf8');

/** The line, counted from 1, that begins so. */
function lineOf(workbench: Workbench, start: string, file = script): number {
  const lines = textOf(workbench, file).split('\n');
  const index = lines.findIndex((line) => line.trim().startsWith(start));
  assert.ok(index >= 0, start);
  return index + 1;
}

function problemTexts(workbench: Workbench): Promise<string[]> {
  return workbench.texts('.markers-panel .monaco-list-row');
}

describe('S6 while typing', () => {
  for (const theme of ['dark', 'light'] as const) {
    describe(`in the ${theme} theme`, () => {
      const window = useWorkbench(() => ({
        workspace: example,
        extension,
        theme,
        settings: typedAsItIs,
        prepare: withoutSection,
      }));
      let sectionLine = 0;

      it('shows the part that the name of the script says', async () => {
        await window().quickOpen(script);
        await partShown(window(), 'STM32F405ZG');
        await window().focusView('Problems: Focus on Problems View');
        await window().page.locator('.markers-panel').getByText('No problems').waitFor();
      });

      it('tells on the line of the section that (NOLOAD) is missing, with nothing saved or built', async () => {
        const { page } = window();
        const before = textOf(window());
        sectionLine = before.split('\n').length - 2;
        await window().goTo(sectionLine);
        await page.keyboard.type(section);
        await problemRow(window(), psramId, sectionLine);
        assert.equal(textOf(window()), before);
        await window().screenshot(`script-typed-${theme}`);
      });

      it('mends it by the quick fix, once its preview is applied', async () => {
        await window().quickOpen(script);
        await window().goTo(sectionLine);
        await quickFix(window(), 'NOLOAD', [script, '.psram (NOLOAD) :']);
        await problemGone(window(), '.psram');
        await window().page.locator('.markers-panel').getByText('No problems').waitFor();
        await window().screenshot(`script-mended-${theme}`);
      });
    });
  }
});

describe('a linker script in the editor', () => {
  const window = useWorkbench(() => ({
    ...{ workspace: example, extension, theme: 'light' },
    settings: typedAsItIs,
  }));

  it('has a page behind the id of a problem', async () => {
    await window().quickOpen(script);
    await openPage(window(), await problemRow(window(), psramId), psramId);
    await window().screenshot('script-page');
  });

  it('shows what the regions hold and where they end, between and behind the lines', async () => {
    await window().quickOpen(script);
    await codeLens(window(), /FLASH .*%/).waitFor();
    await editorLine(window(), /FLASH\s\(rx\).*to\s0x080fffff/).waitFor();
    await window().screenshot('script-lens-and-hints');
  });

  it("tells of a region the part's memory", async () => {
    const line = lineOf(window(), 'FLASH (rx)');
    await window().goTo(line, 4);
    await hoverAtCursor(window(), 'STM32F405ZG');
    // Not by the window's own way, which moves the pointer and so closes the hover.
    const picture = path.join('test-results', 'screenshots', 'script-hover.png');
    await window().page.screenshot({ path: picture });
    await window().page.keyboard.press('Escape');
  });

  it('goes from the name of a region to where it is defined', async () => {
    const used = lineOf(window(), '} >RAM AT> FLASH');
    await persist(async (timeout) => {
      await window().goTo(used, 6);
      await window().page.keyboard.press('F12');
      await window().cursorInLine(lineOf(window(), 'RAM   (xrw)'), timeout);
    });
  });

  it('is checked against the part that is chosen in the status bar, which the settings keep', async () => {
    await choosePart(window(), 'STM32F401RC', 'STM32F401RC');
    await partShown(window(), 'STM32F401RC');
    await problemRow(window(), 'ld-region-larger-than-part');
    const settings = path.join('.vscode', 'settings.json');
    const kept = (): Promise<true | undefined> => {
      const file = path.join(window().workspace, settings);
      const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
      return Promise.resolve(text.includes(`"${script}": "STM32F401RC"`) || undefined);
    };
    await poll(kept, AbortSignal.timeout(limits.action));
    await window().screenshot('script-part-chosen');
  });

  it('is checked against the part of the project again once the choice is forgotten', async () => {
    await window().quickOpen(script);
    await choosePart(window(), 'Forget', 'Forget My Choice');
    await partShown(window(), 'STM32F405ZG');
    await problemGone(window(), 'ld-region-larger-than-part');
  });

  it('tells once what a preflight finds in the linked file too', async () => {
    const line = lineOf(window(), '.psram :');
    await window().palette('STM32: Run Preflight');
    await problemRow(window(), 'elf-zeros-in-external-memory', line);
    await problemGone(window(), psramId);
    const rows = await problemTexts(window());
    const problems = rows.filter((row) => row.includes('STM32 Preflight'));
    assert.equal(problems.length, 1, rows.join('\n'));
    assert.match(problems[0] ?? '', new RegExp(`Ln ${line}\\b`));
    await window().screenshot('script-told-once');
    await window().quickOpen(script);
    await window().goTo(line, 5);
    await persist(
      async () => assert.equal(await (await fixesAtCursor(window(), 'NOLOAD')).count(), 1),
      () => window().page.keyboard.press('Escape'),
    );
    await window().page.keyboard.press('Escape');
  });

  it('renames no symbol that a C source with unsaved changes uses, and both once it is saved', async () => {
    const { page } = window();
    await window().quickOpen('main.c');
    await window().goTo(1);
    await page.keyboard.type('// Not saved.');
    await window().quickOpen(script);
    await renameAt(window(), [lineOf(window(), '_estack ='), 2], '_stack_top');
    await window().notification('Save main.c and rename again');
    await window().screenshot('script-rename-refused');
    await window().palette('File: Save All Files');
    await page.locator('.tab.dirty[data-resource-name="main.c"]').waitFor({ state: 'hidden' });
    await renameAt(window(), [lineOf(window(), '_estack ='), 2], '_stack_top');
    await editorLine(window(), /^_stack_top\s=/).waitFor();
    // VS Code saves what a rename changes.
    const isRenamed = (): Promise<true | undefined> =>
      Promise.resolve(/extern unsigned _stack_top,/.test(textOf(window(), 'main.c')) || undefined);
    await poll(isRenamed, AbortSignal.timeout(limits.action));
  });
});

describe('a linker script whose part nothing names', () => {
  const name = 'app.ld';
  const window = useWorkbench(() => ({
    workspace: example,
    extension,
    prepare: (workspace) => {
      withoutSection(workspace);
      const file = path.join(workspace, script);
      const text = fs.readFileSync(file, 'utf8').replace(/^\/\*.*\*\/\n/, '');
      fs.rmSync(file);
      fs.writeFileSync(path.join(workspace, name), text);
    },
  }));
  const question = 'Which part is app.ld for?';

  it('is asked about once, and takes the part that is typed as it stands on the package', async () => {
    await window().quickOpen(name);
    await partShown(window(), 'Part not known');
    await window().notification(question);
    await window().screenshot('script-part-question');
    await window().answerNotification(question, 'Choose Part');
    await answerTyped(window(), 'STM32F405ZGT6', 'STM32F405ZG');
    await partShown(window(), 'STM32F405ZG');
  });
});
