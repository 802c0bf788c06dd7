// What a client and our language server tell each other beyond LSP: the part that a linker script is for, and options.

/** `initializationOptions` of `initialize`. */
export interface LanguageServerOptions {
  /**
   * Address of the page about a finding, with `{id}` for its id: `command:…?%22{id}%22`, `https://…/{id}.md`. Without
   * one the pages beside the server's own program are named.
   */
  readonly docsUri?: string;
  /** A command of the client that shows the memory map; code lenses name it. */
  readonly memoryMapCommand?: string;
  /** For clients that cannot be asked for settings (`workspace/configuration`). */
  readonly settings?: LinkerScriptSettings;
}

/**
 * The section that the server asks the client for, with the uri of each workspace folder as scope, at the beginning and
 * after every `workspace/didChangeConfiguration`.
 */
export const settingsSection = 'stm32-preflight.linkerScripts';

/** What is there under `settingsSection`. */
export interface LinkerScriptSettings {
  /** Problems of scripts that are not open, too. Without it: true. */
  readonly workspaceDiagnostics?: boolean;
  /**
   * Parts that the user chose: path of the script → name of the part. Paths are relative to the workspace folder, with
   * `/`, or absolute.
   */
  readonly part?: Readonly<Record<string, string>>;
}

/** Notification from the server: about every open script once its folders were read, and when something of it changes. */
export const scriptPartMethod = 'stm32/scriptPart';

export interface ScriptPartParams {
  readonly uri: string;
  /** The part that the script is checked against, `STM32F405RG`; of a line its name, `STM32F405xx`. Left out: not known. */
  readonly part?: string;
  /** Only the line is known: sizes are those of its largest part. */
  readonly isLine?: true;
  /** Where that comes from, for a tooltip: `blinky.ioc names the part`. Left out where `part` is. */
  readonly source?: string;
  /** The user chose it. */
  readonly isChosen?: true;
  /** What else it may be, likeliest first, each once; may be empty. */
  readonly choices: readonly PartChoice[];
}

export interface PartChoice {
  /** As `setPart` takes it. */
  readonly part: string;
  /** `blinky.ioc names it`, `part of the line STM32F405`. */
  readonly why: string;
}

/**
 * Request from the client: the user chose a part. It holds until the server ends; a client that wants it kept writes it
 * to its settings (`LinkerScriptSettings.part`) as well, once the answer says that it is known.
 */
export const setPartMethod = 'stm32/setPart';

export interface SetPartParams {
  readonly uri: string;
  /** Any spelling. Left out: what the project says counts again. */
  readonly part?: string;
}

export type SetPartResult =
  /** `part`: the name to keep; left out when the choice was taken back. */
  | { readonly ok: true; readonly part?: string }
  /** There is no such part: nothing changed. `nearest`: names that look like it, at most five. */
  | { readonly ok: false; readonly nearest: readonly string[] };
