// The program sets VTOR to another address than its vector table's, or leaves VTOR as it is behind a boot loader.

import { hex32 } from '../../base/hex';
import { fileNameOf } from '../../base/file-name';
import type { Device } from '../../devices/device';
import type { ElfImage } from '../../elf/elf-image';
import type { Evidence, Fix } from '../../findings/finding';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { ProjectSources, SourceStatement } from '../facts';
import { evidenceOf } from '../image-evidence';
import type { ImageFacts } from '../image-evidence';
import { piecesOf } from '../image-layout';
import { linkedStatements } from '../linked-statements';
import { classOf, placeOf } from '../../devices/memory-runs';
import { severityOf } from '../programmed';
import { statementEvidence, statementLocation } from '../swd-evidence';
import {
  addressOf,
  findVectorTable,
  flashStart,
  hasBootAddress,
  looksLikeTable,
  wordsAt,
} from '../vector-table';
import type { VectorTable } from '../vector-table';
import { shortPlace } from '../../script-checks/script-words';

/** Functions that every start goes through; another one may be a boot loader's way to the next program. */
const runsAtStart = /^(main|SystemInit|HAL_MspInit|Reset_Handler)$/;

/** SCB_VTOR (Armv7-M manual, B3.2.5). */
const vtorAddress = 0xe000ed08;

const experiment: Fix = {
  title: `To see it on the target: halt in main behind the initialisation, and look at VTOR with "x/wx ${hex32(vtorAddress)}".`,
};

export const vtorMismatch = defineCheck({
  id: 'vtor-mismatch',
  title: 'VTOR is set to the vector table of the image',
  severity: 'warning',
  needs: ['elf', 'device', 'sources'],
  uses: ['linkerScript', 'mapFile'],
  run(facts, { args }) {
    const device = facts.device.value;
    const image = facts.elf.value;
    const table = findVectorTable(image, device);
    if (table === undefined || !table.isCertain || table.foundBy === 'flash-start') return [];
    if (!device.cores.some(({ hasVtor }) => hasVtor)) return [];
    const subject = { table, facts, image, device, args };
    // Those of the other world, and those for the program that is started next, say nothing of this table.
    const isOwn = ({ mode, isHandover }: SourceStatement): boolean =>
      mode === undefined && isHandover !== true;
    const all = facts.sources.value.statements.filter(({ kind }) => kind === 'vtor');
    const own = all.filter(isOwn);
    const active = own.filter(({ isSwitchedOff }) => isSwitchedOff !== true);
    if (active.some((statement) => mayBeRight(subject, statement))) return [];
    const linked = linkedStatements(facts.sources.value, ['vtor'], facts.elf);
    const wrong = active.filter((each) => linked.includes(each) && isMeant(subject, each));
    const certain = wrong.find(isCertain);
    if (certain !== undefined) return [setWrong(subject, certain)];
    if (!isElsewhere(subject)) return [];
    const [possible] = wrong;
    if (possible !== undefined) return [setWrong(subject, possible)];
    return notSet(
      subject,
      own.find(({ isSwitchedOff }) => isSwitchedOff === true),
    );
  },
});

interface Subject {
  readonly table: VectorTable;
  readonly facts: ImageFacts & {
    readonly sources: { readonly value: ProjectSources };
  };
  readonly image: ElfImage;
  readonly device: Device;
  readonly args: LaunchArgs;
}

/** A value that this text does not say is the table's symbol more often than not; RAM may hold a copy. */
function mayBeRight({ table, device, image }: Subject, { address }: SourceStatement): boolean {
  if (address === undefined) return true;
  const value = addressOf(device, address);
  if ([table.start, table.runsAt].some((at) => addressOf(device, at) === value)) return true;
  const kind = placeOf(device, address)?.memory.kind;
  if (kind === undefined || (classOf(kind) !== 'flash' && classOf(kind) !== 'external')) {
    return true;
  }
  const words = wordsAt(image, device, value);
  return words !== undefined && looksLikeTable(device, ...words);
}

/** Whether it is this program's own: one that leads upwards from any function may start the next program. */
function isMeant({ table, device }: Subject, statement: SourceStatement): boolean {
  const { address = 0, function: name = '' } = statement;
  return runsAtStart.test(name) || addressOf(device, address) < addressOf(device, table.start);
}

function isCertain({ isConditional, function: name = '' }: SourceStatement): boolean {
  return isConditional !== true && runsAtStart.test(name);
}

/** In flash, and not where the core looks after a reset. */
function isElsewhere({ table, device, args, image }: Subject): boolean {
  const boot = flashStart(device);
  const start = addressOf(device, table.start);
  const kind = placeOf(device, table.start)?.memory.kind;
  if (args.ramImage || boot === undefined || kind === undefined) return false;
  if (classOf(kind) !== 'flash' || start === boot) return false;
  // A second core starts at its bank; vector-table-misplaced tells of other bytes at the flash's start.
  if (
    device.cores.filter(({ isRadio }) => !isRadio).length > 1 ||
    wordsAt(image, device, boot) !== undefined
  )
    return false;
  // The secure program sets the non-secure VTOR.
  return !(args.trustZone === 'on' && device.hasTrustZone);
}

