// The shape of a check of a linker script: what the script says, and what is known around it, in; problems out. Pure
// and synchronous, for the language server, the analyzer and the command line alike.

import type { Device } from '../devices/device';
import type { DeviceMatch } from '../devices/find-device';
import type { Finding, Severity, SourceLocation } from '../findings/finding';
import type { LinkerScript } from '../linker/script-model';

/** The part that a script is for. */
export interface ScriptPart {
  readonly device: Device;
  /** Completes "… (where)": `device table; blinky.ioc names the part`. */
  readonly source: string;
}

/** A place that names a part, the script itself included. */
export interface NamedPart {
  /** As it stands there. */
  readonly text: string;
  /** `launch configuration`, or the file. */
  readonly where: string;
  readonly kind: 'configuration' | 'ioc' | 'linker-script' | 'build';
  readonly location?: SourceLocation;
  readonly match: DeviceMatch;
}

/** An input section that the project's objects bring. */
export interface InputSectionSeen {
  /** `.init_array`, `.bss.buffer`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** `nobits`: it takes memory and no bytes of the file. */
  readonly type: 'progbits' | 'nobits' | 'other';
  /** `build/main.o`, `libc.a(memcpy.o)`. */
  readonly object: string;
  /** The output section that it went to. */
  readonly output: string;
}

/** An output section as it was linked. */
export interface OutputSectionSeen {
  readonly name: string;
  readonly sizeBytes: number;
  readonly address: number;
  /** Where it is programmed; for most the same as `address`. */
  readonly loadAddress: number;
  /** It takes memory and no bytes of the file: .bss, what is NOLOAD. */
  readonly isNobits: boolean;
}

/** What the last build says of what goes into the script: from its ELF file or its map. */
export interface BuildSeen {
  /** The file that says so. */
  readonly source: string;
  /** When it was written, in ms since 1970. */
  readonly writtenAtMs: number | undefined;
  /** Output sections that take memory on the target, by name; sections of debug information are none. */
  readonly outputs: ReadonlyMap<string, OutputSectionSeen>;
  /** Global symbols with their values. */
  readonly symbols: ReadonlyMap<string, number>;
  /** Undefined where only the linked file is known, not what went in. */
  readonly inputs: readonly InputSectionSeen[] | undefined;
}

/** A symbol that the project's sources take from the linker script. */
export interface SymbolNeeded {
  readonly name: string;
  readonly location: SourceLocation;
  /** Whether it is the startup file that needs it, before main. */
  readonly isStartup: boolean;
}

/** Everything a check may look at. What is undefined is not known, and is never guessed. */
export interface ScriptFacts {
  readonly script: LinkerScript;
  readonly part: ScriptPart | undefined;
  /** Every place that names a part, in the order in which they count. Empty when none does. */
  readonly named: readonly NamedPart[];
  readonly build: BuildSeen | undefined;
  /** Symbols that startup files and other sources of the project take from the script; undefined: not looked for. */
  readonly needed: readonly SymbolNeeded[] | undefined;
}

/** What a check can ask for; without it the check does not run. */
export type ScriptNeed = 'part' | 'build' | 'needed';

/** A finding without what the check already says; at least one piece of evidence, and a place. */
export interface ScriptFinding extends Omit<Finding, 'id' | 'severity' | 'location'> {
  /** When it differs from the check's. */
  readonly severity?: Severity;
  readonly location: SourceLocation;
}

type Known<N extends ScriptNeed> = ScriptFacts & {
  readonly [K in N]-?: NonNullable<ScriptFacts[K]>;
};

export interface ScriptCheckSpec<N extends ScriptNeed> {
  /** Kebab-case, begins with `ld-`; file, fixture folder and docs page are called the same. */
  readonly id: string;
  /** What is checked, a noun phrase for lists and docs. */
  readonly title: string;
  /** Of its findings, unless one says otherwise. */
  readonly severity: Severity;
  readonly needs: readonly N[];
  /**
   * Ids of checks of the linked file (analysis/checks) that tell the same from what really was linked. Where these run,
   * this one is left out.
   */
  readonly coveredBy?: readonly string[];
  /** Gives nothing when all is well. Must not throw; time grows with the script. */
  run(facts: Known<N>): readonly ScriptFinding[];
}

/** A check as the list holds it. */
export interface ScriptCheck {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly needs: readonly ScriptNeed[];
  readonly coveredBy: readonly string[];
  run(facts: ScriptFacts): readonly ScriptFinding[];
}

/** Ties a check's `run` to what it needs. */
export function defineScriptCheck<N extends ScriptNeed = never>(
  spec: ScriptCheckSpec<N>,
): ScriptCheck {
  const { id, title, severity, needs, coveredBy = [] } = spec;
  return {
    ...{ id, title, severity, needs, coveredBy },
    // checkScript() calls it only when everything it needs is known.
    run: (facts) => spec.run(facts as Known<N>),
  };
}
