// Which probe is meant: the configured serial number is not attached, or several probes are and nothing says which, or
// two cannot be told apart.

import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';
import type { ProbeChoice } from '../facts';
import { needsProbe } from '../launch-probe';
import { isSerial, listedAt } from '../probe-words';
import type { ProbeInfo } from '../../probe/probe-info';

export const probeSelection = defineCheck({
  id: 'probe-selection',
  title: 'It is clear which probe is meant',
  severity: 'warning',
  needs: ['probeChoice'],
  run({ probeChoice: { value: choice, source } }, context) {
    const { wantedSerial, candidates } = choice;
    // No probe at all is probe-missing or usb-not-visible.
    if (choice.chosen !== undefined || candidates.length === 0) return [];
    if (wantedSerial !== undefined) {
      // What is no serial number at all was told by the server's driver.
      const { args, driver } = context;
      if (driver?.problems(args).some(({ attribute }) => attribute === 'serialNumber') === true)
        return [];
      const same = candidates.filter(({ serial }) => isSerial(serial, wantedSerial));
      return [
        same.length > 0
          ? twins(same, wantedSerial, source)
          : notAttached(candidates, wantedSerial, source, context),
      ];
    }
    return ambiguous(choice, source);
  },
});

/** Sure only where every probe shows its number: some systems hide the one of a probe that may not be opened. */
function notAttached(
  candidates: readonly ProbeInfo[],
  wanted: string,
  source: string,
  context: CheckContext,
): Problem {
  const isComplete = candidates.every(({ serial }) => serial !== undefined && serial !== '');
  const isSure = needsProbe(context) && isComplete;
  const [only, ...others] = candidates;
  const those =
    others.length === 0 ? 'the one that is attached' : `the ${candidates.length} attached`;
  const rest =
    only !== undefined && others.length === 0 && isComplete
      ? `the only one is ${nameOf(only)}`
      : isComplete
        ? `${those} have others`
        : others.length === 0
          ? `${those} shows none`
          : `not all of ${those} show theirs`;
  return {
    ...(isSure ? { severity: 'error' as const } : { confidence: 'possible' as const }),
    message: `No probe with the serial number ${wanted} is attached; ${rest}.`,
    evidence: candidates.map((probe) => listLine(probe, source)),
    fixes: [
      ...(only?.serial !== undefined && others.length === 0
        ? [{ title: `Set serialNumber to "${only.serial}", or leave it out with a single probe.` }]
        : [{ title: 'Set serialNumber to one of them.' }]),
      { title: 'Or plug in the probe that has it.' },
    ],
    attribute: 'serialNumber',
  };
}

/** Some V2 report 303030303030303030303031, after another tool has opened them (stm8flash, issue 159). */
function twins(same: readonly ProbeInfo[], wanted: string, source: string): Problem {
  return {
    message: `${same.length} attached probes have the serial number ${wanted}, so a server takes whichever it finds first.`,
    evidence: same.map((probe) => listLine(probe, source)),
    fixes: [{ title: 'Unplug all of them but the one that is meant.' }],
    attribute: 'serialNumber',
  };
}

/** Probes of different makes do not compete: a server drives one make. */
function ambiguous({ candidates }: ProbeChoice, source: string): readonly Problem[] {
  const families = new Map<string, readonly ProbeInfo[]>();
  for (const probe of candidates)
    families.set(probe.family, [...(families.get(probe.family) ?? []), probe]);
  const [rivals] = [...families.values()].filter((probes) => probes.length > 1);
  if (rivals === undefined) return [];
  const serials = rivals.flatMap(({ serial }) => serial ?? []);
  const isTold = new Set(serials.map((serial) => serial.toUpperCase())).size === rivals.length;
  const common = isTold ? '' : ', and their serial numbers do not tell them apart';
  return [
    {
      message: `${rivals.length} probes are attached and nothing says which one is meant${common}, so a server takes whichever it finds first.`,
      evidence: rivals.map((probe) => listLine(probe, source)),
      fixes: isTold
        ? [{ title: `Set serialNumber to one of them: ${serials.join(', ')}.` }]
        : [{ title: 'Unplug all of them but the one that is meant.' }],
      attribute: 'serialNumber',
    },
  ];
}

function listLine(probe: ProbeInfo, source: string): Problem['evidence'][number] {
  return { what: `${listedAt(probe)}: ${serialOf(probe)}`, where: source };
}

function nameOf(probe: ProbeInfo): string {
  return `${probe.name} with ${serialOf(probe)}`;
}

function serialOf({ serial }: ProbeInfo): string {
  return serial === undefined || serial === ''
    ? 'no serial number to be seen'
    : `serial number ${serial}`;
}
