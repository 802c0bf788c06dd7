// Values that a log tells on the way: voltages, versions, speeds, addresses. Each keeps the line it stands in.

import type { SaidLine } from '../findings/diagnosis';
import type { SpokenText } from './spoken-text';

export interface Read<T> {
  readonly value: T;
  readonly from: SaidLine;
}

export interface Mismatch {
  readonly address: number;
  readonly found: number;
  readonly wanted: number;
}

/** Every value in the order it was said. */
export interface Values {
  readonly volts: Read<number>[];
  /** `V2J31M21`. */
  readonly firmware: Read<string>[];
  readonly probeSerial: Read<string>[];
  /** `F4`, `H7`, `WB`, of the part's name or a target script. */
  readonly family: Read<string>[];
  readonly speedKhz: Read<number>[];
  readonly mismatches: Read<Mismatch>[];
  /** Addresses that a tool has no memory for. */
  readonly unmapped: Read<number>[];
  /** Load addresses of segments and sections that were to be written. */
  readonly loadAddresses: Read<number>[];
  readonly downloadSeconds: Read<number>[];
  readonly exitStatus: Read<number>[];
  /** `3748`, `374b`, …: the USB product id of an ST-LINK. */
  readonly probeProductId: Read<string>[];
}

type Reader = readonly [
  pattern: RegExp,
  read: (match: RegExpExecArray, from: SaidLine, into: Values) => void,
];

function noValues(): Values {
  return {
    volts: [],
    firmware: [],
    probeSerial: [],
    family: [],
    speedKhz: [],
    mismatches: [],
    unmapped: [],
    loadAddresses: [],
    downloadSeconds: [],
    exitStatus: [],
    probeProductId: [],
  };
}

/** A group of a match; empty where it did not take part. */
function group(match: RegExpExecArray, ...indexes: readonly number[]): string {
  for (const index of indexes) {
    const found = match[index];
    if (found !== undefined) return found;
  }
  return '';
}

const readers: readonly Reader[] = [
  [
    /(?:volt(?:age|s)|VTarget|VTref)\s*[:=]\s*(\d{1,2}[.,]\d{1,8})/i,
    (match, from, { volts }) =>
      volts.push({ value: Number(group(match, 1).replace(',', '.')), from }),
  ],
  [
    /(?:ST-?LINK|version|FW)\b.{0,24}\b(V\d{1,2}J\d{1,3}(?:[A-Z]\d{1,3}){0,3})/i,
    (match, from, { firmware }) => firmware.push({ value: group(match, 1).toUpperCase(), from }),
  ],
  [
    /(?:ST-?LINK SN\s*:|\bserial:|\bS\/N:)\s*([0-9A-Z]{8,32})/i,
    (match, from, { probeSerial }) => probeSerial.push({ value: group(match, 1), from }),
  ],
  [
    /stm32[ _-]?(mp\d|h7rs|wba|wb|wl|[cfghlnu]\d)/i,
    (match, from, { family }) => family.push({ value: group(match, 1).toUpperCase(), from }),
  ],
  [
    /(?:SWD freq\w*\s*[:=]|COM frequency =|clock speed|adapter speed:|interface speed:)\s*(\d{1,6})(?:[.,]\d)?\s*(k|M)Hz/i,
    (match, from, { speedKhz }) =>
      speedKhz.push({
        value: Number(group(match, 1)) * (group(match, 2) === 'M' ? 1000 : 1),
        from,
      }),
  ],
  [
    /mismatch found at address (0x[0-9a-f]{1,8}) \(byte = (0x[0-9a-f]{1,2}) instead of (0x[0-9a-f]{1,2})/i,
    (match, from, { mismatches }) =>
      mismatches.push({
        value: {
          address: Number(group(match, 1)),
          found: Number(group(match, 2)),
          wanted: Number(group(match, 3)),
        },
        from,
      }),
  ],
  [
    /(?:no flash bank found for address|no memory region defined for address|Memory transfer fault .{0,20}@|error writing to flash at address) (0x[0-9a-f]{1,8})/i,
    (match, from, { unmapped }) => unmapped.push({ value: Number(group(match, 1)), from }),
  ],
  [
    /(?:^Address\s*:|\blma|segment .{0,30}at|Loading at) (?:address )?(0x[0-9a-f]{1,8})/i,
    (match, from, { loadAddresses }) =>
      loadAddresses.push({ value: Number(group(match, 1)), from }),
  ],
  [
    /elapsed during download operation\s*:\s*(\d\d):(\d\d):(\d\d\.\d{1,3})/i,
    (match, from, { downloadSeconds }) =>
      downloadSeconds.push({
        value:
          Number(group(match, 1)) * 3600 + Number(group(match, 2)) * 60 + Number(group(match, 3)),
        from,
      }),
  ],
  [
    /(?:exit(?:ed)?(?: with)? (?:code|status)|exit status)[ :=]{1,3}(-?\d{1,10})/i,
    (match, from, { exitStatus }) => exitStatus.push({ value: Number(group(match, 1)), from }),
  ],
  [
    /(?:0483:|PID:? (?:0x)?)(37[0-9a-f]{2})\b/i,
    (match, from, { probeProductId }) =>
      probeProductId.push({ value: group(match, 1).toLowerCase(), from }),
  ],
];

/** @param lineAt the line as it stands, by its index. */
export function readValues(
  text: SpokenText,
  clean: readonly string[],
  lineAt: (index: number) => SaidLine,
): Values {
  const values = noValues();
  for (const [pattern, read] of readers) {
    for (const index of text.find(pattern)) {
      const match = pattern.exec(clean[index] ?? '');
      if (match !== null) read(match, lineAt(index), values);
    }
  }
  return values;
}
