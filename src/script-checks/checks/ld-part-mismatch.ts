// The script names a part in its own name or head, and the project names another.

import { fileNameOf } from '../../base/file-name';
import type { Device } from '../../devices/device';
import type { SourceLocation } from '../../findings/finding';
import { defineScriptCheck } from '../script-check';
import type { NamedPart } from '../script-check';

interface Named {
  readonly named: NamedPart;
  readonly device: Device;
}

export const ldPartMismatch = defineScriptCheck({
  id: 'ld-part-mismatch',
  title: 'The script is for the part that the project names',
  severity: 'warning',
  needs: [],
  coveredBy: ['device-mismatch'],
  run({ script, named: all }) {
    const places = all.flatMap((named): Named[] =>
      named.match.kind === 'found' ? [{ named, device: named.match.device }] : [],
    );
    const own = places.find(({ named }) => named.kind === 'linker-script');
    const other = places.find(({ named, device }) => {
      return named.kind !== 'linker-script' && own !== undefined && !agree(own.device, device);
    });
    const [file] = script.files;
    if (own === undefined || other === undefined || file === undefined) return [];
    const [mine, theirs] = [own.device, other.device];
    const isSmall = lineOf(mine) === lineOf(theirs) && mine.flashBytes === theirs.flashBytes;
    const rest = isSmall
      ? 'they have the same line and flash, so only the package can be wrong'
      : 'memories may differ from what the script says';
    const location: SourceLocation = own.named.location ?? { file, line: 1, column: 1 };
    return [
      {
        severity: isSmall ? 'information' : 'warning',
        message: `The script is for ${own.named.text}, and ${placeText(other.named)} names ${other.named.text}: ${rest}.`,
        evidence: [own, other].map(({ named, device }) => ({
          what: `names ${named.text}: ${device.name}, ${device.flashBytes} bytes of flash`,
          where: named.where,
          ...(named.location === undefined ? {} : { location: named.location }),
        })),
        fixes: [
          { title: `If the board has ${theirs.name}, take a script for it.` },
          { title: `If the board has ${mine.name}, correct ${placeText(other.named)}.` },
        ],
        location,
      },
    ];
  },
});

/** A line's name (`STM32F405`, `STM32F103xB`) leaves open which of its parts it is. */
function agree(a: Device, b: Device): boolean {
  if (a.match === 'part' && b.match === 'part') return a.name === b.name;
  const [short = '', long = ''] = [stemOf(a), stemOf(b)].sort((x, y) => x.length - y.length);
  return long.startsWith(short);
}

function stemOf({ name }: Pick<Device, 'name'>): string {
  return name.replace(/x.*$/, '');
}

/** `STM32F405RG` → `STM32F405`: behind it stand pin count and flash size. */
function lineOf({ name, match }: Device): string {
  return match === 'part' ? name.replace(/-.*$/, '').slice(0, -2) : stemOf({ name });
}

function placeText({ where }: NamedPart): string {
  return /[\\/.]/.test(where) ? fileNameOf(where) : `the ${where}`;
}
