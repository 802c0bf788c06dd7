// A source of the project takes the debug pins away, although the .ioc does not say so, or there is no .ioc.

import type { Evidence, Fix } from '../../findings/finding';
import { familyOf, swdPinsOf } from '../../ioc/swd-pins';
import type { SwdPins } from '../../ioc/swd-pins';
import { defineCheck } from '../check';
import type { Device } from '../../devices/device';
import type { ElfImage } from '../../elf/elf-image';
import type { Fact, IocInUse, SourceStatement } from '../facts';
import * as swd from '../swd-evidence';
import { shortPlace } from '../../script-checks/script-words';

export const sourceDisablesSwd = defineCheck({
  id: 'source-disables-swd',
  title: 'No source takes the pins of SWD',
  severity: 'warning',
  needs: ['sources'],
  uses: ['ioc', 'device', 'elf'],
  run({ sources: { value: sources }, ioc, device, elf }, context) {
    const part = partOf(ioc, device);
    if (part === undefined || isTold(ioc)) return [];
    const found = swd.swdStatements(sources, part.pins, part.family);
    const [lost] = found.losing;
    if (lost === undefined || swd.undoneBy(found) !== undefined) return [];
    const [restored] = found.restoring;
    const linked = linkEvidence(elf, lost);
    // Certain only where every start goes through it, and nothing gives the pins back: a function that is linked
    // may be for low power alone.
    const isCertain =
      linked?.isLinked === true &&
      runsAtStart.test(lost.function ?? '') &&
      lost.isConditional !== true &&
      restored === undefined;
    const pins = `${part.pins.swdio} or ${part.pins.swclk}`;
    const effect = swd.isReleasedByAfio(part.family)
      ? 'switches SWD off'
      : `takes ${pins} from SWD`;
    return [
      {
        severity: isCertain ? swd.severityOfLoss(context) : 'warning',
        message: `${lost.text} at ${shortPlace(lost)} ${effect}: ${isCertain ? 'no debugger gets in' : 'a debugger may not get in'} once the firmware has run this line.`,
        location: swd.statementLocation(lost),
        evidence: [
          swd.statementEvidence(lost),
          ...(restored === undefined ? [] : [swd.statementEvidence(restored)]),
          ...(linked === undefined ? [] : [linked.evidence]),
        ],
        fixes: [
          swd.isReleasedByAfio(part.family)
            ? noJtagFix(lost)
            : {
                title: `Leave ${part.pins.swdio} and ${part.pins.swclk} out, or give them back to SWD (alternate function 0).`,
              },
          swd.underReset,
        ],
      },
    ];
  },
});

/** What CubeMX's code calls on every start. */
const runsAtStart = /^(main|SystemInit|HAL_MspInit|MX_GPIO_Init)$/;

interface Part {
  readonly pins: SwdPins;
  readonly family: string | undefined;
}

function partOf(ioc: Fact<IocInUse>, device: Fact<Device>): Part | undefined {
  if (device.ok) {
    const { swdio, swclk, isPad } = device.value.pins;
    if (isPad || swdio === undefined || swclk === undefined) return undefined;
    return { pins: { swdio, swclk }, family: device.value.family };
  }
  const pins = ioc.ok ? swdPinsOf(ioc.value.project) : undefined;
  if (!ioc.ok || pins === undefined) return undefined;
  return { pins, family: familyOf(ioc.value.project) };
}

/** The .ioc itself says that the pins are lost; ioc-swd-disabled tells it with the sources. */
function isTold(ioc: Fact<IocInUse>): boolean {
  if (!ioc.ok) return false;
  const { project } = ioc.value;
  const { debug, freePins } = project;
  if (debug.state === 'no-debug') return true;
  if (debug.state !== 'not-configured') return false;
  const pins = swdPinsOf(project);
  const isTaken = pins !== undefined && swd.pinsNamed(project, [pins.swdio, pins.swclk]).length > 0;
  return (freePins?.value === true || isTaken) && !swd.isReleasedByAfio(familyOf(project));
}

/** What CubeMX generates for "Serial Wire" in the place of what it generates for "No Debug". */
function noJtagFix(lost: SourceStatement): Fix {
  const title =
    'Use __HAL_AFIO_REMAP_SWJ_NOJTAG() instead, which frees the JTAG pins and keeps SWD, and build.';
  const { file, line, column, text } = lost;
  if (text !== '__HAL_AFIO_REMAP_SWJ_DISABLE()') return { title };
  const end = { line, column: column + text.length };
  const newText = '__HAL_AFIO_REMAP_SWJ_NOJTAG()';
  return { title, edits: [{ file, start: { line, column }, end, newText }] };
}

interface LinkEvidence {
  readonly isLinked: boolean;
  readonly evidence: Evidence;
}

/** Whether the image holds the statement's function; an inlined one leaves no symbol, so absence proves nothing. */
function linkEvidence(elf: Fact<ElfImage>, statement: SourceStatement): LinkEvidence | undefined {
  const name = statement.function;
  if (!elf.ok || name === undefined || elf.value.symbols.count === 0) return undefined;
  const isLinked = elf.value.symbols.named(name).some(({ kind }) => kind === 'function');
  const what = isLinked
    ? `${name} is in the image`
    : `${name} is not in the image under this name (left out, or inlined)`;
  return { isLinked, evidence: { what, where: elf.source } };
}
