// The places that name the part do not agree: configuration, .ioc, linker script, defines. Each part may be the one
// on the board, so this is never an error.

import { basename } from 'node:path';
import type { Device } from '../../devices/device';
import type { Evidence } from '../../findings/finding';
import { defineCheck } from '../check';
import type { NamedDevice } from '../facts';
import { lineStem } from '../line-stem';

/** A place whose name is known. */
interface Place {
  readonly named: NamedDevice;
  readonly device: Device;
}

export const deviceMismatch = defineCheck({
  id: 'device-mismatch',
  title: 'All places name the same part',
  severity: 'warning',
  needs: ['namedDevices'],
  run({ namedDevices: { value: all } }) {
    const places = all.flatMap((named): Place[] =>
      named.match.kind === 'found' ? [{ named, device: named.match.device }] : [],
    );
    const [first, ...rest] = places;
    const others = first === undefined ? [] : rest.filter((place) => !agree(first, place));
    const [other] = others;
    if (first === undefined || other === undefined) return [];
    const isSmall = others.every(({ device }) => isPackageOnly(first.device, device));
    const isConfigured = first.named.kind === 'configuration';
    const { location } = other.named;
    return [
      {
        message: messageFor(first, others, isSmall),
        severity: isSmall ? 'information' : 'warning',
        evidence: [first, ...others].map(evidenceOf),
        ...(isConfigured ? { attribute: 'device' } : {}),
        ...(isConfigured || location === undefined ? {} : { location }),
        fixes: [{ title: remedy(isConfigured, other) }],
      },
    ];
  },
});

/** Where one is only a line, or leaves the pin count open (`STM32H743xI`), the other can be a part of it. */
function agree(a: Place, b: Place): boolean {
  const names = [writtenName(a), writtenName(b)] as const;
  if (
    [a, b].every(({ device }, index) => device.match === 'part' && !names[index]?.includes('x'))
  ) {
    return names[0] === names[1];
  }
  const stems = names.map(lineStem).sort((x, y) => x.length - y.length);
  const [short = '', long = ''] = stems;
  return long.startsWith(short);
}

/** The part's name, with an `x` where a small one is written among capitals: an X is a pin count too. */
function writtenName({ named, device }: Place): string {
  const written = named.text.slice(0, device.name.length);
  return /^STM32.*x/.test(written) ? written : device.name;
}

/** Same line and same flash: only the pin count differs, which a debugger does not see. */
function isPackageOnly(a: Device, b: Device): boolean {
  const isSameLine = lineOf(a) === lineOf(b);
  const areParts = a.match === 'part' && b.match === 'part';
  return isSameLine && (!areParts || a.flashBytes === b.flashBytes);
}

/** `STM32F405RG` → `STM32F405`: the last two are pin count and flash size. */
function lineOf({ name, match }: Device): string {
  const plain = name.replace(/-.*$/, '');
  return match === 'part' ? plain.slice(0, -2) : lineStem(plain).replace(/(?<=\d)[A-Z]$/, '');
}

function remedy(isConfigured: boolean, other: Place): string {
  if (!isConfigured) {
    return 'Correct the place that is wrong, and set device to the part that the board has.';
  }
  const { name, match } = other.device;
  return match === 'part'
    ? `Set device to "${name}" if that is what the board has; else correct ${shortPlace(other)}.`
    : `Set device to the ${name} part that the board has, or correct ${shortPlace(other)}.`;
}

function messageFor(first: Place, others: readonly Place[], isSmall: boolean): string {
  const told = others
    .map((place) => `${shortPlace(place)} names ${place.named.text}`)
    .join(' and ');
  const subject =
    first.named.kind === 'configuration'
      ? `device is ${first.named.text}`
      : `${shortPlace(first)} names ${first.named.text}`;
  const rest = isSmall
    ? 'they have the same line and flash, so only the package can be wrong'
    : difference(first.device, others);
  return `${subject}, but ${told}; ${rest}.`;
}

/** Within a line only the sizes differ; another line may differ in everything. */
function difference(device: Device, others: readonly Place[]): string {
  const sameLine = others.find((other) => lineOf(other.device) === lineOf(device));
  return sameLine === undefined || others.length > 1
    ? 'memories and peripherals may differ from those that the image is made for'
    : `they have ${device.flashBytes} and ${sameLine.device.flashBytes} bytes of flash`;
}

function shortPlace({ named }: Place): string {
  return basename(named.where);
}

function evidenceOf({ named, device }: Place): Evidence {
  const { text, where, location } = named;
  const size = `${device.flashBytes} bytes of flash`;
  const meaning =
    device.match === 'line'
      ? 'a line of parts'
      : text === device.name
        ? size
        : `the part ${device.name}, ${size}`;
  return {
    what: `names ${text}: ${meaning}`,
    where,
    ...(location === undefined ? {} : { location }),
  };
}
