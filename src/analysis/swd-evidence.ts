// What sources and .ioc say about the debug pins, in the words that the checks of both share.

import type { Statement } from '../csource/statements';
import type { Evidence, Fix, Severity, SourceLocation } from '../findings/finding';
import { enableSwd } from '../ioc/enable-swd';
import type { IocProject } from '../ioc/ioc-project';
import { pinOf } from '../ioc/read-ioc';
import type { SwdPins } from '../ioc/swd-pins';
import type { CheckContext } from './check';
import type { Fact, IocInUse, ProjectSources, SourceStatement } from './facts';
import { programsFiles } from './programmed';

/**
 * How bad it is that the image takes SWD away. An attach programs nothing: the firmware runs already, and the
 * connection tells. A simulated chip has no pins to lose.
 */
export function severityOfLoss({ args, driver }: CheckContext): Severity {
  return driver?.isSimulated === true || !programsFiles(args) ? 'warning' : 'error';
}

/** The place of a statement; its end is given only where it is on the same line. */
export function statementLocation(statement: SourceStatement): SourceLocation {
  const { file, line, column, endColumn } = statement;
  const place = { file, line, column };
  return endColumn === undefined ? place : { ...place, endLine: line, endColumn };
}

export function statementEvidence(statement: SourceStatement): Evidence {
  const { text, file, line, function: name } = statement;
  return {
    what: name === undefined ? text : `${text} in ${name}`,
    where: `${file}:${line}`,
    location: statementLocation(statement),
  };
}

/** Whether the family's pins are released by AFIO_MAPR.SWJ_CFG alone, whatever the GPIO mode is (RM0008 9.3.5). */
export function isReleasedByAfio(family: string | undefined): boolean {
  return family === 'F1';
}

/** What each source statement does to SWD. */
export interface SwdStatements {
  readonly losing: readonly SourceStatement[];
  readonly restoring: readonly SourceStatement[];
}

export function swdStatements(
  sources: ProjectSources,
  pins: SwdPins,
  family: string | undefined,
): SwdStatements {
  const { statements } = sources;
  if (isReleasedByAfio(family)) {
    return {
      losing: statements.filter(({ kind }) => kind === 'swj-disable'),
      restoring: statements.filter(({ kind }) => kind === 'swj-enable'),
    };
  }
  const inits = statements.filter((statement) => touches(statement, pins));
  return {
    losing: inits.filter((statement) => !isDebugFunction(statement)),
    restoring: inits.filter(isDebugFunction),
  };
}

function touches({ kind, port, pins = [] }: Statement, { swdio, swclk }: SwdPins): boolean {
  if (kind !== 'gpio-init' || port === undefined) return false;
  return pins.some((pin) => [swdio, swclk].includes(`P${port}${pin}`));
}

/** Alternate function 0 of the debug pins is the debug port itself: `GPIO_AF0_SWJ`, `LL_GPIO_AF_0`. */
function isDebugFunction({ mode, argument }: Statement): boolean {
  const isAlternate = mode === undefined || /_AF|ALTERNATE/i.test(mode);
  return (
    isAlternate && argument !== undefined && /AF_?0(_|$)|^0(x0+)?$|SWJ|JTMS|JTCK/.test(argument)
  );
}

/** A statement that gives the pins back, in the same function behind the one that takes them. */
export function undoneBy({
  losing,
  restoring,
}: SwdStatements):
  { readonly lost: SourceStatement; readonly restored: SourceStatement } | undefined {
  let last: { readonly lost: SourceStatement; readonly restored: SourceStatement } | undefined;
  for (const lost of losing) {
    const restored = restoring.find(
      (other) =>
        other.file === lost.file && other.function === lost.function && other.start > lost.start,
    );
    if (restored === undefined) return undefined;
    last ??= { lost, restored };
  }
  return last;
}

/** Sources that were read whole, so that what is not found in them is not there. */
export function completeSources(sources: Fact<ProjectSources>): ProjectSources | undefined {
  if (!sources.ok || !sources.value.isComplete || sources.value.fileCount === 0) return undefined;
  return sources.value;
}

/** The quick fix: SYS Debug set to Serial Wire, with its edits where they can be made. */
export function serialWireFix({ file, project }: IocInUse): Fix {
  const edits = enableSwd(file, project);
  if (edits === undefined) {
    return {
      title:
        'In CubeMX, Pinout & Configuration, System Core, SYS (or DEBUG): set Debug to Serial Wire, and generate the code.',
    };
  }
  return {
    title:
      'Set SYS Debug to Serial Wire in the .ioc; then open it in CubeMX, generate the code and build.',
    edits,
  };
}

export const underReset: Fix = {
  title:
    'To get into a chip on which such a firmware runs already, connect under reset (NRST must be wired), or start it with BOOT0 high.',
};

/** Whether there is a project in the file at all; what is wrong otherwise is ioc-unreadable's. */
export function isProject({ problems, format, device, pins }: IocProject): boolean {
  const isForeign = problems.some(({ kind }) => kind === 'not-cubemx' || kind === 'binary');
  return !isForeign && (format === 'ioc' || device !== undefined || pins.length > 0);
}

/** The pins of these names that have a signal, in the file's order. */
export function pinsNamed(project: IocProject, names: readonly string[]): IocProject['pins'] {
  return project.pins.filter(({ name, signal }) => {
    return signal !== undefined && names.includes(pinOf(name));
  });
}
