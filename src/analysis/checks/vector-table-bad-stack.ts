// The first word of the vector table, the initial stack pointer, is no good place in RAM.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import { defineCheck } from '../check';
import { isCore } from '../core-fit';
import type { ImageFacts } from '../image-evidence';
import { longRegions } from '../region-length';
import { partName, placeOf, runNear } from '../../devices/memory-runs';
import { findVectorTable, judgeStack } from '../vector-table';
import { severityOf } from '../programmed';
import {
  bytesText,
  lengthFix,
  runText,
  scriptEvidence,
  scriptLocation,
} from '../../script-checks/script-words';

/** Arm's procedure call standard (IHI 0042, 6.2.1.2): the stack is 8-aligned at every public interface. */
const stackAlignment = 8;

export const vectorTableBadStack = defineCheck({
  id: 'vector-table-bad-stack',
  title: 'The initial stack pointer is in RAM and 8-aligned',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const table = findVectorTable(facts.elf.value, device);
    if (table === undefined) return [];
    const { stackPointer } = table;
    const verdict = judgeOf(device, stackPointer, args.core);
    if (verdict === undefined) return [];
    const run = runNear(device, 'ram', stackPointer - 4);
    const symbol = symbolOf(facts, stackPointer);
    // The stack pointer is the end of a region that is longer than the RAM: LENGTH is the mistake.
    const long = longRegions(facts, 'ram').find(({ origin, length }) => {
      return origin + length === stackPointer;
    });
    const place = long?.region.lengthPlace ?? symbol?.place;
    return [
      {
        severity: severityOf(args, table.isCertain ? verdict.severity : 'warning'),
        message: `The initial stack pointer of ${facts.elf.source} is ${hex32(stackPointer)}, ${verdict.what}.`,
        address: table.start,
        evidence: [
          {
            what: `${table.what} at ${hex32(table.start)}: first word ${hex32(stackPointer)}`,
            where: facts.elf.source,
          },
          ...(run === undefined
            ? []
            : [{ what: `${device.name}: ${runText(run)}`, where: facts.device.source }]),
          ...(symbol === undefined
            ? []
            : [scriptEvidence(`${symbol.name} = ${hex32(stackPointer)}`, symbol.place)]),
        ],
        fixes: [
          ...(long === undefined ? [] : [lengthFix(long.region, long.run.end - long.origin)]),
          {
            title:
              symbol === undefined
                ? "Correct the stack symbol in the linker script (_estack in ST's): the end of a RAM of the part, a multiple of 8."
                : `Set ${symbol.name} to the end of a RAM of the part, a multiple of 8.`,
          },
          ...(verdict.severity === 'error'
            ? [{ title: 'If the board has another part, set device in the launch configuration.' }]
            : []),
        ],
        ...(place === undefined ? {} : { location: scriptLocation(place) }),
      },
    ];
  },
});

interface StackProblem {
  readonly severity: 'error' | 'warning';
  readonly what: string;
}

function judgeOf(device: Device, sp: number, core: string | undefined): StackProblem | undefined {
  if (sp === 0 || sp === 0xffffffff) {
    return { severity: 'error', what: 'which is no address: the table is not filled in' };
  }
  const memory = sp >= 4 ? placeOf(device, sp - 4)?.memory : undefined;
  switch (judgeStack(device, sp)) {
    case 'nowhere':
      return { severity: 'error', what: nowhere(device, sp) };
    case 'other-memory':
      return {
        severity: 'warning',
        what: `in ${memory?.name ?? 'a memory'}, which cannot be used before the program has switched it on`,
      };
    case 'possible':
      return {
        severity: 'warning',
        what: 'which is RAM only after option bytes have made it larger than it comes from the factory',
      };
    case 'ram':
      break;
  }
  if (core !== undefined && memory?.core !== undefined && !isCore(core, memory.core)) {
    return {
      severity: 'error',
      what: `in ${memory.name}, which only the ${memory.core} core reaches, and core is ${core}`,
    };
  }
  if (sp % stackAlignment === 0) return undefined;
  return {
    severity: 'warning',
    what: 'which is no multiple of 8 as the Arm calling standard asks',
  };
}

function nowhere(device: Device, sp: number): string {
  const run = runNear(device, 'ram', sp - 4);
  if (run === undefined || sp <= run.end) return `which is in no RAM of ${device.name}`;
  return `${bytesText(sp - run.end)} behind the end of the RAM of ${partName(device)} (${runText(run)})`;
}

/** The script's symbol that the stack pointer comes from: `_estack` if it has that value, else another of its kind. */
function symbolOf(
  { linkerScript }: ImageFacts,
  value: number,
): { readonly name: string; readonly place: Parameters<typeof scriptLocation>[0] } | undefined {
  if (!linkerScript.ok) return undefined;
  const same = linkerScript.value.script.symbols.filter((symbol) => symbol.value === value);
  return (
    same.find(({ name }) => name === '_estack') ?? same.find(({ name }) => /stack/i.test(name))
  );
}
