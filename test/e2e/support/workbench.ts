// VS Code as a user meets it: one open window, driven by keys and clicks, read by what it shows.
// What belongs to a debug session is in debug-session.ts.
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { poll } from '../../../src/base/abort';
import { startBrowser } from './browser';
import type { Browser } from './browser';
import { limits, persist } from './persist';
import { startVscodeServer } from './vscode-server';
import type { VscodeServer, VscodeServerOptions } from './vscode-server';

export type WorkbenchOptions = Omit<VscodeServerOptions, 'theme'> &
  Partial<Pick<VscodeServerOptions, 'theme'>>;

const screenshotFolder = path.resolve('test-results', 'screenshots');
let screenshotCount = 0;

export class Workbench {
  readonly page: Page;
  readonly workspace: string;

  constructor(
    private readonly server: VscodeServer,
    private readonly browser: Browser,
  ) {
    this.page = browser.page;
    this.workspace = server.workspace;
  }

  /** Addresses beyond loopback that VS Code asked for. */
  get outside(): readonly string[] {
    return this.browser.outside;
  }

  /** Runs a command by its title in the palette, "Category: Title". */
  async palette(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title.replace(/^.*?: /, ''));
  }

  /** Opens a file of the workspace by its name, and waits until keys go to its text. */
  async quickOpen(file: string): Promise<void> {
    await this.pick('Control+P', file, file);
    const name = path.basename(file);
    await this.page.locator(`.tabs-container .tab[data-resource-name="${name}"].active`).waitFor();
    // The tab is there before its text is: till then the editor has the file that was open before.
    await this.page.locator(`.monaco-editor.focused[data-uri$="/${name}"]`).waitFor();
  }

  /** Puts the cursor of the active editor on a line and column, both counted from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    const { keyboard } = this.page;
    await persist(
      async (timeout) => {
        await keyboard.press('Control+1'); // the focus to the editor, wherever it was
        await keyboard.press('Control+G');
        await this.fillQuickInput(`:${line}:${column}`, timeout);
        await this.quickInput.press('Enter', { timeout });
        await this.quickInput.waitFor({ state: 'hidden', timeout });
        await this.cursorInLine(line, timeout);
      },
      (timeout) => this.closeQuickInput(timeout),
    );
  }

  /** Waits until the status bar says that the cursor is in this line. */
  async cursorInLine(line: number, timeout: number = limits.action): Promise<void> {
    const position = this.page.locator('.statusbar-item', {
      hasText: new RegExp(`^Ln ${line}, Col`),
    });
    await position.waitFor({ timeout });
  }

  /** Where a palette or a question takes what is typed. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** Types into the palette or question that is open, or about to be. For `persist`: it may close meanwhile. */
  async fillQuickInput(text: string, timeout: number): Promise<void> {
    await this.quickInput.waitFor({ state: 'visible', timeout });
    await this.quickInput.fill(text, { timeout });
  }

  /** Shows a view by the title of its palette command, for example 'Problems: Focus on Problems View'. */
  async focusView(title: string): Promise<void> {
    await this.palette(title);
  }

  /** The view in a side bar whose header has this title. */
  view(title: string): Locator {
    const header = this.page.locator('.pane-header', { hasText: title });
    return this.page.locator('.pane', { has: header });
  }

  /** Folds views of the side bar, to leave their room to the others. */
  async foldViews(...titles: readonly string[]): Promise<void> {
    for (const title of titles) {
      const header = this.page.locator('.pane-header', { hasText: title }).first();
      const folded = this.page.locator('[aria-expanded="false"]').and(header);
      await persist(async (timeout) => {
        await header.waitFor({ timeout });
        if (!(await folded.isVisible())) await header.click({ timeout });
        await folded.waitFor({ timeout });
      });
    }
  }

  /** What matching elements say, with every run of white space (VS Code uses no-break ones) as one blank. */
  async texts(target: string | Locator): Promise<string[]> {
    const locator = typeof target === 'string' ? this.page.locator(target) : target;
    const texts = await locator.allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** Waits for a notification that contains this text. */
  async notification(text: string): Promise<void> {
    const messages = this.page.locator('.notification-toast .notification-list-item-message');
    await messages.filter({ hasText: text }).first().waitFor();
  }

  /**
   * Presses a button of a notification. VS Code puts one away after some ten seconds, so it is looked for where all
   * of them are kept.
   */
  async answerNotification(text: string, button: string): Promise<void> {
    await this.palette('Notifications: Show Notifications');
    const item = this.page.locator('.notifications-center .notification-list-item', {
      hasText: text,
    });
    await item.waitFor();
    await persist(async (timeout) => {
      const pressed = item.locator('.monaco-button', { hasText: button });
      if (await pressed.isVisible()) await pressed.click({ timeout });
      await item.waitFor({ state: 'hidden', timeout });
    });
  }

  /** The content of the webview that is open: where one takes the place of another, of the one that came last. */
  webview() {
    return this.page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
  }

  /** Text of VS Code's log files whose names end so, for example 'exthost.log'. */
  log(name: string): string {
    return this.server.log(name);
  }

  /** Saves a picture as test-results/screenshots/NN-name.png and returns its path. */
  async screenshot(name: string): Promise<string> {
    screenshotCount += 1;
    const file = `${String(screenshotCount).padStart(2, '0')}-${name}.png`;
    const target = path.join(screenshotFolder, file);
    fs.mkdirSync(screenshotFolder, { recursive: true });
    await this.page.mouse.move(1, 1); // off whatever shows a hint under the pointer
    await this.page.screenshot({ path: target });
    return target;
  }

  async close(): Promise<void> {
    await this.browser.close().finally(() => this.server.stop());
  }

  /**
   * Opens the palette or quick open and takes a row. While the row is missing it closes and opens it anew,
   * because an open one does not learn of commands that arrive later.
   */
  private async pick(key: string, text: string, rowText: string): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row', { hasText: rowText });
    const focused = this.page.locator('.quick-input-list .focused', { hasText: rowText });
    await persist(
      async (timeout) => {
        await this.page.keyboard.press(key);
        await this.fillQuickInput(text, timeout);
        await rows.first().waitFor({ timeout });
        // The debug toolbar may lie over a row: where it is the one that Enter takes, no mouse is needed.
        const isFocused = await focused.waitFor({ timeout }).then(
          () => true,
          () => false,
        );
        await (isFocused
          ? this.quickInput.press('Enter', { timeout })
          : rows.first().click({ timeout }));
        // The row goes, at once, and not always the input: a command may ask for more in the same place.
        await rows.first().waitFor({ state: 'hidden', timeout });
      },
      (timeout) => this.closeQuickInput(timeout),
    );
  }

  private async closeQuickInput(timeout: number): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.quickInput.waitFor({ state: 'hidden', timeout });
  }
}

