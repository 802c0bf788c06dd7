// An expression of a linker script → its value, as far as the script alone tells it. What depends on the link
// (sizes and addresses of sections, symbols of objects and of the command line) is undefined, never guessed.

import type { Span } from '../base/text';
import type { ProblemId } from './problem-ids';
import type { AssertExpression, CallExpression, Expression } from './syntax';
import { alignUp, applyBinary, applyUnary, log2Ceil, offsetIn, unsigned } from './values';
import type { Value } from './values';

/** What expressions may ask for. */
export interface Scope {
  symbol(name: string): Value | undefined;
  /** DEFINED(name): true only where the script itself has defined it before; otherwise not known. */
  isDefined(name: string): boolean;
  dot(): Value | undefined;
  /** Whether the expression stands inside an output section, and where that starts, if known. */
  readonly section: { readonly start: bigint | undefined } | undefined;
  region(
    name: string,
    place: Span,
  ): { origin: bigint | undefined; length: bigint | undefined } | undefined;
  /** The condition is known to be 0. */
  failed?(assert: AssertExpression): void;
  problem(id: ProblemId, message: string, place: Span): void;
}

/** @returns undefined where the value is not known from the script. */
export function evaluate(expression: Expression, scope: Scope): Value | undefined {
  switch (expression.kind) {
    case 'number':
      return number(expression.value);
    case 'name':
      return expression.name === '.' ? scope.dot() : scope.symbol(expression.name);
    case 'unary': {
      const operand = evaluate(expression.operand, scope);
      if (operand === undefined) return undefined;
      if (scope.section !== undefined && operand.kind === 'address') return undefined;
      const bits = applyUnary(expression.operator, offsetIn(operand));
      return { ...operand, bits: unsigned((operand.home?.start ?? 0n) + bits) };
    }
    case 'binary':
      return binary(expression, scope);
    case 'conditional': {
      const condition = evaluate(expression.condition, scope);
      if (condition === undefined) return undefined;
      return evaluate(offsetIn(condition) === 0n ? expression.no : expression.yes, scope);
    }
    case 'assert': {
      const value = evaluate(expression.condition, scope);
      if (value !== undefined && offsetIn(value) === 0n) scope.failed?.(expression);
      return value;
    }
    case 'call':
      return call(expression, scope);
    case 'missing':
      return undefined;
  }
}

/** Chains such as a + b + c lean to the left and can be very long, so that side is a loop. */
function binary(expression: Expression, scope: Scope): Value | undefined {
  const chain: (Expression & { kind: 'binary' })[] = [];
  let first: Expression = expression;
  for (; first.kind === 'binary'; first = first.left) chain.push(first);
  let value = evaluate(first, scope);
  for (let at = chain.length - 1; at >= 0; at -= 1) {
    const node = chain[at];
    if (node === undefined) break;
    value = combine(node.operator, value, evaluate(node.right, scope), node.right, scope);
  }
  return value;
}

const comparisons = new Set(['==', '!=', '<', '>', '<=', '>=', '&&', '||']);

/** One operation; both sides in the same section stay offsets from its start (fold_binary in ld/ldexp.c). */
export function combine(
  operator: string,
  one: Value | undefined,
  other: Value | undefined,
  place: Span,
  scope: Scope,
): Value | undefined {
  const isAtHome = one?.home !== undefined && one.home === other?.home;
  const [left, right] = isAtHome ? [one, other].map(atHome) : [one, other];
  if (right?.bits === 0n && (operator === '/' || operator === '%')) {
    scope.problem('ld-division-by-zero', 'This divides by zero.', place);
    return undefined;
  }
  if (left === undefined || right === undefined) return undefined;
  if (isUncertain(operator, left, right, scope)) return undefined;
  const bits = applyBinary(operator, left.bits, right.bits);
  if (typeof bits !== 'bigint') return undefined;
  if (comparisons.has(operator)) return number(bits);
  if (left.kind === 'offset' && right.kind === 'offset') return number(bits);
  return { bits, kind: left.kind === 'number' ? right.kind : left.kind };
}

function atHome(value: Value | undefined): Value | undefined {
  return value && number(offsetIn(value));
}

/**
 * Inside an output section ld takes some addresses for offsets, depending on where they come from
 * (rel_from_abs in ld/ldexp.c). Only an address a number away from another one is certain.
 */
