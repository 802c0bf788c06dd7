// The other end of the DAP connection, as the handlers see it: where events go, and how it counts.

import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LogLevel } from '../base/log';
import { Transcript } from '../base/transcript';
import type { TranscriptSource } from '../base/transcript';
import { findingsEvent, logEvent } from '../protocol/debug-events';
import type { FindingsEvent, LogEvent } from '../protocol/debug-events';
import { findingsOutput } from './findings-text';

type OutputBody = DebugProtocol.OutputEvent['body'];

export type OutputCategory = 'console' | 'important' | 'stdout' | 'stderr';

/** What the client said of itself in `initialize`; DAP's defaults where it was silent. */
export interface ClientTraits {
  readonly firstLine: 0 | 1;
  readonly firstColumn: 0 | 1;
  readonly pathsAreUris: boolean;
  readonly progress: boolean;
  readonly memoryReferences: boolean;
  readonly invalidated: boolean;
  /** It is VS Code with our extension: problems have their own view, and errors can have a command as a button. */
  readonly showsProblems: boolean;
  /** It takes the events of protocol/debug-events.ts. Emacs's client complains of each event that it does not know. */
  readonly ownEvents: boolean;
}

export const defaultTraits: ClientTraits = {
  firstLine: 1,
  firstColumn: 1,
  pathsAreUris: false,
  progress: false,
  memoryReferences: false,
  invalidated: false,
  showsProblems: false,
  ownEvents: false,
};

export class Client {
  traits = defaultTraits;
  /** What was said in this launch. */
  transcript = new Transcript();

  constructor(private readonly sendEvent: (event: string, body: unknown) => void) {}

  event(name: string, body: unknown = {}): void {
    this.sendEvent(name, body);
  }

  /** An event of protocol/debug-events.ts, to who asked for those. */
  ownEvent(event: string, body: unknown): void {
    if (this.traits.ownEvents) this.sendEvent(event, body);
  }

  output(category: OutputCategory, text: string): void {
    const body: DebugProtocol.OutputEvent['body'] = { category, output: text };
    this.sendEvent('output', body);
  }

  log(level: LogLevel, source: TranscriptSource, message: string): void {
    const body: LogEvent = { level, source, message };
    this.ownEvent(logEvent, body);
    for (const line of message.split('\n')) this.transcript.add(source, line);
  }

  /** Findings as data for a client that knows them, and as text for every client. */
  findings(event: FindingsEvent): void {
    this.ownEvent(findingsEvent, event);
    for (const output of findingsOutput(event, this.traits.showsProblems))
      this.sendEvent('output', this.placed(output));
  }

  /** Places in the client's own counting. */
  private placed(output: OutputBody): OutputBody {
    const { source, line, column } = output;
    if (source?.path === undefined) return output;
    return {
      ...output,
      source: { ...source, path: this.toClientPath(source.path) },
      ...(line === undefined ? {} : { line: this.toClientLine(line) }),
      ...(column === undefined ? {} : { column: column - 1 + this.traits.firstColumn }),
    };
  }

  toClientLine(line: number): number {
    return line - 1 + this.traits.firstLine;
  }

  fromClientLine(line: number): number {
    return line + 1 - this.traits.firstLine;
  }

  /** @param path absolute */
  toClientPath(path: string): string {
    return this.traits.pathsAreUris ? pathToFileURL(path).href : path;
  }

  fromClientPath(given: string): string {
    const isUri = this.traits.pathsAreUris && given.startsWith('file:');
    return isUri ? fileURLToPath(given) : given;
  }
}
