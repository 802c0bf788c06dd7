// What a CubeMX project file says: part, debug pins, contexts, the settings that matter to a debugger. Values only.

import type { Span } from '../base/text';

/** Where a key stands in the .ioc; lines and columns count from 1. */
export interface IocPlace extends Span {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A pin with a signal. */
export interface IocPin {
  /** Port and number, `PA13`, whatever is written behind it. */
  readonly pin: string;
  /** The name as the file has it, unescaped: `PA13 (JTMS/SWDIO)`, `PA14-BOOT0`. */
  readonly name: string;
  /** `GPIO_Output`, `SYS_JTMS-SWDIO`, …; undefined where only a mode is given. */
  readonly signal: string | undefined;
  readonly mode: string | undefined;
  readonly label: string | undefined;
  /** Of its `.Signal` line, else the first line of the pin. */
  readonly place: IocPlace;
}

/** The state of the debug interface (facts: CubeMX 4.5 to 6.18 files). */
export type IocDebug =
  /** Pins carry the debug signals; `jtag` for the modes that take JTAG pins too. */
  | {
      readonly state: 'on';
      readonly interface: 'swd' | 'jtag';
      readonly mode: string;
      readonly place: IocPlace;
    }
  /** The signals are on their pins, no mode is chosen: reserved by hand, SWD works. */
  | { readonly state: 'pins-only'; readonly place: IocPlace }
  /** F1 only: `VP_SYS_VS_ND`. */
  | { readonly state: 'no-debug'; readonly place: IocPlace }
  | { readonly state: 'not-configured' };

/** A timer, watchdog or low-power setting with the line that shows it. */
export interface IocIp {
  /** `IWDG`, `IWDG1`, `WWDG`, `PWR`, `FREERTOS`, … */
  readonly name: string;
  readonly place: IocPlace;
}

/** A reason to doubt the file. */
export interface IocProblem {
  /**
   * `not-cubemx`: none of its keys; `binary`: no text; `conflict`: marks of a merge; `no-entry`: a line without
   * `=`; `cut-off`: an end that is missing; `no-json`: a block of an .ioc2 that cannot be read.
   */
  readonly kind: 'not-cubemx' | 'binary' | 'conflict' | 'no-entry' | 'cut-off' | 'no-json';
  /** Completes "…, because": `it counts 9 pins and lists 7 of them`. */
  readonly message: string;
  readonly place: IocPlace;
}

export interface IocProject {
  readonly format: 'ioc' | 'ioc2';
  /** How the file ends its lines, for edits. */
  readonly lineEnd: '\n' | '\r\n';
  /** The exact part, `STM32F405RGTx` (`Mcu.UserName`). */
  readonly device: string | undefined;
  readonly devicePlace: IocPlace | undefined;
  /** The orderable part, `STM32F405RGT6` (`Mcu.CPN`). */
  readonly orderCode: string | undefined;
  /** The part's family, `STM32F4` (`Mcu.Family`). */
  readonly family: string | undefined;
  /** The board, `NUCLEO-F446RE`; undefined for a custom one. */
  readonly board: string | undefined;
  /** `6.12.0` (`MxCube.Version`). */
  readonly version: string | undefined;
  /** `ProjectManager.ProjectName`. */
  readonly projectName: string | undefined;
  /** `STM32CubeIDE`, `Makefile`, `CMake`, … (`ProjectManager.TargetToolchain`). */
  readonly toolchain: string | undefined;
  /** Where main.c is: `Core/Src`, `Src` (`ProjectManager.MainLocation`). */
  readonly mainLocation: string | undefined;
  /** `CortexM7`, `CortexM33S`, `FSBL`, …; empty for a project of one context. */
  readonly contexts: readonly string[];
  /** `Mcu.TrustZone`/`Mcu.ContextProject` say that TrustZone is on; undefined where the file is silent. */
  readonly trustZone: boolean | undefined;
  readonly debug: IocDebug;
  /** `ProjectManager.FreePins=true`: unused pins become analog, the debug pins among them. */
  readonly freePins: { readonly value: boolean; readonly place: IocPlace } | undefined;
  readonly pins: readonly IocPin[];
  /** Every IP of `Mcu.IPn`. */
  readonly ips: readonly IocIp[];
  /** Every key with its value, unescaped; for checks that want one more. */
  readonly values: ReadonlyMap<string, { readonly value: string; readonly place: IocPlace }>;
  /** In the file's order; empty for a whole file of CubeMX. */
  readonly problems: readonly IocProblem[];
}
