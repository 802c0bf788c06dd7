// Another program has the probe open. A probe serves one program at a time.

import type { Evidence, Fix } from '../../findings/finding';
import { placeOf } from '../../probe/probe-info';
import type { ProbeHolder, ProbeInfo } from '../../probe/probe-info';
import { defineCheck } from '../check';
import { holderName, sessionFix } from '../holder-words';
import { chosenProbe, needsProbe, probesInQuestion } from '../launch-probe';
import { listedAt, listedName } from '../probe-words';

export const probeHeld = defineCheck({
  id: 'probe-held',
  title: 'No other program has the probe',
  severity: 'warning',
  needs: ['probes'],
  uses: ['probeChoice', 'probeOpening'],
  run({ probes: { value: listed, source }, probeChoice, probeOpening }, context) {
    const state = probeOpening.ok ? probeOpening.value.state : undefined;
    // It could be opened after all: who has its device file open leaves it to others.
    if (state === 'opened') return [];
    const isRefused = state === 'in-use';
    const refusal = isRefused && probeOpening.ok ? probeOpening.value.message : undefined;
    const isMeant = chosenProbe(probeChoice) !== undefined || listed.probes.length === 1;
    return probesInQuestion(listed.probes, probeChoice).flatMap((probe) => {
      const isListed = probe.access === 'in-use';
      if (probe.holders.length === 0 && !isListed && !isRefused) return [];
      const isSure =
        isMeant &&
        needsProbe(context) &&
        (isListed || isRefused || probe.holders.some(isDebugServer));
      return [
        {
          ...(isSure ? { severity: 'error' as const } : {}),
          message: `The probe ${listedName(probe)} is in use by ${userOf(probe)}.`,
          evidence: [
            ...probe.holders.map((holder) => holderEvidence(probe, holder)),
            ...(isListed ? [{ what: 'listed as in use', where: source }] : []),
            ...refusalEvidence(probe, refusal),
          ],
          fixes: fixesFor(probe),
        },
      ];
    });
  },
});

/** A session is known by what it wrote down; a stranger by what it has open. */
function holderEvidence(probe: ProbeInfo, { pid, session }: ProbeHolder): Evidence {
  if (session === undefined) return { what: `${placeOf(probe)} is open`, where: `/proc/${pid}/fd` };
  const what = session.isRunning
    ? `its debug adapter, process ${session.adapterPid}, runs`
    : `its debug adapter, process ${session.adapterPid}, is gone`;
  return { what, where: 'what debug sessions of this user write down' };
}

function refusalEvidence(probe: ProbeInfo, refusal: string | undefined): readonly Evidence[] {
  return refusal === undefined ? [] : [{ what: refusal, where: listedAt(probe) }];
}

function userOf({ carrier, holders }: ProbeInfo): string {
  if (holders.length > 0) return holders.map(holderName).join(', ');
  return carrier.kind === 'stlink-server'
    ? `another client of the stlink-server at ${carrier.host}:${carrier.port}`
    : 'another program';
}

function fixesFor({ holders: [holder] }: ProbeInfo): readonly Fix[] {
  const ofSession = holder === undefined ? undefined : sessionFix(holder);
  if (ofSession !== undefined) return [{ title: ofSession }];
  return [
    {
      title:
        holder === undefined
          ? 'End whatever may hold it: the server of another debug session, STM32CubeProgrammer, STM32CubeMonitor, another IDE.'
          : `End that program, or the debug session that it belongs to: "kill ${holder.pid}", or "STM32: Stop Orphan Server" in VS Code.`,
    },
    {
      title:
        'If it is a GDB server that is to keep running, use servertype "external" and name its address with gdbTarget.',
    },
  ];
}

/** Programs that keep a probe for themselves; the kernel cuts names to 15 characters. */
const debugServers: ReadonlySet<string> = new Set([
  ...['openocd', 'st-util', 'st-flash', 'ST-LINK_gdbserv', 'STM32_Programme', 'STM32CubeProgra'],
  ...['JLinkGDBServer', 'JLinkGDBServerC', 'JLinkExe', 'pyocd', 'probe-rs'],
]);

function isDebugServer({ name, session }: ProbeHolder): boolean {
  return session !== undefined || (name !== undefined && debugServers.has(name));
}
