// Another program has the probe open. A probe serves one program at a time.

import { placeOf } from '../../probe/probe-info';
import type { ProbeHolder, ProbeInfo } from '../../probe/probe-info';
import { defineCheck } from '../check';

export const probeHeld = defineCheck({
  id: 'probe-held',
  title: 'No other program has the probe',
  severity: 'warning',
  needs: ['probes'],
  run({ probes: { value: listed } }, { args, driver }) {
    const isOnly = listed.probes.length === 1 && driver?.isSurelyUsb?.(args) === true;
    return listed.probes.flatMap((probe) => {
      const [holder] = probe.holders;
      if (holder === undefined) return [];
      const isSure = isOnly && probe.holders.some(isDebugServer);
      return [
        {
          ...(isSure ? { severity: 'error' as const } : {}),
          message: `The probe ${nameOf(probe)} is in use by ${probe.holders.map(describe).join(', ')}.`,
          evidence: probe.holders.map((each) => ({
            what: `${placeOf(probe)} is open`,
            where: `/proc/${each.pid}/fd`,
          })),
          fixes: [
            {
              title: `End that program, or the debug session that it belongs to: "kill ${holder.pid}".`,
            },
            {
              title:
                'If it is a server that shall go on, use servertype "external" and name its address with gdbTarget.',
            },
          ],
        },
      ];
    });
  },
});

/** Programs that keep a probe for themselves; the kernel cuts names to 15 characters. */
const debugServers: ReadonlySet<string> = new Set([
  ...['openocd', 'st-util', 'st-flash', 'ST-LINK_gdbserv', 'STM32_Programme', 'STM32CubeProgra'],
  ...['JLinkGDBServer', 'JLinkGDBServerC', 'JLinkExe', 'pyocd', 'probe-rs'],
]);

function isDebugServer({ name }: ProbeHolder): boolean {
  return name !== undefined && debugServers.has(name);
}

function nameOf({ name, serial }: ProbeInfo): string {
  return serial === undefined ? name : `${name} (serial number ${serial})`;
}

function describe({ pid, name }: ProbeHolder): string {
  return name === undefined ? `process ${pid}` : `${name} (process ${pid})`;
}
