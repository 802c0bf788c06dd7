// Scripts with all they include, read and evaluated: those of open documents are kept, and a few others.

import type { ScriptGraph } from './script-graph';
import type { ScriptTexts } from './script-texts';
import type { SurroundingsStore } from './surroundings';
import { readWhole, withSurroundings } from './whole-script';
import type { WholeScript } from './whole-script';

/** Evaluated scripts that are kept although none of their files is open. */
const keptLimit = 8;

export interface WholeScriptsOptions {
  readonly texts: ScriptTexts;
  /** Told what each script includes. */
  readonly graph: ScriptGraph;
  readonly around: SurroundingsStore;
  /** Of the open documents. */
  readonly shownRoots: () => ReadonlySet<string>;
  /** Files that a script included before and does not any more. */
  readonly onDropped: (files: readonly string[]) => void;
}

export class WholeScripts {
  private readonly wholes = new Map<string, WholeScript>();
  /** Scripts in which an INCLUDE was not found. */
  private readonly lacking = new Set<string>();

  constructor(private readonly options: WholeScriptsOptions) {}

  /** Read when it is asked for; undefined where its text is not known. */
  of(root: string): WholeScript | undefined {
    const known = this.kept(root);
    if (known !== undefined) return known;
    const text = this.options.texts.textOf(root);
    return text === undefined ? undefined : this.read(root, text);
  }

  /** Unless a text in it was changed since: its places would be those of another text. */
  kept(root: string): WholeScript | undefined {
    const whole = this.wholes.get(root);
    const isCurrent = whole?.program.sources.every(({ file, text }) => {
      const now = this.options.texts.textOf(file);
      return now === undefined || now === text;
    });
    return isCurrent === true ? whole : undefined;
  }

  roots(): readonly string[] {
    return [...this.wholes.keys()];
  }

  lackingRoots(): ReadonlySet<string> {
    return this.lacking;
  }

  /** With what of its INCLUDEs is known by now; `wanted` names the rest. */
  read(root: string, text: string): WholeScript {
    const { texts, graph, around, onDropped } = this.options;
    const whole = readWhole(root, text, texts.known, around);
    onDropped(graph.set(root, whole.facts.script.files.slice(1)));
    const lacks = whole.facts.script.problems.some(({ id }) => id === 'ld-include-missing');
    if (lacks) this.lacking.add(root);
    else this.lacking.delete(root);
    this.keep(whole);
    return whole;
  }

  /** Reads the script until nothing it includes is lacking. Undefined: it is not there. */
  async complete(root: string): Promise<WholeScript | undefined> {
    const { texts } = this.options;
    for (;;) {
      const text = texts.textOf(root);
      if (text === undefined) return undefined;
      const whole = this.read(root, text);
      if (whole.wanted.length === 0) return whole;
      await texts.fetch(whole.wanted);
    }
  }

  /** The same script, with what is known around it by now. */
  judge(root: string): void {
    const whole = this.kept(root);
    const text = this.options.texts.textOf(root);
    if (whole === undefined || text === undefined) return;
    this.keep(withSurroundings(whole, whole.facts.script, text, this.options.around));
  }

  /** It is read again when somebody asks. */
  drop(root: string): void {
    this.wholes.delete(root);
  }

  /** It is there no more. */
  forget(root: string): void {
    this.wholes.delete(root);
    this.lacking.delete(root);
  }

  private keep(whole: WholeScript): void {
    this.wholes.delete(whole.root);
    this.wholes.set(whole.root, whole);
    if (this.wholes.size <= keptLimit) return;
    const used = this.options.shownRoots();
    for (const root of this.wholes.keys()) {
      if (this.wholes.size <= keptLimit) break;
      if (!used.has(root)) this.wholes.delete(root);
    }
  }
}
