// Chromium for one e2e run: a fresh profile, no network beyond loopback, and a record of any attempt.
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findTool } from '../../../scripts/parts/tools.mjs';
import { limits } from './persist';

export interface Browser {
  readonly page: Page;
  /** Addresses beyond loopback that the page asked for; each failed to resolve. */
  readonly outside: readonly string[];
  readonly close: () => Promise<void>;
}

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Not page.route(): routing switches the HTTP cache off, and the workbench is some 20 MB of scripts.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * @param folder temp folder for the profile; VS Code keeps layout and breakpoints in the profile, so a new
 *   one is a new window
 */
export async function startBrowser(folder: string): Promise<Browser> {
  const executablePath = findTool('chromium');
  if (executablePath === undefined) {
    throw new Error('chromium is missing: run "node scripts/setup.mjs test"');
  }
  const context = await chromium.launchPersistentContext(path.join(folder, 'chromium'), {
    executablePath,
    headless: true,
    timeout: limits.window,
    viewport: { width: 1400, height: 900 },
    args: flags,
    env: { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  const outside: string[] = [];
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isNetwork = /^(https?|wss?):$/.test(protocol);
    if (isNetwork && !['127.0.0.1', 'localhost'].includes(hostname)) outside.push(request.url());
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, outside, close: () => context.close() };
}
