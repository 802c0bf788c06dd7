// A C expression of pins or register bits → a mask, as far as this text alone says it. Bits that it gives are
// certainly there; unknown names give none.

import type { Token } from './tokens';

export interface Mask {
  /** 32 bits, unsigned. */
  readonly bits: number;
  /** False where a name was not known, so that more bits may be set. */
  readonly isExact: boolean;
}

export type Defines = ReadonlyMap<string, readonly Token[]>;

const unknown: Mask = { bits: 0, isExact: false };
const maxDepth = 24;
/** Macros that double themselves would take for ever. */
const maxExpansions = 200;

/** Evaluates `GPIO_PIN_13|GPIO_PIN_14`, `0x6000`, `~(3U << 26)`, macros of the same text. */
export function maskOf(tokens: readonly Token[], defines: Defines): Mask {
  return new Evaluator(tokens, { defines, expansions: 0 }, 0).whole();
}

interface Shared {
  readonly defines: Defines;
  expansions: number;
}

/** Operators by how tightly they bind, loosest first. */
const levels: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*'],
];

class Evaluator {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly shared: Shared,
    private depth: number,
  ) {}

  whole(): Mask {
    const value = this.level(0);
    return this.at < this.tokens.length ? { ...value, isExact: false } : value;
  }

  private get next(): string | undefined {
    return this.tokens[this.at]?.text;
  }

  private level(index: number): Mask {
    const operators = levels[index];
    if (operators === undefined) return this.unary();
    let left = this.level(index + 1);
    while (this.next !== undefined && operators.includes(this.next)) {
      const operator = this.next;
      this.at++;
      left = combine(operator, left, this.level(index + 1));
    }
    return left;
  }

  private unary(): Mask {
    const token = this.tokens[this.at];
    if (token === undefined || this.depth > maxDepth) {
      this.at = this.tokens.length;
      return unknown;
    }
    this.at++;
    if (token.text === '~') return complement(this.nested(() => this.unary()));
    if (token.text === '(') return this.parenthesis();
    if (token.kind === 'number') return numberOf(token.text);
    if (token.kind === 'word') return this.word(token.text);
    return unknown;
  }

  private nested(run: () => Mask): Mask {
    this.depth++;
    const value = run();
    this.depth--;
    return value;
  }

  private parenthesis(): Mask {
    // A cast: `(uint32_t)`.
    const isCast = /^(u?int(8|16|32)_t|unsigned|int|long)$/.test(this.next ?? '');
    if (isCast && this.tokens[this.at + 1]?.text === ')') {
      this.at += 2;
      return this.nested(() => this.unary());
    }
    const value = this.nested(() => this.level(0));
    if (this.next !== ')') return { ...value, isExact: false };
    this.at++;
    return value;
  }

  private word(name: string): Mask {
    const bits = bitsOfName(name);
    if (bits !== undefined) return { bits: bits >>> 0, isExact: true };
    const definition = this.shared.defines.get(name);
    if (definition === undefined || this.shared.expansions++ > maxExpansions) {
      this.skipMembers();
      return unknown;
    }
    return new Evaluator(definition, this.shared, this.depth + 1).whole();
  }

  /** `->x` and `.x` behind a name. */
  private skipMembers(): void {
    while (this.next === '->' || this.next === '.') this.at += 2;
  }
}

/** Names of CMSIS, HAL, LL and SPL that are bits by themselves. */
function bitsOfName(name: string): number | undefined {
  const pin = /^(?:(?:LL_|HAL_)?GPIO_(?:PIN|Pin)_|GPIO)(\d{1,2}|All|ALL)$/.exec(name)?.[1];
  if (pin !== undefined) {
    if (/^All$/i.test(pin)) return 0xffff;
    return Number(pin) < 16 ? 1 << Number(pin) : undefined;
  }
  const moder = /^GPIO_MODER_MODER?(\d{1,2})(_Msk|_0|_1)?$/.exec(name);
  if (moder === null || Number(moder[1]) > 15) return undefined;
  const field = moder[2] === '_0' ? 1 : moder[2] === '_1' ? 2 : 3;
  return field << (2 * Number(moder[1]));
}

function numberOf(text: string): Mask {
  const digits = text.replace(/'/g, '').replace(/[uUlL]+$/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return Number.isInteger(value) ? { bits: value >>> 0, isExact: true } : unknown;
}

function complement({ bits, isExact }: Mask): Mask {
  return isExact ? { bits: ~bits >>> 0, isExact } : unknown;
}

/** Keeps the promise that a bit given is certainly set: only `|` goes on with an operand that is not known whole. */
function combine(operator: string, left: Mask, right: Mask): Mask {
  const isExact = left.isExact && right.isExact;
  if (operator === '|') return { bits: (left.bits | right.bits) >>> 0, isExact };
  if (operator === '&') return { bits: (left.bits & right.bits) >>> 0, isExact };
  if (!isExact) return unknown;
  return { bits: arithmetic(operator, left.bits, right.bits) >>> 0, isExact };
}

function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case '^':
      return left ^ right;
    case '<<':
      return right > 31 ? 0 : left << right;
    case '>>':
      return right > 31 ? 0 : left >>> right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    default:
      return Math.imul(left, right);
  }
}
