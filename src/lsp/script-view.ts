// What a feature of the language server sees of a document: its text, its tree, the script it is a part of, and what
// is known around that. A value; an edit makes a new one.

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SymbolPlace } from '../csource/symbol-uses';
import type { Program } from '../linker/read-script';
import type { SyntaxTree } from '../linker/syntax';
import type { ScriptFacts } from '../script-checks/script-check';

/** Of documents that the client has not open; it counts its own up from 0 or 1. */
export const closedVersion = -1;

export interface ScriptView {
  readonly uri: string;
  /** As places in the model call it: an absolute path, or the uri where it has none. */
  readonly file: string;
  readonly document: TextDocument;
  /** Of this document alone. */
  readonly tree: SyntaxTree;
  /** The whole script: this document with what it includes, or the script that includes it. */
  readonly program: Program;
  /** The script evaluated, its part, its last build. */
  readonly facts: ScriptFacts;
}

/** All documents that the server knows. */
export interface ScriptViews {
  /** Undefined for a document that is not open and not in the workspace. */
  of(uri: string): ScriptView | undefined;
  /** Of open documents and, once they were read, of the scripts of the workspace. */
  scriptUris(): readonly string[];
  /** The scripts that ld reads the file for: itself, or those that include it. */
  scriptsWith(file: string): readonly ScriptView[];
  /** Called when a view was replaced: by an edit, or by something learnt about its part or its build. */
  onChange(listener: (view: ScriptView) => void): void;
  onClose(listener: (uri: string) => void): void;
  /** Of a file as places call it. */
  uriOf(file: string): string;
  /** Whether problems in a file are told: anything may be named by INCLUDE, `/etc/passwd` too, and they quote it. */
  isTold(file: string): boolean;
  /** Where sources of the script's project name one of its symbols (`symbolUses` of each). */
  sourceUses(view: ScriptView, symbol: string): Promise<SourceUses>;
}

export interface SourceUses {
  readonly uses: readonly SourceUse[];
  /** Whether all sources of the project were read: then there are no others. */
  readonly isComplete: boolean;
  /** A macro that may make the name by `##`, where it stands as no search finds it; the sources are read for it. */
  pasted(): Promise<{ readonly file: string; readonly line: number } | undefined>;
}

/** A symbol's name in a C, C++ or assembler source. */
export interface SourceUse extends SymbolPlace {
  readonly uri: string;
  readonly file: string;
}