function setWrong(subject: Subject, statement: SourceStatement): Problem {
  const { table, facts, device } = subject;
  const at = hex32(table.runsAt);
  const { address = 0 } = statement;
  const value = hex32(address);
  const isBoot = addressOf(device, address) === flashStart(device);
  const isSure = isCertain(statement);
  const verb = isSure ? 'sets' : 'may set';
  const consequence =
    isBoot && isElsewhere(subject)
      ? "interrupts of the program then go to the boot loader's table"
      : 'interrupts of the program then take their vectors from there';
  return {
    severity: severityOf(subject.args, isSure ? 'warning' : 'information'),
    message: `${shortPlace(statement)} ${verb} VTOR to ${value}, but the vector table of ${facts.elf.source} is at ${at}: ${consequence}.`,
    location: statementLocation(statement),
    evidence: [statementEvidence(statement), ...evidence(subject)],
    fixes: [{ title: howToSet(subject, statement) }, experiment],
  };
}

/** ST's templates have a macro for the offset from the memory's start. */
function howToSet({ table, device }: Subject, statement: SourceStatement): string {
  const at = hex32(table.runsAt);
  if (statement.argument?.includes('VECT_TAB_OFFSET') !== true) {
    return `Set VTOR to ${at} there, or to the address of the table's symbol.`;
  }
  const { address = table.runsAt } = statement;
  const difference = addressOf(device, table.runsAt) - addressOf(device, address);
  return difference > 0
    ? `Raise VECT_TAB_OFFSET in ${fileNameOf(statement.file)} by 0x${difference.toString(16)}, so that VTOR leads to ${at}.`
    : `Change VECT_TAB_OFFSET in ${fileNameOf(statement.file)}, so that VTOR leads to ${at}.`;
}

/** Only told where all sources were read, and nothing in the image looks like assembler that sets it. */
function notSet(subject: Subject, switchedOff: SourceStatement | undefined): readonly Problem[] {
  const { table, device, facts, image } = subject;
  const { value: sources } = facts.sources;
  if (switchedOff === undefined && (!sources.isComplete || holdsVtorAddress(image))) return [];
  const at = hex32(table.runsAt);
  const boot = hex32(flashStart(device) ?? 0);
  const before = hasBootAddress(device)
    ? 'a boot loader or a boot address in the option bytes has set VTOR'
    : 'a boot loader has set VTOR';
  const why =
    switchedOff === undefined
      ? `nothing that sets VTOR was found in its sources`
      : `the line that sets VTOR, ${shortPlace(switchedOff)}, is in an #if that its file leaves out`;
  const script = evidence(subject);
  const place = script.findLast(({ location }) => location !== undefined)?.location;
  const location = switchedOff === undefined ? place : statementLocation(switchedOff);
  return [
    {
      severity: 'information',
      message: `The vector table of ${facts.elf.source} is at ${at}, and ${why}: interrupts possibly go to the table at ${boot}, unless ${before} before.`,
      ...(location === undefined ? {} : { location }),
      evidence: [
        ...(switchedOff === undefined ? [] : [statementEvidence(switchedOff)]),
        ...script,
        {
          what: `${sources.fileCount === 1 ? '1 source was' : `${sources.fileCount} sources were`} read; assembler files and drivers were not`,
          where: 'sources of the project',
        },
      ],
      fixes: [
        {
          title:
            switchedOff === undefined
              ? `Set it at the start of the program: SCB->VTOR = ${at};`
              : `Define USER_VECT_TAB_ADDRESS in ${fileNameOf(switchedOff.file)}, or what its #if asks for, and let the value become ${at}.`,
        },
        experiment,
      ],
    },
  ];
}

/** As a literal of `LDR r0, =0xE000ED08`: start-up code in assembler. Literals are aligned. */
function holdsVtorAddress(image: ElfImage): boolean {
  return piecesOf(image).some(({ content, runsAt, isExecutable }) => {
    if (!isExecutable) return false;
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    for (let at = (4 - (runsAt % 4)) % 4; at + 4 <= content.length; at += 4) {
      if (view.getUint32(at, true) === vtorAddress) return true;
    }
    return false;
  });
}

function evidence({ table, facts }: Subject): readonly Evidence[] {
  return [
    { what: `${table.what} at ${hex32(table.runsAt)}`, where: facts.elf.source },
    ...evidenceOf([table.piece], facts)
      .slice(1)
      .filter(({ what }) => !what.startsWith('symbol ')),
  ];
}
