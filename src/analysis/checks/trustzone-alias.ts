// Secure and non-secure addresses against the state of TrustZone.

import { hex32 } from '../../base/hex';
import type { Device } from '../../devices/device';
import { defineCheck } from '../check';
import type { Problem } from '../check';
import type { Fact, IocInUse, LoadedFile } from '../facts';
import { evidenceOf, namesText, scriptRegionAt } from '../image-evidence';
import { judge } from '../image-layout';
import type { Piece } from '../image-layout';
import { placeOf } from '../../devices/memory-runs';
import { severityOf } from '../programmed';
import { bytesText, scriptLocation } from '../../script-checks/script-words';

export const trustzoneAlias = defineCheck({
  id: 'trustzone-alias',
  title: 'Secure addresses are used only where TrustZone is on',
  severity: 'error',
  needs: ['elf', 'device'],
  uses: ['ioc', 'linkerScript', 'mapFile', 'loadedFiles'],
  run(facts, { args }) {
    const device = facts.device.value;
    // N6 has no option to switch it off; it starts in the secure state always (RM0486, section 3).
    if (!device.hasTrustZone || device.family === 'N6') return [];
    const pieces = judge(facts.elf.value, device).map(({ piece }) => piece);
    const isSecure = ({ start }: Piece): boolean => placeOf(device, start)?.isSecureAlias === true;
    const secure = pieces.filter(isSecure);
    const state = stateOf(args.trustZone, facts.ioc);
    const [first] = secure;
    if (first === undefined) {
      const flash = pieces.find(({ start }) => placeOf(device, start)?.memory.kind === 'flash');
      return state.isOn !== true || flash === undefined || hasSecureImage(facts.loadedFiles, device)
        ? []
        : [nonSecure(flash, facts.elf.source, state)];
    }
    if (state.isOn === true) return [];
    const total = secure.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const sections = `${secure.length > 1 ? 'Sections' : 'Section'} ${namesText(secure.map(({ name }) => name))}`;
    const origin = scriptRegionAt(facts, first.start)?.originPlace;
    const isOff = state.isOn === false;
    const rest = isOff
      ? `a secure address, but TrustZone is off (${state.what}): it does not exist then`
      : 'a secure address, which exists only if the TrustZone option of the chip (TZEN) is on; nothing here says whether it is';
    const problem: Problem = {
      severity: isOff ? severityOf(args) : 'information',
      message: `${sections} ${secure.length > 1 ? 'put' : 'puts'} ${bytesText(total)} at ${hex32(first.start)}, ${rest}.`,
      address: first.start,
      evidence: [...evidenceOf([first], facts), state],
      fixes: isOff
        ? [
            {
              title: `Link the image to the ordinary addresses (${hex32(ordinary(first.start))}).`,
            },
            { title: 'If TZEN is set in the option bytes, set "trustZone": "on".' },
          ]
        : [{ title: 'Set "trustZone" to "on" or "off", as the option bytes of the chip are.' }],
      ...(origin === undefined || !isOff
        ? { attribute: 'trustZone' }
        : { location: scriptLocation(origin) }),
    };
    return [problem];
  },
});

interface TrustZoneState {
  /** Undefined: not known. */
  readonly isOn: boolean | undefined;
  readonly what: string;
  readonly where: string;
}

function stateOf(setting: 'auto' | 'on' | 'off', ioc: Fact<IocInUse>): TrustZoneState {
  if (setting !== 'auto') {
    return {
      isOn: setting === 'on',
      what: `"trustZone": "${setting}"`,
      where: 'launch configuration',
    };
  }
  if (!ioc.ok)
    return {
      isOn: undefined,
      what: '"trustZone": "auto", and no .ioc',
      where: 'launch configuration',
    };
  const isOn = ioc.value.project.trustZone;
  const text =
    isOn === undefined
      ? 'does not say whether TrustZone is on'
      : `TrustZone is ${isOn ? 'on' : 'off'}`;
  return { isOn, what: `CubeMX project: ${text}`, where: ioc.value.file };
}

/** Another file of the launch may be the secure image. */
function hasSecureImage(files: Fact<readonly LoadedFile[]>, device: Device): boolean {
  if (!files.ok) return false;
  return files.value.some(({ ranges }) => {
    return ranges.some(({ start }) => placeOf(device, start)?.isSecureAlias === true);
  });
}

function nonSecure(piece: Piece, source: string, state: TrustZoneState): Problem {
  return {
    severity: 'information',
    message: `${source} is a non-secure image (${hex32(piece.start)}), and TrustZone is on: it starts only through a secure image, which this file does not hold.`,
    address: piece.start,
    evidence: [
      {
        what: `${piece.name}: ${bytesText(piece.sizeBytes)} at ${hex32(piece.start)}`,
        where: source,
      },
      state,
    ],
    fixes: [{ title: 'Program the secure image too: name both files in loadFiles.' }],
    attribute: 'loadFiles',
  };
}

/** The same byte as seen without TrustZone. */
function ordinary(address: number): number {
  return address >= 0x20000000 ? address - 0x10000000 : address - 0x04000000;
}