function isUncertain(operator: string, left: Value, right: Value, scope: Scope): boolean {
  if (scope.section === undefined) return false;
  const addresses = [left, right].filter(({ kind }) => kind === 'address');
  if (addresses.length === 0) return false;
  const isShifted = operator === '+' || operator === '-';
  return !isShifted || (left.kind !== 'number' && right.kind !== 'number');
}

/** Where the section's start is not known, neither is an offset's address. */
export function toAddressValue(value: Value, scope: Scope): Value | undefined {
  if (value.kind === 'address') return value;
  if (scope.section === undefined) return { bits: value.bits, kind: 'address' };
  const { start } = scope.section;
  if (start === undefined) return undefined;
  return { bits: unsigned(start + value.bits), kind: 'address', home: scope.section };
}

function call(expression: CallExpression, scope: Scope): Value | undefined {
  const [first, second] = expression.args;
  switch (expression.callee.text) {
    case 'ORIGIN':
    case 'LENGTH':
      return ofRegion(expression, scope);
    case 'DEFINED':
      return first?.kind === 'name' && scope.isDefined(first.name) ? number(1n) : undefined;
    case 'CONSTANT':
      return constant(first, scope);
    case 'ABSOLUTE':
      return absolute(first, scope);
    case 'ALIGN':
    case 'BLOCK':
      return align(first, second, scope);
    case 'MAX':
    case 'MIN':
      return choose(expression, scope);
    case 'LOG2CEIL': {
      const value = first && evaluate(first, scope);
      return value && number(log2Ceil(offsetIn(value)));
    }
    // The sizes and addresses of sections and segments are the link's, and -Ttext may set a segment's start.
    default:
      return undefined;
  }
}

function ofRegion({ callee, args }: CallExpression, scope: Scope): Value | undefined {
  const [name] = args;
  if (name?.kind !== 'name') return undefined;
  const region = scope.region(name.name, name);
  if (callee.text === 'LENGTH')
    return region?.length === undefined ? undefined : number(region.length);
  return region?.origin === undefined ? undefined : { bits: region.origin, kind: 'address' };
}

/** Both page sizes are 4 KiB for arm-none-eabi (bfd/elf32-arm.c since binutils 2.39; 64 KiB before). */
function constant(name: Expression | undefined, scope: Scope): Value | undefined {
  if (name?.kind !== 'name') return undefined;
  if (name.name === 'MAXPAGESIZE' || name.name === 'COMMONPAGESIZE') return undefined;
  scope.problem('ld-unknown-constant', `${name.name} is no CONSTANT of the linker.`, name);
  return undefined;
}

function absolute(argument: Expression | undefined, scope: Scope): Value | undefined {
  const value = argument && evaluate(argument, scope);
  if (value === undefined) return undefined;
  const address = value.kind === 'offset' ? toAddressValue(value, scope) : value;
  return address && { bits: address.bits, kind: 'address' };
}

/** ALIGN(a) moves the location counter, ALIGN(v, a) any value. */
function align(
  first: Expression | undefined,
  second: Expression | undefined,
  scope: Scope,
): Value | undefined {
  const value = second === undefined ? scope.dot() : first && evaluate(first, scope);
  const alignment =
    second === undefined ? first && evaluate(first, scope) : evaluate(second, scope);
  if (value === undefined || alignment === undefined) return undefined;
  if (scope.section !== undefined && value.kind === 'address') return undefined;
  return { bits: alignUp(value.bits, alignment.bits), kind: value.kind };
}

function choose({ callee, args }: CallExpression, scope: Scope): Value | undefined {
  const [first, second] = args.map((each) => evaluate(each, scope));
  if (first === undefined || second === undefined) return undefined;
  // ld compares an offset with a number as it is, an offset with an address as addresses.
  if (first.kind === 'offset' || second.kind === 'offset') return undefined;
  const isFirst = callee.text === 'MAX' ? first.bits > second.bits : first.bits < second.bits;
  const chosen = isFirst ? first : second;
  return first.home === second.home ? chosen : { bits: chosen.bits, kind: chosen.kind };
}

function number(bits: bigint): Value {
  return { bits, kind: 'number' };
}
