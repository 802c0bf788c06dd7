// Numbers as ld computes them: 64 bits without a sign (ld/ldexp.c), and what an expression stands for.

/**
 * What an expression comes to. Inside an output section ld tells them apart: a plain number is an offset there,
 * as is what is computed from one; an address stays what it is.
 */
export interface Value {
  readonly bits: bigint;
  readonly kind: 'number' | 'address' | 'offset';
  /** The section that an address was assigned in: ld keeps it as an offset from there, and computes with that. */
  readonly home?: Home;
  /** An address that was assigned in a section too, and may be kept as an offset from there or not. */
  readonly isVague?: boolean;
}

export interface Home {
  readonly start: bigint | undefined;
}

/** What ld computes with where nothing makes the value absolute first. */
export function offsetIn({ bits, home }: Value): bigint {
  return unsigned(bits - (home?.start ?? 0n));
}

export type BinaryResult = bigint | 'division by zero' | undefined;

const width = 64;

export function unsigned(value: bigint): bigint {
  return BigInt.asUintN(width, value);
}

/** As the symbol table of a 32-bit ELF file keeps it. */
export function toAddress(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

export function applyUnary(operator: string, value: bigint): bigint {
  if (operator === '-') return unsigned(-value);
  if (operator === '~') return unsigned(~value);
  if (operator === '!') return value === 0n ? 1n : 0n;
  return value;
}

/** Division and remainder have a sign, comparisons have none; shifts wrap at 64 as the host's do. */
export function applyBinary(operator: string, left: bigint, right: bigint): BinaryResult {
  const arithmetic = arithmeticOf(operator, left, right);
  if (arithmetic !== undefined)
    return typeof arithmetic === 'bigint' ? unsigned(arithmetic) : arithmetic;
  const truth = truthOf(operator, left, right);
  return truth === undefined ? undefined : truth ? 1n : 0n;
}

function arithmeticOf(operator: string, left: bigint, right: bigint): BinaryResult {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? 'division by zero' : signed(left) / signed(right);
    case '%':
      return right === 0n ? 'division by zero' : signed(left) % signed(right);
    case '<<':
      return left << (right % 64n);
    case '>>':
      return left >> (right % 64n);
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    default:
      return undefined;
  }
}

function truthOf(operator: string, left: bigint, right: bigint): boolean | undefined {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '&&':
      return left !== 0n && right !== 0n;
    case '||':
      return left !== 0n || right !== 0n;
    default:
      return undefined;
  }
}

/** Up to the next multiple; any number is allowed, not only powers of two. */
export function alignUp(value: bigint, alignment: bigint): bigint {
  if (alignment <= 1n) return value;
  return unsigned(((value + alignment - 1n) / alignment) * alignment);
}

/** The exponent of the smallest power of two that is not less. */
export function log2Ceil(value: bigint): bigint {
  return value <= 1n ? 0n : BigInt((value - 1n).toString(2).length);
}

export function signed(value: bigint): bigint {
  return BigInt.asIntN(width, value);
}
