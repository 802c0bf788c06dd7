// The vector table is not where the core looks for it after a reset, or not where it may be.

import { hex32, parseAddress } from '../../base/hex';
import type { Device } from '../../devices/device';
import type { ElfImage } from '../../elf/elf-image';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, LoadedFile } from '../facts';
import { evidenceOf, scriptSectionOf } from '../image-evidence';
import type { ImageFacts } from '../image-evidence';
import { piecesOf } from '../image-layout';
import { classOf, placeOf } from '../../devices/memory-runs';
import {
  addressOf,
  findVectorTable,
  flashStart,
  hasBootAddress,
  looksLikeTable,
  wordsAt,
} from '../vector-table';
import type { VectorTable } from '../vector-table';
import { severityOf } from '../programmed';
import { bytesText, scriptLocation } from '../../script-checks/script-words';

/** Smallest alignment of VTOR (Armv7-M manual, B3.2.5: bits 6 to 0 are reserved). */
const smallestAlignment = 128;

export const vectorTableMisplaced = defineCheck({
  id: 'vector-table-misplaced',
  title: 'The vector table is where the core starts, and aligned',
  severity: 'warning',
  needs: ['elf', 'device'],
  uses: ['linkerScript', 'mapFile', 'loadedFiles'],
  run(facts, { args }) {
    const device = facts.device.value;
    const image = facts.elf.value;
    const table = findVectorTable(image, device);
    if (table === undefined || table.foundBy === 'flash-start') return [];
    const subject = { table, facts, image, device, args };
    const misplaced = position(subject);
    // Where it has to move anyway, its alignment follows.
    const isMoving = misplaced.some(({ severity }) => severity === 'error');
    const problems = [...misplaced, ...(isMoving ? [] : alignment(subject))];
    return problems.map((problem) => ({
      ...problem,
      address: table.start,
      severity: severityOf(args, problem.severity ?? 'warning'),
    }));
  },
});

interface Subject {
  readonly table: VectorTable;
  readonly facts: ImageFacts & {
    readonly device: { readonly source: string };
    readonly loadedFiles: Fact<readonly LoadedFile[]>;
  };
  readonly image: ElfImage;
  readonly device: Device;
  readonly args: LaunchArgs;
}

function position(subject: Subject): readonly Problem[] {
  const { table, device, args } = subject;
  const boot = flashStart(device);
  const kind = placeOf(device, table.start)?.memory.kind;
  // An image in RAM or in external memory is started by something else than the chip's reset.
  if (args.ramImage || boot === undefined || kind === undefined || classOf(kind) !== 'flash')
    return [];
  const start = addressOf(device, table.start);
  if (args.vectorTable !== undefined && args.vectorTable !== '') {
    return againstSetting(subject, args.vectorTable, start);
  }
  if (start === boot || (device.cores.length > 1 && isBankStart(device, start))) return [];
  const words = wordsAt(subject.image, device, boot);
  if (words !== undefined) {
    return looksLikeTable(device, ...words) ? [] : [codeAtBoot(subject, boot, words)];
  }
  if (isFilledByOther(subject, boot)) return [];
  // A non-secure image is started by the secure one: trustzone-alias tells that.
  if (args.trustZone === 'on' && device.hasTrustZone && start === table.start) return [];
  if (device.cores.every(({ hasVtor }) => !hasVtor)) return [withoutVtor(subject, boot)];
  return [behindBootLoader(subject, boot)];
}

function isBankStart(device: Device, address: number): boolean {
  return device.flash.some(({ banks }) => banks.some(({ start }) => start === address));
}

function isFilledByOther({ facts, device }: Subject, boot: number): boolean {
  const files = facts.loadedFiles.ok ? facts.loadedFiles.value : [];
  return files.some(({ ranges }) => {
    return ranges.some(({ start, end }) => {
      // A secure image is written in secure addresses.
      const from = addressOf(device, start);
      return from <= boot && boot < from + (end - start);
    });
  });
}

function againstSetting(subject: Subject, setting: string, start: number): readonly Problem[] {
  const { table, device, image } = subject;
  const wanted = parseAddress(setting);
  const where = {
    what: `"vectorTable": ${JSON.stringify(setting)}`,
    where: 'launch configuration',
  };
  if (wanted === undefined) {
    return [
      {
        message: `vectorTable is "${setting}", which is no address; nothing was compared with it.`,
        evidence: [where],
        fixes: [{ title: `Give an address such as "${hex32(table.start)}".` }],
        attribute: 'vectorTable',
      },
    ];
  }
  const expected = addressOf(device, wanted);
  if (expected === start) return [];
  const below = piecesOf(image).filter((piece) => {
    const kind = placeOf(device, piece.start)?.memory.kind;
    return kind === 'flash' && addressOf(device, piece.start) < expected;
  });
  const [first] = below;
  const harm =
    first === undefined
      ? ''
      : `, and ${first.name} at ${hex32(first.start)} would overwrite what is in front of it`;
  return [
    {
      severity: first === undefined ? 'warning' : 'error',
      message: `The vector table of ${subject.facts.elf.source} is at ${hex32(table.start)}, but vectorTable says ${hex32(wanted)}${harm}.`,
      evidence: [...evidence(subject), where],
      fixes: [
        {
          title: `Link the image to ${hex32(wanted)}: ORIGIN of the flash region in the linker script.`,
        },
        { title: `Set vectorTable to "${hex32(table.start)}", or remove it.` },
      ],
      attribute: 'vectorTable',
    },
  ];
}

