// The probes that are there: `probe --list`.

import { accessWords } from '../../analysis/probe-words';
import { printable } from '../../base/text';
import { placeOf } from '../../probe/probe-info';
import type { ProbeInfo, ProbeList } from '../../probe/probe-info';

export function renderListJson({ probes, source }: ProbeList): string {
  return `${JSON.stringify({ probes: probes.map(listedToJson), source }, undefined, 2)}\n`;
}

export function listedToJson(probe: ProbeInfo): object {
  const { name, id, family, serial, access, holders, carrier } = probe;
  return {
    ...{ name, id, family, serial: serial ?? null, place: placeOf(probe), carrier: carrier.kind },
    access,
    holders: holders.map((holder) => ({ pid: holder.pid, name: holder.name ?? null })),
  };
}

export function renderListText({ probes, source, hasBus }: ProbeList): string {
  if (probes.length > 0) return probes.map((probe) => `${listedLine(probe)}\n`).join('');
  const why = hasBus ? '' : ', and no USB bus can be seen from here';
  return `No debug probe (${source})${why}.\n`;
}

/** `ST-LINK/V2-1  066CFF…  /dev/bus/usb/001/004  open in openocd (812)`. */
export function listedLine(probe: ProbeInfo): string {
  const serial = probe.serial ?? 'no serial number';
  const access = accessWords(probe);
  const text = `${probe.name.padEnd(15)} ${serial.padEnd(24)} ${placeOf(probe)}`;
  return printable(access === undefined ? text : `${text}  ${access}`);
}
