// The commands of an ST-LINK as bytes; their names are those of ST's own headers, as OpenOCD has them.

/** One byte each, then words of 16 or 32 bits, little-endian. */
function bytes(...parts: readonly (number | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(
    value & 0xff,
    (value >>> 8) & 0xff,
    (value >>> 16) & 0xff,
    (value >>> 24) & 0xff,
  );
}

const debug = 0xf2;

/** Port of the debug port's own registers. */
const debugPort = 0xffff;

const portOf = (port: number | 'dp'): Uint8Array => u16(port === 'dp' ? debugPort : port);

export type MemoryAccess = 'read' | 'write';

/** READMEM and WRITEMEM by width. */
const memoryCodes = {
  read: { 1: 0x0c, 2: 0x47, 4: 0x07 },
  write: { 1: 0x0d, 2: 0x48, 4: 0x08 },
} as const;

export const commands = {
  getVersion: bytes(0xf1),
  getVersionEx: bytes(0xfb),
  getCurrentMode: bytes(0xf5),
  getTargetVoltage: bytes(0xf7),
  dfuExit: bytes(0xf3, 0x07),
  swimExit: bytes(0xf4, 0x01),
  enterSwd: bytes(debug, 0x30, 0xa3),
  exit: bytes(debug, 0x21),
  readIdCodes: bytes(debug, 0x31),
  resetSys: bytes(debug, 0x32),
  lastStatus: bytes(debug, 0x3b),
  lastStatus2: bytes(debug, 0x3e),
  driveNrst: (level: 'low' | 'high') => bytes(debug, 0x3c, level === 'low' ? 0 : 1),
  readDebugReg: (address: number) => bytes(debug, 0x36, u32(address)),
  writeDebugReg: (address: number, value: number) => bytes(debug, 0x35, u32(address), u32(value)),
  readReg: (number: number) => bytes(debug, 0x33, number),
  writeReg: (number: number, value: number) => bytes(debug, 0x34, number, u32(value)),
  memory: (access: MemoryAccess, width: 1 | 2 | 4, address: number, byteLength: number) =>
    bytes(debug, memoryCodes[access][width], u32(address), u16(byteLength)),
  /** V2: by divisor. */
  swdSetFreq: (divisor: number) => bytes(debug, 0x43, u16(divisor)),
  /** V3; 0 is SWD. */
  setComFreq: (khz: number) => bytes(debug, 0x61, 0, 0, u32(khz)),
  getComFreq: bytes(debug, 0x62, 0),
  readDapReg: (port: number | 'dp', register: number) =>
    bytes(debug, 0x45, portOf(port), u16(register)),
  writeDapReg: (port: number | 'dp', register: number, value: number) =>
    bytes(debug, 0x46, portOf(port), u16(register), u32(value)),
  initAp: (ap: number) => bytes(debug, 0x4b, ap),
  closeAp: (ap: number) => bytes(debug, 0x4c, ap),
} as const;