/** The core takes the first two words in flash for stack pointer and reset vector, whatever they are. */
function codeAtBoot(
  subject: Subject,
  boot: number,
  [stack, reset]: readonly [number, number],
): Problem {
  const { table, device, facts } = subject;
  const isCertain = !hasBootAddress(device);
  const start = isCertain
    ? 'The core starts'
    : 'Unless option bytes name another boot address, the core starts';
  return {
    severity: isCertain ? 'error' : 'warning',
    message: `${start} with the words at ${hex32(boot)}, which in ${facts.elf.source} are not the vector table but ${hex32(stack)} and ${hex32(reset)}; the table is at ${hex32(table.start)}.`,
    evidence: evidence(subject),
    ...scriptPlace(subject),
    fixes: [
      {
        title: `Put ${table.piece.name} first into flash: its KEEP(*(${table.piece.name})) before every other section of the linker script.`,
      },
    ],
  };
}

function behindBootLoader(subject: Subject, boot: number): Problem {
  const { table, device } = subject;
  const at = hex32(table.start);
  const isOptional = hasBootAddress(device) || device.cores.length > 1;
  const rest = isOptional ? ', or by a boot address in the option bytes' : '';
  return {
    severity: 'information',
    message: `The vector table of ${subject.facts.elf.source} is at ${at} and not at the start of the flash: the core gets there only through a boot loader at ${hex32(boot)}, which this launch does not program${rest}.`,
    evidence: evidence(subject),
    fixes: [{ title: `If it is meant so, set "vectorTable": "${at}".` }],
    attribute: 'vectorTable',
  };
}

function withoutVtor(subject: Subject, boot: number): Problem {
  const { table, device, facts } = subject;
  const at = hex32(table.start);
  return {
    message: `The vector table of ${facts.elf.source} is at ${at}, but the Cortex-M0 of ${device.name} has no register (VTOR) to move it: interrupts go through the table at ${hex32(boot)}, unless the program copies it to RAM and remaps that to 0x00000000.`,
    evidence: evidence(subject),
    fixes: [
      { title: `Link the image to ${hex32(boot)}.` },
      { title: `If the program remaps RAM, set "vectorTable": "${at}".` },
    ],
    attribute: 'vectorTable',
  };
}

function alignment(subject: Subject): readonly Problem[] {
  const { table, device, facts } = subject;
  if (!device.cores.some(({ hasVtor }) => hasVtor)) return [];
  const needed = Math.max(smallestAlignment, powerOfTwo(table.sizeBytes ?? 0));
  // Where it runs is what VTOR will hold; an alias shares the low bits.
  if (table.runsAt % needed === 0) return [];
  const size = table.sizeBytes === undefined ? '' : ` of ${bytesText(table.sizeBytes)}`;
  return [
    {
      message: `The vector table${size} in ${facts.elf.source} runs at ${hex32(table.runsAt)}, which is no multiple of ${needed}: VTOR drops the low bits, and interrupts take their vectors from elsewhere.`,
      evidence: evidence(subject),
      ...scriptPlace(subject),
      fixes: [
        { title: `Align the table: ". = ALIGN(${needed});" before it in the linker script.` },
      ],
    },
  ];
}

/** The line of the script that places the table's section, where there is one. */
function scriptPlace({ table, facts }: Subject): Pick<Problem, 'location'> {
  const section = scriptSectionOf(facts, table.piece.name);
  return section === undefined ? {} : { location: scriptLocation(section.namePlace) };
}

function powerOfTwo(sizeBytes: number): number {
  return sizeBytes <= 1 ? 1 : 2 ** Math.ceil(Math.log2(sizeBytes));
}

function evidence({ table, facts }: Subject): Problem['evidence'] {
  return [
    { what: `${table.what} at ${hex32(table.start)}`, where: facts.elf.source },
    ...evidenceOf([table.piece], facts)
      .slice(1)
      .filter(({ what }) => !what.startsWith('symbol ')),
  ];
}
