// Whether a launch stands or falls with its probe, and which of the listed ones a check is about.

import type { ProbeInfo } from '../probe/probe-info';
import type { CheckContext } from './check';
import type { Fact, ProbeChoice } from './facts';

/** Its server surely opens a probe: on USB, or the one of the stlink-server that the configuration names. */
export function needsProbe({ args, driver }: CheckContext): boolean {
  if (driver === undefined) return false;
  return (
    driver.isSurelyUsb?.(args) === true || (driver.usesProbe && args.stlinkServer !== undefined)
  );
}

export function chosenProbe(choice: Fact<ProbeChoice>): ProbeInfo | undefined {
  return choice.ok ? choice.value.chosen : undefined;
}

/** The probe that is meant, or all of them where that is not known. */
export function probesInQuestion(
  listed: readonly ProbeInfo[],
  choice: Fact<ProbeChoice>,
): readonly ProbeInfo[] {
  const chosen = chosenProbe(choice);
  return chosen === undefined ? listed : [chosen];
}
