// The Probes view in the Run and Debug side bar: draws the service's state, and sees to it that probes are listed and
// watched while the view is seen, never otherwise.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import type { ProbeNode } from './probe-nodes';
import type { ProbeService } from './probe-service';

export const probesViewId = 'stm32-preflight.probes';

const pausedMessage = 'A debug session is running: probes are left alone until it ends.';

export class ProbesView implements vscode.Disposable, vscode.TreeDataProvider<ProbeNode> {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly view: vscode.TreeView<ProbeNode>;
  private readonly own: vscode.Disposable[];
  /** Of the system's news about probes; undefined while nobody looks. */
  private watching: Promise<{ dispose(): void | Promise<void> }> | undefined;

  constructor(
    private readonly probes: ProbeService,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.onDidChangeTreeData = probes.onDidChange;
    this.view = vscode.window.createTreeView(probesViewId, { treeDataProvider: this });
    this.own = [
      this.view,
      probes.onDidChange(() => this.follow()),
      this.view.onDidChangeVisibility(() => this.follow()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('stm32-preflight.stlinkServer')) this.refresh();
      }),
    ];
  }

  get isVisible(): boolean {
    return this.view.visible;
  }

  async getChildren(node?: ProbeNode): Promise<ProbeNode[]> {
    if (node !== undefined) return [...node.children];
    await this.probes.ensureListed();
    const { probeNodes } = await loadAnalyzer();
    return [...probeNodes(this.probes.state, (atMs) => new Date(atMs).toLocaleTimeString())];
  }

  getTreeItem(node: ProbeNode): vscode.TreeItem {
    const { None, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length > 0 ? Expanded : None);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = toMarkdown(node.tooltip);
    const color = node.color === undefined ? undefined : new vscode.ThemeColor(node.color);
    item.iconPath = new vscode.ThemeIcon(node.icon, color);
    item.contextValue = node.context;
    item.accessibilityInformation = { label: node.spoken };
    if (node.explains !== undefined) {
      const command = 'stm32-preflight.explainFinding';
      item.command = { title: 'Explain Finding', command, arguments: [node.explains] };
    }
    return item;
  }

  dispose(): void {
    this.unwatch();
    for (const part of this.own) part.dispose();
  }

  /** Watches while the view is seen and no session has the probes; what it missed is looked up when that begins. */
  private follow(): void {
    const { isPaused } = this.probes;
    this.view.message = isPaused ? pausedMessage : '';
    const isWanted = this.view.visible && !isPaused;
    if (isWanted === (this.watching !== undefined)) return;
    if (!isWanted) {
      this.unwatch();
      return;
    }
    const onChange = (): void => this.refresh();
    this.watching = loadAnalyzer().then(({ watchForProbes }) => watchForProbes(onChange));
    this.watching.catch((error: unknown) =>
      this.log.warn(`Probes that come and go are not noticed: ${String(error)}`),
    );
    // The tree lists by itself when it is drawn for the first time.
    if (this.probes.state.list !== undefined) this.refresh();
  }

  private unwatch(): void {
    this.watching
      ?.then((watch) => watch.dispose())
      .catch((error: unknown) =>
        this.log.warn(`The watch for probes did not end: ${String(error)}`),
      );
    this.watching = undefined;
  }

  private refresh(): void {
    if (!this.view.visible) return;
    this.probes.refresh().catch((error: unknown) => this.log.error(String(error)));
  }
}

/** A heading and a list. All of it is text: a USB device says of itself what it likes. */
function toMarkdown([heading = '', ...lines]: readonly string[]): vscode.MarkdownString {
  const escape = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
  const list = lines.map((line) => `- ${escape(line)}`).join('\n');
  return new vscode.MarkdownString(`**${escape(heading)}**\n\n${list}`);
}
