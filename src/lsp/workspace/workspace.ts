// The scripts of the workspace, open or not, as views: texts of the editor go before those of the disk, and a script
// that another one includes is shown as a part of that one. Nothing waits: what is known is answered at once, and told
// again when more is known.

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { scriptsIn } from '../../analysis/find-scripts';
import type { PartOfScript } from '../../analysis/part-of-script';
import { textsOf } from '../../analysis/sources-of-script';
import { partsIn } from '../../csource/pasted-names';
import { pastedPlace, readName, symbolUses } from '../../csource/symbol-uses';
import type { NameReading } from '../../csource/symbol-uses';
import type { Host } from '../../host/host';
import { isInside } from '../../host/paths';
import type { ScriptView, ScriptViews, SourceUses } from '../script-view';
import { Background } from './background';
import { isUri } from './file-uris';
import { makeView } from './make-view';
import { fileOf, OpenFiles } from './open-files';
import { ScriptGraph } from './script-graph';
import { ScriptSearch } from './script-search';
import { ScriptTexts } from './script-texts';
import { SurroundingsStore } from './surroundings';
import { isFragment, readWhole } from './whole-script';
import { WholeScripts } from './whole-scripts';

export interface WorkspaceOptions {
  readonly host: Host;
  /** Absolute paths. */
  readonly folders: () => readonly string[];
  /** What the client's settings say of a script's part. */
  readonly setting: (script: string) => string | undefined;
  /** Whether scripts of which no file is open are told of as well. */
  readonly tellsClosed: () => boolean;
  /** What went wrong in the background. */
  readonly onError: (error: unknown) => void;
}

export class Workspace implements ScriptViews {
  readonly around: SurroundingsStore;
  readonly graph = new ScriptGraph();
  readonly texts: ScriptTexts;
  private readonly open = new OpenFiles();
  private readonly wholes: WholeScripts;
  private readonly searches: ScriptSearch;
  private readonly background: Background;
  private readonly changed: ((view: ScriptView) => void)[] = [];
  private readonly closed: ((uri: string) => void)[] = [];

  constructor(private readonly options: WorkspaceOptions) {
    const { host, folders, setting, onError } = options;
    this.background = new Background((root) => this.readAgain(root), onError);
    this.searches = new ScriptSearch(folders);
    this.around = new SurroundingsStore(host, folders, setting);
    this.texts = new ScriptTexts(host, (file) => this.open.documentOf(file)?.getText());
    this.wholes = new WholeScripts({
      ...{ texts: this.texts, graph: this.graph, around: this.around },
      shownRoots: () => this.shownRoots(),
      onDropped: (files) => this.standAlone(files),
    });
  }

  of(uri: string): ScriptView | undefined {
    const file = fileOf(uri);
    return this.open.has(file) || this.graph.has(file) ? this.viewOf(file) : undefined;
  }

  scriptUris(): readonly string[] {
    const files = new Set([...this.open.files(), ...this.graph.scripts()]);
    return [...files].map((file) => this.uriOf(file));
  }

  scriptsWith(file: string): readonly ScriptView[] {
    return this.graph.rootsOf(file).map((root) => this.viewOf(root));
  }

  onChange(listener: (view: ScriptView) => void): void {
    this.changed.push(listener);
  }

  onClose(listener: (uri: string) => void): void {
    this.closed.push(listener);
  }

  uriOf(file: string): string {
    return this.open.uriOf(file);
  }

  /** The evaluated script that a document is a part of, and the part that it is for. */
  partOf(uri: string): PartOfScript | undefined {
    return this.wholes.of(this.rootOf(fileOf(uri)))?.part;
  }

  /** The script that ld is started with for this document. */
  rootOf(file: string): string {
    return this.graph.rootsOf(file)[0] ?? file;
  }

  openUris(): readonly string[] {
    return this.open.allUris();
  }

  isTold(file: string): boolean {
    return this.open.has(file) || this.graph.has(file) || this.searches.isNear(file);
  }

