// The SW-DP's registers (IHI 0031C, B2): identification, power-up requests, sticky errors.

const powerUpRequests = 0x50000000;
const stickyError = 1 << 5;
const writeDataError = 1 << 7;
/** CSYSPWRUPREQ, CDBGPWRUPREQ, CDBGRSTREQ, transfer count, lane and mode, overrun detection. */
const controlWritable = 0x54ffff0d;

export interface DebugPort {
  /** @param register with the bank in bits 7:4. */
  read(register: number): number;
  write(register: number, value: number): void;
  /** The debug domain was asked for and has power. */
  isPoweredUp(): boolean;
  /** Line reset and the requests that a probe makes when it connects. */
  connect(): number;
  hasStickyError(): boolean;
  setStickyError(): void;
  /** A write came with a wrong parity bit. */
  setWriteDataError(): void;
  clearErrors(): void;
  /** What RDBUFF gives. */
  setReadBuffer(value: number): void;
}

export interface DebugPortOptions {
  readonly dpidr: number;
  /** TARGETID of DP version 2: part number and designer. */
  readonly targetId: number;
  /** False: the domain is off (Stop without DBGMCU_CR's bit), requests are not acknowledged. */
  readonly hasDebugPower: () => boolean;
}

export function createDebugPort(options: DebugPortOptions): DebugPort {
  const version = (options.dpidr >>> 12) & 0xf;
  let control = 0;
  let errors = 0;
  let readBuffer = 0;

  /** CDBGPWRUPACK and CSYSPWRUPACK follow their requests one bit above. */
  const acknowledged = (): number =>
    options.hasDebugPower() ? ((control & powerUpRequests) << 1) >>> 0 : 0;

  /** ABORT: DAPABORT has nothing to end here; STKCMPCLR, STKERRCLR, WDERRCLR, ORUNERRCLR. */
  const abort = (value: number): void => {
    if ((value & (1 << 2)) !== 0) errors &= ~stickyError;
    if ((value & (1 << 3)) !== 0) errors &= ~writeDataError;
  };

  return {
    read: (register) => {
      const bank = version >= 2 || register === 0x14 ? register >> 4 : 0;
      switch (register & 0xf) {
        case 0x0:
          return options.dpidr;
        case 0x4:
          if (bank === 0) return (control | acknowledged() | errors) >>> 0;
          // DLCR's TURNROUND and EVENTSTAT read 0; DLPIDR: protocol version 1.
          return bank === 2 ? options.targetId : bank === 3 ? 1 : 0;
        default:
          // RESEND is the last read again.
          return readBuffer;
      }
    },
    write: (register, value) => {
      if ((register & 0xf) === 0) abort(value);
      if (register === 0x4) control = (value & controlWritable) >>> 0;
    },
    isPoweredUp: () => (acknowledged() & 0xa0000000) >>> 0 === 0xa0000000,
    connect: () => {
      errors = 0;
      control = powerUpRequests;
      return options.dpidr;
    },
    hasStickyError: () => errors !== 0,
    setStickyError: () => {
      errors |= stickyError;
    },
    setWriteDataError: () => {
      errors |= writeDataError;
    },
    clearErrors: () => {
      errors = 0;
    },
    setReadBuffer: (value) => {
      readBuffer = value;
    },
  };
}
