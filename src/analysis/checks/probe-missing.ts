// There is a place to look for probes, and none is there: nothing is plugged in, the stlink-server lists none or does not
// answer, or the probe was pulled out while it was examined.

import type { Surroundings } from '../facts';
import { defineCheck } from '../check';
import type { CheckContext, Problem } from '../check';
import type { Fact } from '../facts';
import { chosenProbe, needsProbe } from '../launch-probe';
import { listedAt } from '../probe-words';
import { dataCable, passInto } from '../usb-passing';
import type { ProbeList } from '../../probe/probe-info';

export const probeMissing = defineCheck({
  id: 'probe-missing',
  title: 'A debug probe is there',
  severity: 'warning',
  needs: ['probes'],
  uses: ['surroundings', 'probeChoice', 'probeOpening'],
  run({ probes: { value: listed }, surroundings, probeChoice, probeOpening }, context) {
    const { failure } = listed;
    if (failure !== undefined) return [unlisted(listed, failure, context)];
    if (listed.probes.length === 0) {
      if (context.args.stlinkServer !== undefined) return [noneAtServer(listed, context)];
      // Without a bus it is usb-not-visible.
      return listed.hasBus ? [noneOnBus(listed, surroundings, context)] : [];
    }
    const chosen = chosenProbe(probeChoice);
    if (chosen === undefined || !probeOpening.ok) return [];
    const { state, message } = probeOpening.value;
    if (state !== 'gone') return [];
    return [
      {
        ...(needsProbe(context) ? { severity: 'error' as const } : {}),
        message: `The probe ${listedAt(chosen)} went away while it was examined.`,
        evidence: [{ what: message, where: listedAt(chosen) }],
        fixes: [
          { title: 'Plug it in again, and keep cable and plug still.' },
          { title: 'If it happens again, try another cable and another socket, without a hub.' },
        ],
      },
    ];
  },
});

/** A probe with an id of its own would not be recognised, so that nothing is sure. */
function noneOnBus(
  { source }: ProbeList,
  surroundings: Fact<Surroundings>,
  { args, driver }: CheckContext,
): Problem {
  const isSure = driver?.isSurelyUsb?.(args) === true;
  const kind = surroundings.ok ? surroundings.value.kind : undefined;
  const place =
    surroundings.ok && kind !== undefined
      ? [{ what: `this is ${kind}`, where: surroundings.value.evidence }]
      : [];
  const none = 'no ST-LINK, J-Link or CMSIS-DAP probe is plugged in';
  return {
    confidence: 'possible',
    message:
      driver === undefined
        ? `There is ${none.replace('plugged in', 'to be seen')}.`
        : `${driver.name} ${isSure ? 'needs' : 'usually needs'} a probe, and ${none}.`,
    evidence: [{ what: 'none of the devices is a known probe', where: source }, ...place],
    fixes: [dataCable, ...passInto(kind)],
  };
}

function noneAtServer({ source }: ProbeList, context: CheckContext): Problem {
  return {
    ...(needsProbe(context) ? { severity: 'error' as const } : {}),
    message: `The stlink-server at ${context.args.stlinkServer ?? ''} lists no probe.`,
    evidence: [{ what: 'it counts 0 devices', where: source }],
    fixes: [
      { title: 'Plug the probe into the computer on which the stlink-server runs.' },
      { title: 'Or leave stlinkServer out, to open a probe on USB.' },
    ],
    attribute: 'stlinkServer',
  };
}

/** Nobody at the address is as sure as no probe; a server that speaks in riddles may still be understood by another. */
function unlisted(
  { source }: ProbeList,
  { code, message }: NonNullable<ProbeList['failure']>,
  context: CheckContext,
): Problem {
  const { stlinkServer } = context.args;
  const isSure = code === 'stlink-server-unreachable' && needsProbe(context);
  return {
    ...(isSure ? { severity: 'error' as const } : {}),
    message:
      stlinkServer === undefined
        ? "Which probes there are cannot be told, because the system's list of USB devices cannot be read."
        : `No probe can be had from the stlink-server at ${stlinkServer}, which does not answer as one.`,
    evidence: [{ what: message, where: source }],
    ...(stlinkServer === undefined
      ? { fixes: [] }
      : {
          fixes: [
            { title: `Start the stlink-server that shall listen at ${stlinkServer}.` },
            { title: 'Or leave stlinkServer out, to open a probe on USB.' },
          ],
          attribute: 'stlinkServer',
        }),
  };
}