  /** Found by a search of the workspace's folders, or would be. */
  isOurs(file: string): boolean {
    return this.searches.wouldFind(file);
  }

  async sourceUses(view: ScriptView, symbol: string): Promise<SourceUses> {
    const { files, isComplete } = await this.around.sourcesOf(this.rootOf(view.file));
    const readings: NameReading[] = [];
    for await (const { file, text } of textsOf(this.options.host, files)) {
      readings.push(readName(text, file, symbol));
    }
    const uses = symbolUses(readings, symbol);
    const pasted: SourceUses['pasted'] = async () => {
      if (readings.every(({ pastings }) => pastings.length === 0)) return undefined;
      const words = new Set<string>();
      for await (const { text } of textsOf(this.options.host, files)) {
        for (const word of partsIn(text, symbol)) words.add(word);
      }
      return pastedPlace(readings, symbol, words);
    };
    return { uses: uses.map((use) => ({ ...use, uri: this.uriOf(use.file) })), isComplete, pasted };
  }

  /** The client opened or changed a document. */
  edited(document: TextDocument): void {
    const file = fileOf(document.uri);
    const isNew = this.open.set(document);
    if (isNew) this.texts.forgetMissing();
    if (isNew && !isUri(file)) this.lookBeside(file);
    // A file that a hundred scripts include would keep the one who types waiting for all of them.
    const [first = file, ...others] = this.graph.rootsOf(file);
    this.evaluate(first);
    this.later(others);
  }

  /** The client closed it: what is on the disk counts again. */
  closedByClient(uri: string): void {
    const file = fileOf(uri);
    this.open.delete(uri);
    if (isUri(file) || !this.isOurs(file)) this.remove(file, uri);
    else this.changedOnDisk([file]).catch(this.options.onError);
    // A fragment's problems stay only as long as they are told of documents that are not open.
    if (!this.options.tellsClosed()) this.tellClose(uri);
  }

  /** Nobody has it any more. */
  remove(file: string, uri = this.uriOf(file)): void {
    const others = this.graph.wholesWith(file).filter((each) => each !== file);
    const parts = this.graph.delete(file);
    this.texts.forget(file);
    this.wholes.forget(file);
    this.around.forget(file);
    this.tellClose(uri);
    this.later(others);
    this.standAlone(parts);
  }

  /** Reads scripts again, one after the other, and what is around them; requests go first. */
  later(roots: Iterable<string>): void {
    this.background.later(roots);
  }

  /**
   * Takes scripts in that a search finds; until it ends, documents that look like fragments are not judged.
   * @returns what was found
   */
  async search(find: () => Promise<readonly string[]>): Promise<readonly string[]> {
    try {
      return await this.searches.run(find, (file) => this.take(file));
    } finally {
      for (const file of this.open.files()) this.later(this.graph.rootsOf(file));
    }
  }

  /** Files that are or may be scripts changed on the disk. */
  async changedOnDisk(files: readonly string[]): Promise<void> {
    const again = new Set(this.wholes.lackingRoots());
    for (const file of files) {
      for (const each of this.graph.wholesWith(file)) again.add(each);
      this.texts.forget(file);
    }
    await this.texts.fetch(files);
    for (const file of files) {
      if (this.texts.known(file) === 'missing') this.remove(file);
      else await this.take(file);
      for (const each of this.graph.rootsOf(file)) again.add(each);
    }
    this.later([...again].flatMap((each) => this.graph.rootsOf(each)));
  }

  /** Whether scripts that are not open are told of may have changed: all are told of again, or taken back. */
  tellClosed(): void {
    const shown = this.shownRoots();
    const roots = [...this.graph.scripts()].filter((each) => {
      return this.rootOf(each) === each && !shown.has(each);
    });
    if (this.options.tellsClosed()) return this.later(roots);
    for (const root of roots) this.tellClose(this.uriOf(root));
  }

