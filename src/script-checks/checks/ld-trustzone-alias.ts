// Code in secure addresses and variables in non-secure ones, or the other way round: with TrustZone on, one of the two
// faults until the attribution units are set up; with it off, the secure ones do not exist.

import { hex32 } from '../../base/hex';
import type { LinkerScript, ScriptRegion } from '../../linker/script-model';
import { placeOf } from '../../devices/memory-runs';
import type { Device } from '../../devices/device';
import { loadRegionOf, runRegionOf } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { holds } from '../section-content';
import {
  partEvidence,
  regionEvidence,
  replacement,
  scriptLocation,
  isNumber,
} from '../script-words';

interface World {
  readonly region: ScriptRegion;
  readonly origin: number;
  readonly isSecure: boolean;
}

export const ldTrustzoneAlias = defineScriptCheck({
  id: 'ld-trustzone-alias',
  title: 'Code and variables are in addresses of the same world',
  severity: 'warning',
  needs: ['part'],
  run({ script, part }) {
    const { device } = part;
    if (!device.hasTrustZone || script.isPreprocessed) return [];
    const code = codeWorld(script, device);
    const data = dataWorld(script, device);
    if (code === undefined || data === undefined || code.isSecure === data.isSecure) return [];
    const [codeWord, dataWord] = code.isSecure
      ? ['a secure', 'a non-secure']
      : ['a non-secure', 'a secure'];
    const same = sameWorld(device, data);
    return [
      {
        message: `The code is in ${code.region.name} at ${codeWord} address (${hex32(code.origin)}) and the variables are in ${data.region.name} at ${dataWord} one (${hex32(data.origin)}): after a reset the program cannot use both.`,
        evidence: [
          regionEvidence(code.region),
          regionEvidence(data.region),
          partEvidence(part, 'secure addresses of flash and RAM are 0x0c000000 and 0x30000000'),
        ],
        fixes: [
          ...(same === undefined || !isNumber(data.region.originPlace)
            ? []
            : [
                {
                  title: `Set ORIGIN of ${data.region.name} to ${hex32(same)}, the same RAM in the other world.`,
                  edits: [replacement(data.region.originPlace, hex32(same))],
                },
              ]),
          { title: 'Give the code the other address of the flash.' },
        ],
        location: scriptLocation(data.region.originPlace ?? data.region.namePlace),
      } satisfies ScriptFinding,
    ];
  },
});

/** Where the program is stored in flash. */
function codeWorld(script: LinkerScript, device: Device): World | undefined {
  const section = script.sections.find((each) => holds(each, 'code'));
  return section && worldOf(loadRegionOf(script, section), device, 'flash');
}

function dataWorld(script: LinkerScript, device: Device): World | undefined {
  const section = script.sections.find((each) => holds(each, 'zero'));
  return section && worldOf(runRegionOf(script, section), device, 'ram');
}

function worldOf(
  region: ScriptRegion | undefined,
  device: Device,
  kind: 'flash' | 'ram',
): World | undefined {
  if (region?.origin === undefined) return undefined;
  const place = placeOf(device, region.origin);
  if (place?.memory.kind !== kind) return undefined;
  return { region, origin: region.origin, isSecure: place.isSecureAlias };
}

/** The same RAM at its other address. */
function sameWorld(device: Device, { origin, isSecure }: World): number | undefined {
  const other = isSecure ? origin - 0x10000000 : origin + 0x10000000;
  const place = placeOf(device, other);
  return place?.memory.kind === 'ram' && place.isSecureAlias !== isSecure ? other : undefined;
}
