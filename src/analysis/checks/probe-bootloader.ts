// The probe is in its own boot loader and waits for new firmware: it cannot debug. Nothing else is judged then.

import type { Evidence } from '../../findings/finding';
import { stLinkModel } from '../../probe/stlink/ids';
import { defineCheck } from '../check';
import type { FactsOf } from '../check';
import { chosenProbe, needsProbe } from '../launch-probe';
import { listedAt, probeAt } from '../probe-words';
import { isInBootloader } from '../target-link';

type Read = FactsOf<'probeChoice', 'probeOpening' | 'probe' | 'connection'>;

export const probeBootloader = defineCheck({
  id: 'probe-bootloader',
  title: 'The probe runs its firmware',
  severity: 'warning',
  needs: ['probeChoice'],
  uses: ['probeOpening', 'probe', 'connection'],
  run(facts, context) {
    const evidence = evidenceOf(facts);
    if (evidence === undefined) return [];
    const chosen = chosenProbe(facts.probeChoice);
    const name = chosen === undefined ? probeAt(facts.probe) : listedAt(chosen);
    return [
      {
        ...(needsProbe(context) ? { severity: 'error' as const } : {}),
        message: `The probe ${name.replace(' in its USB loader', '')} waits in its boot loader for new firmware and cannot debug.`,
        evidence: [evidence],
        fixes: [
          { title: 'Unplug the probe and plug it in again.' },
          {
            title:
              'If it stays there, an update was interrupted: install the firmware with STLinkUpgrade (STSW-LINK007) or STM32CubeProgrammer.',
          },
        ],
      },
    ];
  },
});

/** Told by the opening, by the id as listed, or by the mode in which the probe was found and stayed. */
function evidenceOf({ probeChoice, probeOpening, probe, connection }: Read): Evidence | undefined {
  const chosen = chosenProbe(probeChoice);
  if (probeOpening.ok && probeOpening.value.state === 'loader')
    return {
      what: probeOpening.value.message,
      where: chosen === undefined ? 'the probe' : listedAt(chosen),
    };
  if (chosen !== undefined && stLinkModel(chosen.id)?.kind === 'loader')
    return { what: `${chosen.id} is ${chosen.name}`, where: probeChoice.source };
  if (!isInBootloader(probe, connection) || !probe.ok) return undefined;
  return {
    what: `its mode is ${probe.value.modeAtOpen}, and it could not be brought into debug mode`,
    where: probeAt(probe),
  };
}
