// The CubeMX project switches SWD off: No Debug on F1, an SWD pin given to something else, or unused pins set to
// analog. The sources are read before the verdict, since they are what runs.

import type { Evidence, Severity } from '../../findings/finding';
import { isDebugSignal } from '../../ioc/debug-state';
import type { IocPlace, IocProject } from '../../ioc/ioc-project';
import { familyOf, swdPinsOf } from '../../ioc/swd-pins';
import type { SwdPins } from '../../ioc/swd-pins';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, ProjectSources } from '../facts';
import * as swd from '../swd-evidence';
import { iocLocation, shortPlace } from '../places';

interface Cause {
  /** Completes "<file> …". */
  readonly what: string;
  /** Shown as evidence. */
  readonly entry: string;
  readonly place: IocPlace;
  /** What the generated code does, so that a debugger is shut out. */
  readonly effect: string;
}

export const iocSwdDisabled = defineCheck({
  id: 'ioc-swd-disabled',
  title: 'The CubeMX project leaves SWD on',
  severity: 'error',
  needs: ['ioc'],
  uses: ['sources'],
  run({ ioc: { value: ioc }, sources }, context) {
    const { file, project } = ioc;
    const pins = swdPinsOf(project);
    if (pins === undefined || !swd.isProject(project)) return [];
    const cause = causeOf(project, pins);
    if (cause === undefined) return [];
    const verdict = judge(sources, pins, familyOf(project), swd.severityOfLoss(context));
    const problem: Problem = {
      severity: verdict.severity,
      message: `${file} ${cause.what}: ${cause.effect}${verdict.addition}`,
      location: iocLocation(file, cause.place),
      evidence: [
        {
          what: cause.entry,
          where: `${file}:${cause.place.line}`,
          location: iocLocation(file, cause.place),
        },
        ...verdict.evidence,
      ],
      fixes: [swd.serialWireFix(ioc), swd.underReset],
    };
    return [problem];
  },
});

function causeOf(project: IocProject, pins: SwdPins): Cause | undefined {
  const { debug, freePins } = project;
  const both = `${pins.swdio} and ${pins.swclk}`;
  if (debug.state === 'no-debug') {
    return {
      what: 'sets SYS Debug to No Debug',
      entry: 'VP_SYS_VS_ND: SYS Debug is No Debug',
      place: debug.place,
      effect: `the generated code calls __HAL_AFIO_REMAP_SWJ_DISABLE(), which takes ${both} from SWD as soon as the firmware starts`,
    };
  }
  if (swd.isReleasedByAfio(familyOf(project))) return undefined;
  const [taken] = swd
    .pinsNamed(project, [pins.swdio, pins.swclk])
    .filter(({ signal }) => !isDebugSignal(signal));
  if (taken !== undefined) {
    const role = taken.pin === pins.swdio ? 'SWDIO' : 'SWCLK';
    return {
      what: `gives ${taken.pin}, the pin of ${role}, to ${taken.signal ?? ''}`,
      entry: `${taken.name} has the signal ${taken.signal ?? ''}${taken.label === undefined ? '' : `, label ${taken.label}`}`,
      place: taken.place,
      effect: 'SWD is gone as soon as the firmware has set up its pins',
    };
  }
  // In a file that is not whole, the debug pins may be what is missing.
  if (freePins?.value !== true || project.problems.length > 0) return undefined;
  if (debug.state !== 'not-configured') return undefined;
  return {
    what: 'sets unused pins to analog (Set all free pins as analog) and has no debug interface',
    entry: `unused pins become analog, ${both} among them`,
    place: freePins.place,
    effect: `the generated code sets ${both} to analog, and SWD is gone as soon as the firmware has set up its pins`,
  };
}

interface Verdict {
  readonly severity: Severity;
  readonly addition: string;
  readonly evidence: readonly Evidence[];
}

function judge(
  sources: Fact<ProjectSources>,
  pins: SwdPins,
  family: string | undefined,
  worst: Severity,
): Verdict {
  if (!sources.ok) return { severity: worst, addition: '.', evidence: [] };
  const found = swd.swdStatements(sources.value, pins, family);
  const undone = swd.undoneBy(found);
  if (undone !== undefined) {
    return {
      severity: 'information',
      addition: `; it is undone at ${shortPlace(undone.restored)}.`,
      evidence: [undone.lost, undone.restored].map(swd.statementEvidence),
    };
  }
  const [lost] = found.losing;
  if (lost !== undefined) {
    const [restored] = found.restoring;
    return {
      severity: restored === undefined ? worst : 'warning',
      addition:
        restored === undefined
          ? ` (${shortPlace(lost)}).`
          : ` (${shortPlace(lost)}); ${shortPlace(restored)} may give it back, if it runs later.`,
      evidence: [lost, ...(restored === undefined ? [] : [restored])].map(swd.statementEvidence),
    };
  }
  // Labels are defined in main.h, which is not read: such an initialisation may be the one.
  const isPartial = sources.value.statements.some((statement) => statement.isPartial === true);
  const complete = isPartial ? undefined : swd.completeSources(sources);
  if (complete === undefined) return { severity: worst, addition: '.', evidence: [] };
  return {
    severity: 'warning',
    addition: '; the sources do not do so, but the next generation of the code will.',
    evidence: [notFound(complete, sources.source)],
  };
}

function notFound({ fileCount }: ProjectSources, where: string): Evidence {
  const count = fileCount === 1 ? 'one source file' : `${fileCount} source files`;
  return { what: `nothing in ${count} takes the pins from SWD`, where };
}
