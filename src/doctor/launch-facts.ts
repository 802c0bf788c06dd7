// What is known of a launch from outside its log: readings of the checks before it, and where its load stopped.

import type { Fact, FactName, FactValues } from '../analysis/facts';
import type { Evidence } from '../findings/finding';
import { hex32 } from '../base/hex';
import type { FailedLaunch } from './failed-launch';

/** The value of a fact; undefined where it is not known. */
export function knownOf<N extends FactName>(
  launch: FailedLaunch,
  name: N,
): { readonly value: FactValues[N]; readonly source: string } | undefined {
  const fact: Fact<FactValues[N]> | undefined = launch.facts[name];
  return fact?.ok === true ? fact : undefined;
}

/** The section in which `load` stopped, as the adapter's failure says. */
export function loadStoppedIn(launch: FailedLaunch): string | undefined {
  if (launch.failure.code !== 'load-failed') return undefined;
  return /in section (\S{1,80}?):? /.exec(`${launch.failure.message} `)?.[1];
}

/** How the probe reached the target before the launch: at which clock, and whether only under reset. */
export function triedConnections(
  launch: FailedLaunch,
):
  | { readonly onlyUnderReset: boolean; readonly none: boolean; readonly evidence: Evidence }
  | undefined {
  const connection = knownOf(launch, 'connection');
  if (connection === undefined || connection.value.attempts.length === 0) return undefined;
  const { attempts, succeeded } = connection.value;
  const failedNormally = attempts.some(({ underReset, result }) => !underReset && !result.ok);
  const how =
    succeeded === undefined ? 'in no way' : succeeded.underReset ? 'under reset' : 'normally';
  return {
    onlyUnderReset: succeeded?.underReset === true && failedNormally,
    none: succeeded === undefined,
    evidence: {
      what: `before the launch the target answered ${how}, of ${attempts.length} attempts`,
      where: connection.source,
    },
  };
}

/** Bytes of the image that the part has no flash for, as one piece of evidence for each section. */
export function elfOutside(
  launch: FailedLaunch,
): readonly { readonly section: string; readonly address: number; readonly evidence: Evidence }[] {
  const elf = knownOf(launch, 'elf');
  const device = knownOf(launch, 'device');
  if (elf === undefined || device === undefined) return [];
  const kinds = ['flash', 'flash-high-cycle', 'eeprom', 'otp', 'option'];
  const places = device.value.memories.filter(({ kind }) => kinds.includes(kind));
  const base = (address: number): number =>
    address >= 0x0c000000 && address < 0x0e000000 ? address - 0x04000000 : address;
  const isProgrammable = (address: number, size: number): boolean =>
    places.some(({ start, sizeBytes }) => {
      return base(address) >= start && base(address) + size <= start + sizeBytes;
    });
  return elf.value.segments
    .filter(({ type, fileSize }) => type === 'load' && fileSize > 0)
    .filter(({ paddr, fileSize }) => !isProgrammable(paddr, fileSize))
    .map(({ vaddr, paddr, fileSize }) => {
      const section =
        elf.value.sections.find(({ flags, addr, size }) => {
          return flags.alloc && size > 0 && addr >= vaddr && addr < vaddr + fileSize;
        })?.name ?? '';
      const what = `${fileSize} bytes${section === '' ? '' : ` of ${section}`} are to be written to ${hex32(paddr)}, where the ${device.value.name} has no flash`;
      return { section, address: paddr, evidence: { what, where: elf.source } };
    });
}
