// Problems by the document they are shown in. A file that several scripts include has those of all of them: an error is
// one for each of them, what is only a doubt must be one for all.

import type { Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from './protocol-values';

/** Problems of a script by uri; every document of the script has an entry. */
export type ScriptProblems = ReadonlyMap<string, readonly Diagnostic[]>;

export class ProblemStore {
  private readonly scripts = new Map<string, ScriptProblems>();

  /** @returns the documents in which something may have changed */
  set(root: string, problems: ScriptProblems | undefined): readonly string[] {
    const before = this.scripts.get(root) ?? new Map<string, readonly Diagnostic[]>();
    if (problems === undefined) this.scripts.delete(root);
    else this.scripts.set(root, problems);
    return [...new Set([...before.keys(), ...(problems?.keys() ?? [])])];
  }

  of(uri: string): Diagnostic[] {
    const lists = [...this.scripts.values()].flatMap((problems) => problems.get(uri) ?? []);
    const owners = [...this.scripts.values()].filter((problems) => problems.has(uri)).length;
    if (owners <= 1) return lists;
    const counted = new Map<string, { readonly problem: Diagnostic; count: number }>();
    for (const problem of lists) {
      const { code, message, range } = problem;
      const key = JSON.stringify([code, message, range]);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { problem, count: 1 });
      else known.count += 1;
    }
    return [...counted.values()].flatMap(({ problem, count }) => {
      const isShown = problem.severity === DiagnosticSeverity.Error || count >= owners;
      return isShown ? [problem] : [];
    });
  }
}
