// The chip at the probe is another than the configured part: another die by DEV_ID, or another core by CPUID.

import { shortHex } from '../../base/hex';
import type { Device } from '../../devices/device';
import { dieTitle } from '../../devices/die';
import { devicesOfDie } from '../../devices/find-device';
import type { Chip } from '../../examination/examination';
import type { LaunchArgs } from '../../launch/launch-args';
import { defineCheck } from '../check';
import { chipEvidence, devicesFor, identityText } from '../chip-words';
import { lineStem } from '../line-stem';
import { programsFiles } from '../programmed';

export const chipMismatch = defineCheck({
  id: 'chip-mismatch',
  title: 'The chip is the configured part',
  severity: 'warning',
  needs: ['chip', 'device'],
  uses: ['namedDevices'],
  run(facts, { args }) {
    const chip = facts.chip.value;
    const { value: device, source } = facts.device;
    const difference = differenceOf(chip, device);
    if (difference === undefined) return [];
    const named = facts.namedDevices.ok ? facts.namedDevices.value[0] : undefined;
    const isConfigured = named === undefined || named.kind === 'configuration';
    const isSure = difference.isOtherFamily && stopsLaunch(args);
    const names = exampleNames(chip.devId);
    const { location } = named ?? {};
    return [
      {
        severity: isSure ? 'error' : 'warning',
        message: `The chip is ${nameOf(chip)} (${identityText(chip)}), but ${isConfigured ? 'device is' : 'the project is for'} ${device.name} (${expected(device)}): ${difference.meaning}.`,
        evidence: [
          ...chipEvidence(facts.chip),
          { what: `${device.name}: ${expected(device)}`, where: source },
        ],
        ...(isConfigured ? { attribute: 'device' } : {}),
        ...(isConfigured || location === undefined ? {} : { location }),
        fixes: [
          { title: 'If another board was meant, plug in that one, or choose its probe.' },
          ...(names === '' ? [] : [{ title: `If this board is meant, set device to ${names}.` }]),
        ],
      },
    ];
  },
});

interface Difference {
  /** Other flash registers, other memories, perhaps another instruction set. */
  readonly isOtherFamily: boolean;
  readonly meaning: string;
}

function differenceOf(chip: Chip, device: Device): Difference | undefined {
  const { devId, core } = chip;
  const isDieKnown = devId !== undefined && device.die !== undefined;
  const isOtherDie = isDieKnown && !isDieOf(devId, device);
  const isOtherCore =
    core !== undefined &&
    device.cores.length > 0 &&
    !device.cores.some(({ name }) => name === core);
  if (!isOtherDie && !isOtherCore) return undefined;
  const family = devicesFor(devId)[0]?.family;
  if (isOtherCore || (family !== undefined && family !== device.family)) {
    const meaning = isOtherCore
      ? 'its core and memories are others, so the image cannot run there'
      : 'its memories, flash controller and peripherals are others, so the image cannot run there';
    return { isOtherFamily: true, meaning };
  }
  const meaning =
    family === undefined
      ? 'no part that is known here has this number'
      : 'memories and peripherals may differ from those that the image is made for';
  return { isOtherFamily: false, meaning };
}

/** A line's parts have several dies (STM32F401: 0x423 and 0x433), and so has a part with revised silicon (L151RB-A). */
function isDieOf(devId: number, device: Device): boolean {
  const { die } = device;
  if (die !== undefined && [die.devId, ...die.otherDevIds].includes(devId)) return true;
  const isLine = device.match === 'line';
  const begin = isLine ? lineStem(device.name).replace(/\(.*$/, '') : `${device.name}-`;
  return devicesOfDie(devId).some((name) => name.startsWith(begin));
}

/** OpenOCD takes its target file by `device`; files of the user's own may be right although `device` is wrong. */
function stopsLaunch(args: LaunchArgs): boolean {
  return programsFiles(args) && args.device !== undefined && args.configFiles.length === 0;
}

function nameOf({ die }: Chip): string {
  return die === undefined ? 'another one' : `an ${dieTitle(die)}`;
}

function expected({ die, cores }: Device): string {
  const names = cores.map(({ name }) => `Cortex-${name}`).join(' and ');
  return die === undefined ? names : `DEV_ID ${shortHex(die.devId)}, ${names}`;
}

const listedNames = 3;

/** The first of each line, since only the print on the chip tells which part it is. */
function exampleNames(devId: number | undefined): string {
  const all = devId === undefined ? [] : devicesOfDie(devId);
  const lines = new Map(all.map((name) => [name.slice(0, 'STM32F405'.length), name]));
  const [first, ...others] = [...lines.keys()].slice(0, listedNames);
  if (first === undefined) return '';
  const rest = lines.size > listedNames ? ', …' : '';
  return `what is printed on it (${[first, ...others].join(', ')}${rest})`;
}