/** Opens VS Code on a copy of the workspace, ready for keys; on failure nothing is left behind. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const server = await startVscodeServer({ theme: 'dark', ...options });
  try {
    const browser = await startBrowser(server.folder);
    const workbench = new Workbench(server, browser);
    const { page } = workbench;
    page.setDefaultTimeout(limits.action);
    try {
      await page.goto(server.url, { waitUntil: 'commit' });
      const explorer = page.locator('.explorer-folders-view .monaco-list-row').first();
      await explorer.waitFor({ timeout: limits.window });
      await extensionsStarted(server);
      return workbench;
    } catch (error) {
      await workbench.screenshot('window-did-not-open');
      await browser.close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Before its extension host is up, VS Code swallows F5; only the host's log tells when that is. */
async function extensionsStarted(server: VscodeServer): Promise<void> {
  const isStarted = () =>
    Promise.resolve(
      /Eager extensions activated/.test(server.log('remoteexthost.log')) || undefined,
    );
  await poll(isStarted, AbortSignal.timeout(limits.window));
}

/**
 * For a `describe`: opens one window before its tests, takes a picture of each failure, closes the window
 * after them whatever happened.
 *
 * @returns gives the window, inside a test
 */
export function useWorkbench(options: () => WorkbenchOptions): () => Workbench {
  let opened: Workbench | undefined;
  before('open VS Code', async () => {
    opened = await openWorkbench(options());
  });
  afterEach('picture of a failure', async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = this.currentTest.title.replace(/\W+/g, '-').toLowerCase();
    await opened?.screenshot(`failed-${name}`);
  });
  after('close VS Code', async function () {
    this.timeout(limits.action);
    await opened?.close();
  });
  return () => {
    if (!opened) throw new Error('the window opens before the first test, not earlier');
    return opened;
  };
}
