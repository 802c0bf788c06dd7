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
      const offset = operandOf(operand, scope);
      if (operand === undefined || offset === undefined) return undefined;
      const bits = applyUnary(expression.operator, offset);
      return { ...operand, bits: unsigned((operand.home?.start ?? 0n) + bits) };
    }
    case 'binary':
      return binary(expression, scope);
    case 'conditional': {
      const condition = operandOf(evaluate(expression.condition, scope), scope);
      if (condition === undefined) return undefined;
      return evaluate(condition === 0n ? expression.no : expression.yes, scope);
    }
    case 'assert': {
      const value = evaluate(expression.condition, scope);
      if (operandOf(value, scope) === 0n) scope.failed?.(expression);
      return value;
    }
    case 'call':
      return call(expression, scope);
    case 'missing':
      return undefined;
  }
}

/** What ld computes with where it looks at one value alone; of an address in an output section that is not certain. */
function operandOf(value: Value | undefined, scope: Scope): bigint | undefined {
  const isUnsure = scope.section === undefined ? value?.isVague : value?.kind === 'address';
  return value === undefined || isUnsure === true ? undefined : offsetIn(value);
}

/** Two values that ld may keep as offsets from the same section; each alone it makes an address beside a number. */
function areVague(one: Value, other: Value): boolean {
  const isNear = (value: Value): boolean => value.isVague === true || value.home !== undefined;
  return (one.isVague === true || other.isVague === true) && isNear(one) && isNear(other);
}

/** Where only the distance counts it is the same from wherever it is taken. */
const ofDistance = new Set(['-', '==', '!=']);

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
 * (rel_from_abs in ld/ldexp.c). Only an address a number away from another one is certain: `ORIGIN(RAM) - 4`, not
 * `4 - ORIGIN(RAM)`.
 */
function isUncertain(operator: string, left: Value, right: Value, scope: Scope): boolean {
  if (scope.section === undefined) return areVague(left, right) && !ofDistance.has(operator);
  const addresses = [left, right].filter(({ kind }) => kind === 'address');
  if (addresses.length === 0) return false;
  if (operator === '+') return left.kind !== 'number' && right.kind !== 'number';
  return operator !== '-' || right.kind !== 'number';
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
      const value = operandOf(first && evaluate(first, scope), scope);
      return value === undefined ? undefined : number(log2Ceil(value));
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

/** ALIGN(a) is the location counter's address moved on, ALIGN(v, a) any value; BLOCK is another word for it. */
function align(
  first: Expression | undefined,
  second: Expression | undefined,
  scope: Scope,
): Value | undefined {
  const value = first && evaluate(first, scope);
  if (second === undefined) return alignDot(operandOf(value, scope), scope);
  const pair = inCommon(value, evaluate(second, scope), scope);
  return pair?.make(alignUp(pair.left, pair.right));
}

/** In an output section the address counts, not the offset: its start need not be aligned. */
function alignDot(alignment: bigint | undefined, scope: Scope): Value | undefined {
  const dot = scope.dot();
  const address = dot && toAddressValue(dot, scope);
  if (address === undefined || alignment === undefined) return undefined;
  const bits = alignUp(address.bits, alignment);
  if (scope.section?.start === undefined) return { bits, kind: 'address' };
  return { bits: unsigned(bits - scope.section.start), kind: 'offset' };
}

function choose({ callee, args }: CallExpression, scope: Scope): Value | undefined {
  const [first, second] = args.map((each) => evaluate(each, scope));
  const pair = inCommon(first, second, scope);
  if (pair === undefined) return undefined;
  const { left, right } = pair;
  return pair.make((callee.text === 'MAX' ? left > right : left < right) ? left : right);
}

/** Two values as ld compares them, and what its result stands for (fold_binary in ld/ldexp.c). */
function inCommon(
  one: Value | undefined,
  other: Value | undefined,
  scope: Scope,
): { left: bigint; right: bigint; make(bits: bigint): Value } | undefined {
  if (one === undefined || other === undefined) return undefined;
  const kinds = [one.kind, other.kind];
  if (scope.section !== undefined && kinds.includes('address')) return undefined;
  if (areVague(one, other)) return undefined;
  const { home } = one;
  const isAtHome = home !== undefined && home === other.home;
  const kind = one.kind === 'number' ? other.kind : one.kind;
  return {
    left: isAtHome ? offsetIn(one) : one.bits,
    right: isAtHome ? offsetIn(other) : other.bits,
    make: (bits) =>
      isAtHome ? { bits: unsigned(bits + (home.start ?? 0n)), kind, home } : { bits, kind },
  };
}

function number(bits: bigint): Value {
  return { bits, kind: 'number' };
}