  /** Folders that are no part of the workspace any more. */
  removeBelow(folders: readonly string[]): void {
    for (const file of [...this.graph.scripts()]) {
      const isGone = folders.some((each) => isInside(each, file));
      if (isGone && !this.open.has(file)) this.remove(file);
    }
  }

  /** Parts that the settings name may have changed. */
  judgeAll(): void {
    for (const root of this.wholes.roots()) this.judgeAgain(root);
  }

  /** The user chose another part. */
  judgeAgain(root: string): void {
    this.wholes.judge(root);
    this.announce(root);
  }

  /** Outside of the workspace, what includes a script is looked for in its own folder. */
  private lookBeside(file: string): void {
    const { host, onError } = this.options;
    const folder = this.searches.newFolderOf(file);
    if (folder !== undefined) this.search(() => scriptsIn(host, folder)).catch(onError);
  }

  /** Only what it includes is looked at. */
  private async take(file: string): Promise<void> {
    if (this.graph.has(file)) return;
    await this.texts.fetch([file]);
    if (/\bINCLUDE\b/.test(this.texts.textOf(file) ?? '')) await this.wholes.complete(file);
    else this.graph.set(file, []);
  }

  /** Parts of a script that may be of no other one now. */
  private standAlone(parts: readonly string[]): void {
    this.later(parts.filter((file) => this.graph.has(file) || this.open.has(file)));
  }

  /** At once; what is lacking comes in the background, and then again. */
  private evaluate(root: string): void {
    const text = this.texts.textOf(root);
    const whole = text === undefined ? undefined : this.wholes.read(root, text);
    // Told first: a message goes out in the next turn, and the background reads in one of its own behind that.
    if (whole?.wanted.length === 0) this.announce(root);
    if (whole === undefined || whole.wanted.length > 0 || !this.around.isKnown(root))
      this.later([root]);
  }

  private async readAgain(root: string): Promise<void> {
    if (!this.graph.has(root) && !this.open.has(root)) return;
    if (!isUri(root) && this.texts.known(root) === undefined) await this.texts.fetch([root]);
    const whole = await this.wholes.complete(root);
    if (whole === undefined) return;
    if (!this.around.isKnown(root)) {
      await this.around.look(root, whole.facts.script);
      // It was removed meanwhile, or what is around it changed: then its turn comes again.
      if (!this.around.isKnown(root)) return;
      // Includes are looked for in folders that are known only now.
      if (this.wholes.lackingRoots().has(root)) await this.wholes.complete(root);
      else this.wholes.judge(root);
    }
    this.announce(root);
    // Told of, and wanted no more: kept for a while, a thousand of them would take a lot of memory.
    if (!this.shownRoots().has(root)) this.wholes.drop(root);
  }

  /** Of the open documents. */
  private shownRoots(): ReadonlySet<string> {
    return new Set(this.open.files().map((file) => this.rootOf(file)));
  }

  /** Tells of every open document that the script shows, or of the script itself. */
  private announce(root: string): void {
    const whole = this.wholes.kept(root);
    if (whole === undefined) return;
    const files = new Set(whole.program.sources.map(({ file }) => file));
    const shown = this.open.files().filter((file) => {
      return files.has(file) && this.rootOf(file) === root;
    });
    if (shown.length === 0 && !(this.options.tellsClosed() && this.isOurs(root)))
      return this.tellClose(this.uriOf(root));
    for (const file of shown.length > 0 ? shown : [root]) {
      if (this.searches.isUnderWay() && isFragment(whole)) continue;
      const view = this.viewOf(file);
      for (const listener of this.changed) listener(view);
    }
  }

  private tellClose(uri: string): void {
    for (const listener of this.closed) listener(uri);
  }

  private viewOf(file: string): ScriptView {
    return makeView({
      uri: this.uriOf(file),
      file,
      open: this.open.documentOf(file),
      textOf: () => this.texts.textOf(file) ?? '',
      wholeOf: () =>
        this.wholes.of(this.rootOf(file)) ?? readWhole(file, '', () => 'missing', this.around),
    });
  }
}
