// Identification that no chip of STMicroelectronics has. A clone may run the image all the same, and any of these
// numbers may be copied or changed, so this is told as likely, never as a fact.

import { hex32, shortHex } from '../../base/hex';
import type { Chip, Designer } from '../../examination/examination';
import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import { chipEvidence } from '../chip-words';
import type { KnownFact } from '../facts';

export const chipClone = defineCheck({
  id: 'chip-clone',
  title: 'The chip identifies itself as one of STMicroelectronics',
  severity: 'warning',
  needs: ['chip'],
  run({ chip }, { args }): readonly Problem[] {
    const signs = signsOf(chip);
    const [first] = signs;
    if (first === undefined) return [];
    const maker = signs.find((sign) => sign.maker !== undefined)?.maker;
    const isLikely = signs.some((sign) => sign.isStrong);
    const { dpidr } = chip.value;
    const isOpenOcdAtOdds = args.servertype === 'openocd' && signs.some(({ isOfPort }) => isOfPort);
    return [
      {
        severity: isLikely ? 'warning' : 'information',
        confidence: isLikely ? 'likely' : 'possible',
        message: `The chip is ${isLikely ? 'likely' : 'possibly'} not made by STMicroelectronics${maker === undefined ? '' : ` but by ${maker}`}: ${first.text}; ST's own server refuses such chips ("Could not verify ST device").`,
        evidence: [...signs.map(({ evidence }) => evidence), ...chipEvidence(chip)],
        fixes: [
          { title: 'Use OpenOCD, which compares no more than DPIDR, or a genuine part.' },
          ...(isOpenOcdAtOdds
            ? [
                {
                  title: `Tell OpenOCD its identification: add "set CPUTAPID ${hex32(dpidr)}" to openOCDPreConfigLaunchCommands.`,
                },
              ]
            : []),
          {
            title: "Do not rely on the sizes and electrical limits of ST's data sheet for it.",
          },
        ],
      },
    ];
  },
});

interface Sign {
  readonly text: string;
  readonly evidence: Evidence;
  readonly maker: string | undefined;
  readonly isStrong: boolean;
  /** It is DPIDR, which OpenOCD's scripts compare. */
  readonly isOfPort: boolean;
}

function signsOf(chip: KnownFact<Chip>): readonly Sign[] {
  return [ofDesigner(chip), ofRevision(chip), ofPort(chip)].filter((sign) => sign !== undefined);
}

/**
 * Codes of JEP106 as Black Magic Debug lists them (src/target/jep106.h): GigaDevice, Arm China (cores of Chinese
 * makers), and two that clones of the F103 and MindMotion use although nobody was given them.
 */
const makers: readonly (readonly [bank: number, id: number, maker: string | undefined])[] = [
  [7, 0x51, 'GigaDevice'],
  [0xa, 0x75, 'a maker with cores of Arm China'],
  [5, 0x55, 'the maker of CS32 and CKS32'],
  [0xc, 0x7f, 'MindMotion'],
];

function ofDesigner({ value: { romDesigner }, source }: KnownFact<Chip>): Sign | undefined {
  if (romDesigner === undefined || !isTelling(romDesigner)) return undefined;
  const { bank, id } = romDesigner;
  const maker = makers.find(([b, i]) => b === bank && i === id)?.[2];
  const code = `${shortHex(id)} after ${bank} continuation codes`;
  return {
    text: `the designer in its ROM table is ${maker ?? `JEP106 ${code}`}`,
    evidence: {
      what: `ROM table: designer ${code} (STMicroelectronics: 0x20 after none)`,
      where: source,
    },
    maker,
    isStrong: true,
    isOfPort: false,
  };
}

/** ST, ST with Arm's bank (CPU2 of WB and WL, RM0453 38.13.2), Arm's own table, and bytes that are no code. */
function isTelling({ bank, id }: Designer): boolean {
  const isSt = id === 0x20 && (bank === 0 || bank === 4);
  const isArm = id === 0x3b && bank === 4;
  const isNothing = id === 0 || (id === 0x7f && bank !== 0xc);
  return !isSt && !isArm && !isNothing;
}

/** REV_IDs of GD32F10x, which have the DEV_ID 0x410 of the F103. */
const gigadeviceRevisions: readonly number[] = [0x1303, 0x1704, 0x1906, 0x1909];

function ofRevision({ value: { devId, revId }, source }: KnownFact<Chip>): Sign | undefined {
  if (devId !== 0x410 || revId === undefined || !gigadeviceRevisions.includes(revId))
    return undefined;
  return {
    text: `its revision ${shortHex(revId)} is one of GD32F10x`,
    evidence: { what: `DEV_ID 0x410 with REV_ID ${shortHex(revId)}`, where: source },
    maker: 'GigaDevice',
    isStrong: true,
    isOfPort: false,
  };
}

/**
 * Every genuine F1 has DPIDR 0x1ba01477 (r1 of the port); its clones have newer cores. Elsewhere a new silicon revision
 * may bring a new port, so that the ROM table's word counts more.
 */
function ofPort({ value: chip, source }: KnownFact<Chip>): Sign | undefined {
  const { die, dpidr, romDesigner } = chip;
  if (die === undefined || die.swdIds.length === 0 || die.swdIds.includes(dpidr)) return undefined;
  const isF1 = die.rdp === 'F1';
  // The identification of WB0 and WL3 (DEV_ID below 0x400) is not certain.
  const isGenuine = romDesigner?.id === 0x20 || die.devId < 0x400;
  if (!isF1 && isGenuine) return undefined;
  const usual = die.swdIds.map(hex32).join(' or ');
  return {
    text: `its debug port is ${hex32(dpidr)}, and that of STM32${die.name} is ${usual}`,
    evidence: {
      what: `DPIDR: ${hex32(dpidr)}, with DEV_ID ${shortHex(chip.devId ?? die.devId)}`,
      where: source,
    },
    maker: undefined,
    isStrong: isF1,
    isOfPort: true,
  };
}
