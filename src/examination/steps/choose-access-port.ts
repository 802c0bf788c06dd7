// Which access port reaches the core, and what core it is.

import type { CoreName } from '../../devices/device';
import type { Answer } from '../../probe/stlink/status';
import { cpuidRegister } from '../registers';
import type { Session } from '../session';

/** CPUID.PARTNO with the implementer's `A`, and the variant and revision left out (technical reference manuals). */
const cores: ReadonlyMap<number, CoreName> = new Map<number, CoreName>([
  [0xc20, 'M0'],
  [0xc60, 'M0+'],
  [0xc23, 'M3'],
  [0xc24, 'M4'],
  [0xc27, 'M7'],
  [0xd21, 'M33'],
  [0xd22, 'M55'],
]);

export function coreOfCpuid(cpuid: number): CoreName | undefined {
  return cpuid >>> 24 === 0x41 ? cores.get((cpuid >>> 4) & 0xfff) : undefined;
}

/**
 * Port 0 for most; 1 on H5, H7RS, WBA and N6, whose port 0 is for the debug components only.
 * @returns CPUID through the port that the session uses from now on
 */
export async function chooseAccessPort(session: Session): Promise<Answer<number>> {
  const { memory, device } = session;
  const configured = device?.die?.accessPort ?? 0;
  const ports = session.features.hasDapRegisters ? [configured, configured === 0 ? 1 : 0] : [0];
  let first: Answer<number> | undefined;
  for (const port of ports) {
    memory.useAccessPort(port);
    const cpuid = await memory.rememberedWord(cpuidRegister);
    if (cpuid.ok && coreOfCpuid(cpuid.value) !== undefined) return cpuid;
    first ??= cpuid;
  }
  memory.useAccessPort(ports[0] ?? 0);
  return first ?? memory.word(cpuidRegister);
}
