// The scripts of the workspace, open or not, as views: texts of the editor go before those of the disk, and a script
// that another one includes is shown as a part of that one. Nothing waits: what is known is answered at once, and told
// again when more is known.

import { dirname, relative } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nextTurn } from '../../base/abort';
import type { PartOfScript } from '../../analysis/part-of-script';
import { textsOf } from '../../analysis/sources-of-script';
import { symbolUses } from '../../csource/symbol-uses';
import type { Host } from '../../host/host';
import { isInside } from '../../host/paths';
import { parseScript } from '../../linker/parser';
import { closedVersion } from '../script-view';
import type { ScriptView, ScriptViews, SourceUse, SourceUses } from '../script-view';
import { fileOfUri, isUri, uriOfFile } from './file-uris';
import { isSkipped, scriptsIn } from '../../analysis/find-scripts';
import { Background } from './background';
import { ScriptGraph } from './script-graph';
import { ScriptTexts } from './script-texts';
import { SurroundingsStore } from './surroundings';
import { readWhole, withSurroundings } from './whole-script';
import type { WholeScript } from './whole-script';

/** Scripts taken in before requests go first again. */
const takenAtOnce = 8;
/** Evaluated scripts that are kept although none of their files is open. */
const keptLimit = 8;

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
  private readonly open = new Map<string, TextDocument>();
  private readonly uris = new Map<string, string>();
  private readonly wholes = new Map<string, WholeScript>();
  private readonly background: Background;
  /** Searches for scripts under way: before they end, a fragment's includer may be missing. */
  private searches = 0;
  /** Folders outside of the workspace. */
  private readonly searched = new Set<string>();
  /** Scripts in which an INCLUDE was not found. */
  private readonly lacking = new Set<string>();
  private readonly changed: ((view: ScriptView) => void)[] = [];
  private readonly closed: ((uri: string) => void)[] = [];

  constructor(private readonly options: WorkspaceOptions) {
    const { host, folders, setting, onError } = options;
    this.background = new Background((root) => this.readAgain(root), onError);
    this.around = new SurroundingsStore(host, folders, setting);
    this.texts = new ScriptTexts(host, (file) => this.open.get(this.uriOf(file))?.getText());
  }

  of(uri: string): ScriptView | undefined {
    const file = fileOf(uri);
    const document = this.open.get(uri);
    if (document === undefined && !this.graph.has(file)) return undefined;
    return this.viewOf(file);
  }

  all(): readonly ScriptView[] {
    return this.files().map((file) => this.viewOf(file));
  }

  scriptUris(): readonly string[] {
    return this.files().map((file) => this.uriOf(file));
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

  /** As the client calls it, where it has told. */
  uriOf(file: string): string {
    return this.uris.get(file) ?? uriOfFile(file);
  }

  /** The evaluated script that a document is a part of, and the part that it is for. */
  partOf(uri: string): PartOfScript | undefined {
    return this.wholeOf(this.rootOf(fileOf(uri)))?.part;
  }

  /** The script that ld is started with for this document. */
  rootOf(file: string): string {
    return this.graph.rootsOf(file)[0] ?? file;
  }

  openUris(): readonly string[] {
    return [...this.open.keys()];
  }

  isTold(file: string): boolean {
    if (this.open.has(this.uriOf(file)) || this.graph.has(file)) return true;
    const near = [...this.options.folders(), ...this.searched];
    return near.some((each) => isInside(each, file));
  }

  async sourceUses(view: ScriptView, symbol: string): Promise<SourceUses> {
    const { files, isComplete } = await this.around.sourcesOf(this.rootOf(view.file));
    const uses: SourceUse[] = [];
    for await (const { file, text } of textsOf(this.options.host, files)) {
      const uri = this.uriOf(file);
      uses.push(...symbolUses(text, file, symbol).map((place) => ({ ...place, uri })));
    }
    return { uses, isComplete };
  }

  private files(): readonly string[] {
    return [...new Set([...[...this.open.keys()].map(fileOf), ...this.graph.scripts()])];
  }

  /** The client opened or changed a document. */
  edited(document: TextDocument): void {
    const file = fileOf(document.uri);
    const isNew = !this.open.has(document.uri);
    this.open.set(document.uri, document);
    this.uris.set(file, document.uri);
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
    this.uris.delete(file);
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
    this.lacking.delete(file);
    this.wholes.delete(file);
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
    this.searches += 1;
    try {
      const files = await find();
      for (const [index, file] of files.entries()) {
        await this.take(file);
        if (index % takenAtOnce === 0) await nextTurn();
      }
      return files;
    } finally {
      this.searches -= 1;
      for (const uri of this.open.keys()) this.later(this.graph.rootsOf(fileOf(uri)));
    }
  }

  /** Only what it includes is looked at. */
  private async take(file: string): Promise<void> {
    if (this.graph.has(file)) return;
    await this.texts.fetch([file]);
    if (/\bINCLUDE\b/.test(this.texts.textOf(file) ?? '')) await this.complete(file);
    else this.graph.set(file, []);
  }

  /** Files that are or may be scripts changed on the disk. */
  async changedOnDisk(files: readonly string[]): Promise<void> {
    const again = new Set(this.lacking);
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
      if (isGone && !this.open.has(this.uriOf(file))) this.remove(file);
    }
  }

  /** Parts that the settings name may have changed. */
  judgeAll(): void {
    for (const root of [...this.wholes.keys()]) this.judgeAgain(root);
  }

  /** The user chose another part. */
  judgeAgain(root: string): void {
    this.judge(root);
    this.announce(root);
  }

  /** Outside of the workspace, what includes a script is looked for in its own folder. */
  private lookBeside(file: string): void {
    const folder = dirname(file);
    const isKnown = this.options.folders().some((each) => isInside(each, file));
    if (isKnown || this.searched.has(folder)) return;
    this.searched.add(folder);
    this.search(() => scriptsIn(this.options.host, folder)).catch(this.options.onError);
  }

  private tellClose(uri: string): void {
    for (const listener of this.closed) listener(uri);
  }

  /** Found by a search of the workspace's folders, or would be. */
  isOurs(file: string): boolean {
    return this.options.folders().some((folder) => {
      return isInside(folder, file) && !isSkipped(relative(folder, file));
    });
  }

  /** Parts of a script that may be of no other one now. */
  private standAlone(parts: readonly string[]): void {
    this.later(parts.filter((file) => this.graph.has(file) || this.open.has(this.uriOf(file))));
  }

  private async readAgain(root: string): Promise<void> {
    if (!this.graph.has(root) && !this.open.has(this.uriOf(root))) return;
    if (!isUri(root) && this.texts.known(root) === undefined) await this.texts.fetch([root]);
    const whole = await this.complete(root);
    if (whole === undefined) return;
    if (!this.around.isKnown(root)) {
      await this.around.look(root, whole.facts.script);
      // It was removed meanwhile, or what is around it changed: then its turn comes again.
      if (!this.around.isKnown(root)) return;
      // Includes are looked for in folders that are known only now.
      if (this.lacking.has(root)) await this.complete(root);
      else this.judge(root);
    }
    this.announce(root);
    // Told of, and wanted no more: kept for a while, a thousand of them would take a lot of memory.
    if (!this.shownRoots().has(root)) this.wholes.delete(root);
  }

  /** The same script, with what is known around it by now. */
  private judge(root: string): void {
    const whole = this.kept(root);
    const text = this.texts.textOf(root);
    if (whole === undefined || text === undefined) return;
    this.keep(withSurroundings(whole, whole.facts.script, text, this.around));
  }

  /** Reads the script until nothing it includes is lacking. Undefined: it is not there. */
  private async complete(root: string): Promise<WholeScript | undefined> {
    for (;;) {
      const text = this.texts.textOf(root);
      if (text === undefined) return undefined;
      const whole = this.read(root, text);
      if (whole.wanted.length === 0) return whole;
      await this.texts.fetch(whole.wanted);
    }
  }

  private read(root: string, text: string): WholeScript {
    const whole = readWhole(root, text, this.texts.known, this.around);
    this.standAlone(this.graph.set(root, whole.facts.script.files.slice(1)));
    const lacks = whole.facts.script.problems.some(({ id }) => id === 'ld-include-missing');
    if (lacks) this.lacking.add(root);
    else this.lacking.delete(root);
    this.keep(whole);
    return whole;
  }

  /** Of the open documents. */
  private shownRoots(): ReadonlySet<string> {
    return new Set([...this.open.keys()].map((uri) => this.rootOf(fileOf(uri))));
  }

  /** At once; what is lacking comes in the background, and then again. */
  private evaluate(root: string): void {
    const text = this.texts.textOf(root);
    const whole = text === undefined ? undefined : this.read(root, text);
    if (whole === undefined || whole.wanted.length > 0 || !this.around.isKnown(root))
      this.later([root]);
    if (whole?.wanted.length === 0) this.announce(root);
  }

  private keep(whole: WholeScript): void {
    this.wholes.delete(whole.root);
    this.wholes.set(whole.root, whole);
    if (this.wholes.size <= keptLimit) return;
    const used = this.shownRoots();
    for (const root of this.wholes.keys()) {
      if (this.wholes.size <= keptLimit) break;
      if (!used.has(root)) this.wholes.delete(root);
    }
  }

  /** Tells of every open document that the script shows, or of the script itself. */
  private announce(root: string): void {
    const whole = this.kept(root);
    if (whole === undefined) return;
    const files = new Set(whole.program.sources.map(({ file }) => file));
    const shown = [...this.open.keys()].map(fileOf).filter((file) => {
      return files.has(file) && this.rootOf(file) === root;
    });
    if (shown.length === 0 && !(this.options.tellsClosed() && this.isOurs(root)))
      return this.tellClose(this.uriOf(root));
    for (const file of shown.length > 0 ? shown : [root]) {
      if (this.searches > 0 && isFragment(whole)) continue;
      const view = this.viewOf(file);
      for (const listener of this.changed) listener(view);
    }
  }

  /** Unless a text in it was changed since: its places would be those of another text. */
  private kept(root: string): WholeScript | undefined {
    const whole = this.wholes.get(root);
    const isCurrent = whole?.program.sources.every(({ file, text }) => {
      const now = this.texts.textOf(file);
      return now === undefined || now === text;
    });
    return isCurrent === true ? whole : undefined;
  }

  private wholeOf(root: string): WholeScript | undefined {
    const known = this.kept(root);
    if (known !== undefined) return known;
    const text = this.texts.textOf(root);
    return text === undefined ? undefined : this.read(root, text);
  }

  /** Of a file that is not open it is read when somebody asks. */
  private viewOf(file: string): ScriptView {
    const uri = this.uriOf(file);
    const wholeOf = (): WholeScript =>
      this.wholeOf(this.rootOf(file)) ?? readWhole(file, '', () => 'missing', this.around);
    const open = this.open.get(uri);
    if (open !== undefined) {
      const { program, facts } = wholeOf();
      const tree = program.treeOf(file) ?? parseScript(open.getText(), 'top');
      return { uri, file, document: open, tree, program, facts };
    }
    const textOf = (): string => this.texts.textOf(file) ?? '';
    return {
      uri,
      file,
      get document() {
        return TextDocument.create(uri, 'linkerscript', closedVersion, textOf());
      },
      get tree() {
        return wholeOf().program.treeOf(file) ?? parseScript(textOf(), 'top');
      },
      get program() {
        return wholeOf().program;
      },
      get facts() {
        return wholeOf().facts;
      },
    };
  }
}

function fileOf(uri: string): string {
  return fileOfUri(uri) ?? uri;
}

/** A whole script has both blocks; what lacks one may be what another script includes. */
function isFragment({ program, root }: WholeScript): boolean {
  const [source] = program.sources;
  const kinds = new Set(program.treeOf(root)?.items.map(({ kind }) => kind));
  return source !== undefined && !(kinds.has('memory') && kinds.has('sections'));
}
