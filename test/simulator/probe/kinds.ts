// The kinds of ST-LINK: what each calls itself on USB, where its endpoints are, and how it writes its version.

import type { ProbeSetup } from '../setup';

export const stVendorId = 0x0483;

export interface Kind {
  readonly productId: number;
  /** Hardware generation in GET_VERSION. */
  readonly hardware: 1 | 2 | 3;
  readonly endpoints: { readonly out: number; readonly in: number; readonly trace: number };
  /** Bytes of a bulk packet: full speed 64, high speed 512. */
  readonly packetBytes: 64 | 512;
  /** What the version's second number counts: SWIM on the dongle, mass storage on the boards. */
  readonly second: 'S' | 'M';
}

/** V2 and its isolated sister have the command endpoint at 02, everything later at 01. */
const dongleEndpoints = { out: 0x02, in: 0x81, trace: 0x83 };
const boardEndpoints = { out: 0x01, in: 0x81, trace: 0x82 };

const kinds: Readonly<Record<ProbeSetup['kind'], Kind>> = {
  v1: {
    productId: 0x3744,
    hardware: 1,
    endpoints: dongleEndpoints,
    packetBytes: 64,
    second: 'S',
  },
  v2: {
    productId: 0x3748,
    hardware: 2,
    endpoints: dongleEndpoints,
    packetBytes: 64,
    second: 'S',
  },
  'v2-isol': {
    productId: 0x3748,
    hardware: 2,
    endpoints: dongleEndpoints,
    packetBytes: 64,
    second: 'S',
  },
  'v2-1': {
    productId: 0x374b,
    hardware: 2,
    endpoints: boardEndpoints,
    packetBytes: 64,
    second: 'M',
  },
  v3: {
    productId: 0x374f,
    hardware: 3,
    endpoints: boardEndpoints,
    packetBytes: 512,
    second: 'M',
  },
  'v3-loader': {
    productId: 0x374d,
    hardware: 3,
    endpoints: boardEndpoints,
    packetBytes: 512,
    second: 'M',
  },
};

export function kindOf(setup: ProbeSetup): Kind {
  return kinds[setup.kind];
}

export interface Firmware {
  readonly jtag: number;
  readonly swim: number;
  readonly massStorage: number;
  readonly bridge: number;
  readonly power: number;
}

/** Reads `J45M30`, `J37S7` or `J13M5B4`. @throws on text without a J number */
export function parseFirmware(text: string): Firmware {
  const numbers = new Map(
    [...text.matchAll(/([JSMBP])(\d+)/g)].map(([, letter = '', digits]) => [
      letter,
      Number(digits),
    ]),
  );
  const jtag = numbers.get('J');
  if (jtag === undefined) throw new Error(`${text} is no ST-LINK firmware version`);
  const number = (letter: string) => numbers.get(letter) ?? 0;
  return {
    jtag,
    swim: number('S'),
    massStorage: number('M'),
    bridge: number('B'),
    power: number('P'),
  };
}

/** The six bytes that answer GET_VERSION; a V3 keeps its numbers for GET_VERSION_EX. */
export function versionAnswer(kind: Kind, firmware: Firmware): Uint8Array {
  const second = kind.second === 'S' ? firmware.swim : firmware.massStorage;
  const numbers = kind.hardware >= 3 ? 0 : (firmware.jtag << 6) | second;
  const answer = new DataView(new ArrayBuffer(6));
  answer.setUint16(0, (kind.hardware << 12) | numbers, false);
  answer.setUint16(2, stVendorId, true);
  answer.setUint16(4, kind.productId, true);
  return new Uint8Array(answer.buffer);
}

/** The twelve bytes that answer GET_VERSION_EX. */
export function versionExAnswer(kind: Kind, firmware: Firmware): Uint8Array {
  const { swim, jtag, massStorage, bridge, power } = firmware;
  const answer = new Uint8Array(12);
  answer.set([kind.hardware, swim, jtag, massStorage, bridge, power]);
  new DataView(answer.buffer).setUint16(8, stVendorId, true);
  new DataView(answer.buffer).setUint16(10, kind.productId, true);
  return answer;
}
