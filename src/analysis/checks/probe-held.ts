// Another program has the probe open. A probe serves one program at a time.

import { defineCheck } from '../check';
import type { Holder, UsbProbe } from '../facts';

export const probeHeld = defineCheck({
  id: 'probe-held',
  title: 'No other program has the probe',
  severity: 'warning',
  needs: ['usb'],
  run({ usb: { value: usb } }, { args, driver }) {
    const isOnly = usb.probes.length === 1 && driver?.isSurelyUsb?.(args) === true;
    return usb.probes.flatMap((probe) => {
      const [holder] = probe.holders;
      if (holder === undefined) return [];
      const isSure = isOnly && probe.holders.some(isDebugServer);
      return [
        {
          ...(isSure ? { severity: 'error' as const } : {}),
          message: `The probe ${nameOf(probe)} is in use by ${probe.holders.map(describe).join(', ')}.`,
          evidence: probe.holders.map((each) => ({
            what: `${probe.devicePath} is open`,
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

function isDebugServer({ name }: Holder): boolean {
  return name !== undefined && debugServers.has(name);
}

function nameOf({ name, serial }: UsbProbe): string {
  return serial === undefined ? name : `${name} (serial number ${serial})`;
}

function describe({ pid, name }: Holder): string {
  return name === undefined ? `process ${pid}` : `${name} (process ${pid})`;
}
