// The CubeMX project switches SWD off: No Debug on F1, an SWD pin given to something else, or unused pins set to
// analog. The sources are read before the verdict, since they are what runs.

import type { Evidence, Severity } from '../../findings/finding';
import { familyOf, swdPinsOf } from '../../ioc/swd-pins';
import type { SwdPins } from '../../ioc/swd-pins';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, ProjectSources } from '../facts';
import { swdLossIn } from '../ioc-swd-loss';
import * as swd from '../swd-evidence';
import { iocLocation } from '../places';
import { shortPlace } from '../../script-checks/script-words';

export const iocSwdDisabled = defineCheck({
  id: 'ioc-swd-disabled',
  title: 'The CubeMX project leaves SWD on',
  severity: 'error',
  needs: ['ioc'],
  uses: ['sources'],
  run({ ioc: { value: ioc }, sources }, context) {
    const { file, project } = ioc;
    const pins = swdPinsOf(project);
    const cause = swdLossIn(project);
    if (pins === undefined || cause === undefined) return [];
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
