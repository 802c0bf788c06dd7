// The VS Code server of one e2e run: settings that make its user interface predictable, a temp folder, a copy
// of the workspace. How it is started is the business of scripts/parts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findCodeServer } from '../../../scripts/parts/code-server-install.mjs';
import { startCodeServer } from '../../../scripts/parts/code-server-start.mjs';
import { cacheFolder } from '../../../scripts/parts/places.mjs';

export type Theme = 'light' | 'dark';

export interface VscodeServerOptions {
  /** The project folder; VS Code gets a copy of it. */
  readonly workspace: string;
  /** The extension as a folder with package.json, or as a .vsix file. */
  readonly extension: string;
  readonly theme: Theme;
  /** User settings on top of the predictable ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server, and so of the extension and the debug adapter; undefined removes. */
  readonly env?: NodeJS.ProcessEnv;
  /** The window opens in restricted mode, and trusts the workspace once the user says so. */
  readonly isUntrusted?: boolean;
  /** Changes the copy before VS Code sees it. */
  readonly prepare?: (workspace: string) => void | Promise<void>;
}

export interface VscodeServer {
  /** Temp folder of this run, gone after `stop`. */
  readonly folder: string;
  /** The copy that VS Code has open. */
  readonly workspace: string;
  /** Address of the workbench with the workspace open. */
  readonly url: string;
  /** Text of VS Code's log files whose names end so; '' when there is none. */
  readonly log: (name: string) => string;
  /** Ends every process of the run and removes the temp folder. */
  readonly stop: () => Promise<void>;
}

const colorTheme: Record<Theme, string> = { light: 'Light Modern', dark: 'Dark Modern' };

/** Without these, VS Code 1.139 greets, recommends, asks, animates, or forwards any port it sees listening. */
const predictable = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'debug.internalConsoleOptions': 'neverOpen',
  'debug.openDebug': 'openOnSessionStart',
  'debug.showInStatusBar': 'always',
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'remote.autoForwardPorts': false,
  'remote.otherPortsAttributes': { onAutoForward: 'ignore' },
  'remote.restoreForwardedPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.confirmBeforeClose': 'never',
  'window.dialogStyle': 'custom',
  'workbench.editor.enablePreview': false,
  'workbench.editor.useModal': 'off', // an editor in a dialog keeps F1 and Ctrl+P from VS Code
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Without the question that would come first. */
const untrusted = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

/** Starts the server; on failure nothing is left behind. */
export async function startVscodeServer(options: VscodeServerOptions): Promise<VscodeServer> {
  const codeServer = findCodeServer(cacheFolder);
  if (!codeServer) throw new Error('code-server is missing: run "node scripts/setup.mjs test"');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stm32-e2e-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const end = () => {
    process.off('exit', remove);
    remove();
  };
  try {
    const workspace = path.join(folder, path.basename(options.workspace));
    fs.cpSync(options.workspace, workspace, { recursive: true, preserveTimestamps: true });
    await options.prepare?.(workspace);
    const server = await startCodeServer({
      codeServer,
      folder,
      ...(options.extension.endsWith('.vsix')
        ? { vsix: options.extension }
        : { extensionFolder: options.extension }),
      isTrustAsked: options.isUntrusted === true,
      settings: {
        ...predictable,
        ...(options.isUntrusted === true ? untrusted : {}),
        'workbench.colorTheme': colorTheme[options.theme],
        ...options.settings,
      },
      env: { HOME: folder, ...options.env },
    });
    const stop = () => server.stop().finally(end);
    return { folder, workspace, url: server.urlOf(workspace), log: server.log, stop };
  } catch (error) {
    end();
    throw error;
  }
}
